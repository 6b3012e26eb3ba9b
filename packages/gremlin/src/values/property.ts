/** Reading properties: dotted paths over trees whose keys may themselves contain dots. */
import type { GraphElement, GraphReader } from '../reader.ts';
import { labelKey, MultiValue, Property } from './value.ts';

/** Walks a tree along a dotted path; `undefined` where it leads nowhere. The longest key wins; shorter ones are tried after it. */
export function walk(tree: unknown, key: string): unknown {
  if (typeof tree === 'object' && tree !== null && !Array.isArray(tree) && Object.hasOwn(tree, key))
    return (tree as Record<string, unknown>)[key];
  if (!key.includes('.')) return Array.isArray(tree) ? collect(tree, key) : undefined;
  return walkFrom(tree, key.split('.'), 0);
}

function walkFrom(tree: unknown, parts: readonly string[], from: number): unknown {
  if (from === parts.length) return tree;
  if (Array.isArray(tree)) return collect(tree, parts.slice(from).join('.'));
  if (typeof tree !== 'object' || tree === null) return undefined;
  for (let to = parts.length; to > from; to--) {
    const name = to === from + 1 ? parts[from]! : parts.slice(from, to).join('.');
    if (!Object.hasOwn(tree, name)) continue;
    const found = walkFrom((tree as Record<string, unknown>)[name], parts, to);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The member of every object of a list that has it; absent where none has. */
function collect(list: readonly unknown[], key: string): unknown {
  const found: unknown[] = [];
  for (const item of list) {
    if (typeof item !== 'object' || item === null) continue;
    const value = walk(item, key);
    if (value !== undefined) found.push(value);
  }
  return found.length > 0 ? found : undefined;
}

/** The value at a metadata key, through the reader where it knows a shorter way. */
export function metadataOf(reader: GraphReader, element: GraphElement, key: string): unknown {
  return reader.property ? reader.property(element, key) : walk(element.metadata, key);
}

/** Every element has them but the last time of one that lives: where a graph does not say, they are what an answer shows. */
const fields: Readonly<Record<string, (element: GraphElement) => unknown>> = {
  '@ID': (element) => element.id,
  '@Host': (element) => element.host ?? '',
  '@Origin': (element) => element.origin ?? '',
  '@CreatedAt': (element) => element.createdAt ?? 0,
  '@UpdatedAt': (element) => element.updatedAt ?? element.createdAt ?? 0,
  '@DeletedAt': (element) => element.deletedAt ?? undefined,
  '@Revision': (element) => element.revision ?? 1,
};

export const fieldNames: readonly string[] = Object.keys(fields);

/** An object that is no element of the graph, to be asked like one: it has no fields, only what it holds. */
export class Loose implements GraphElement {
  readonly id = '';
  readonly metadata: GraphElement['metadata'];

  constructor(metadata: GraphElement['metadata']) {
    this.metadata = metadata;
  }
}

/** Reads a key as Skydive names it: `@` fields, `Parent` and `Child` of edges, an optional `Metadata.` in front. */
export function skydiveKey(key: string): (reader: GraphReader, element: GraphElement) => unknown {
  const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
  if (field) return (_, element) => (element instanceof Loose ? walk(element.metadata, key) : field(element));
  const bare = key.startsWith('Metadata.') ? key.slice('Metadata.'.length) : key;
  if (key !== 'Parent' && key !== 'Child') return (reader, element) => metadataOf(reader, element, bare);
  const end = key === 'Parent' ? 'from' : 'to';
  return (reader, element) =>
    end in element ? (element as unknown as Record<string, unknown>)[end] : metadataOf(reader, element, key);
}

/** All properties under the keys, or under all keys but the one that is the label. */
export function propertiesOf(
  reader: GraphReader,
  element: GraphElement | Property,
  keys: readonly string[],
): Property[] {
  if (element instanceof Property) {
    const names = keys.length > 0 ? keys : Object.keys(element.metadata);
    return names
      .filter((key) => element.metadata[key] !== undefined)
      .map((key) => new Property(key, element.metadata[key], element));
  }
  const names = keys.length > 0 ? keys : Object.keys(element.metadata).filter((key) => key !== labelKey(element));
  const found: Property[] = [];
  for (const key of names) {
    const value = metadataOf(reader, element, key);
    if (value === undefined) continue;
    if (value instanceof MultiValue)
      value.values.forEach((one, i) => {
        found.push(new Property(key, one.value, element, `${element.id}/${key}/${i}`, one.metadata));
      });
    else
      found.push(new Property(key, fromTree(value), element, 'from' in element ? undefined : `${element.id}/${key}`));
  }
  return found;
}

/** Objects of metadata as maps, so that steps about maps work on them. */
export function fromTree(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.some((item) => typeof item === 'object') ? value.map(fromTree) : value;
  if (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null) return value;
  return new Map(Object.entries(value).map(([key, item]) => [key, fromTree(item)]));
}
