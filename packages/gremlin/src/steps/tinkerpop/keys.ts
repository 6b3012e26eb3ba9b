/** The properties that a step names by their keys, and maps of them. */
import type { Call } from '../../2-plan/call.ts';
import type { Run } from '../../3-run/run.ts';
import type { GraphElement } from '../../reader.ts';
import { propertiesOf } from '../../values/property.ts';
import { isEdge, isElement, type Property } from '../../values/value.ts';

/** Those under the keys that the step names, or all; nothing but nulls names none. */
export function propertiesUnder(call: Call, from = 0): (run: Run, of: GraphElement | Property) => readonly Property[] {
  const keys = [...new Set(call.strings(from))];
  const none = call.args.length > from && keys.length === 0;
  return (run, of) => (none ? [] : propertiesOf(run.reader, of, keys));
}

/** Values under their keys: in lists where the element is a node, since a node may have several under one key. */
export function byKey(
  of: GraphElement | Property,
  properties: readonly Property[],
  read: (property: Property) => unknown,
): Map<unknown, unknown> {
  const map = new Map<unknown, unknown>();
  const lists = isElement(of) && !isEdge(of);
  for (const property of properties) {
    const value = read(property);
    const list = map.get(property.key);
    if (!lists) map.set(property.key, value);
    else if (Array.isArray(list)) list.push(value);
    else map.set(property.key, [value]);
  }
  return map;
}
