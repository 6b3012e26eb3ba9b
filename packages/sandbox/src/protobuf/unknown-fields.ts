/** Fields that a kind does not have, found with the same tables that decode its protobuf form. */

import { isMap, type Tree } from '../base/json.ts';
import { type Field, type Message, messageNamed, messageOf } from './schema.ts';

/** All fields of a message by name, those of inlined messages included. */
function named(message: Message): Map<string, Field> {
  const fields = new Map<string, Field>();
  for (const field of message.values()) {
    if (field.name !== '') fields.set(field.name, field);
    else for (const [name, inner] of named(messageNamed(field.type) ?? new Map())) fields.set(name, inner);
  }
  return fields;
}

function search(tree: Tree, message: Message, path: string, found: string[]): void {
  const fields = named(message);
  for (const key in tree) {
    const here = path ? `${path}.${key}` : key;
    const field = fields.get(key);
    if (!field) {
      // Whole objects within others (claim templates) may name their kind.
      const typed = fields.has('metadata') && (key === 'apiVersion' || key === 'kind');
      if (!typed) found.push(here);
      continue;
    }
    const inner = messageNamed(field.type);
    const value = tree[key];
    if (!inner) continue;
    if (field.repeated && Array.isArray(value)) {
      for (const [index, item] of value.entries()) if (isMap(item)) search(item, inner, `${here}[${index}]`, found);
    } else if (field.map && isMap(value)) {
      for (const name in value) if (isMap(value[name])) search(value[name], inner, `${here}.${name}`, found);
    } else if (isMap(value)) {
      search(value, inner, here, found);
    }
  }
}

/** The paths of unknown fields; none for kinds that the tables do not have. */
export function unknownFields(apiVersion: string, kind: string, object: Tree): string[] {
  const message = messageOf(apiVersion, kind);
  const found: string[] = [];
  if (message) search(object, message, '', found);
  return found;
}
