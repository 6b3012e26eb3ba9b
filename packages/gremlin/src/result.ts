/** What a query answers. */
import type { Kind } from './2-plan/plan.ts';
import type { Tick } from './3-run/pausing.ts';
import type { Flow } from './3-run/row.ts';
import type { EdgeElement, GraphElement, NodeElement } from './reader.ts';
import { holdsMany } from './values/nested.ts';
import { isNumber, Num, plainNumber } from './values/number.ts';
import { Entry, isEdge, isElement, isGraphPart, isNode, Path, Property, Token, Uuid } from './values/value.ts';

/**
 * `nodes`, `edges`: elements of the graph. `graph`: one `{nodes, edges}`. `paths`: lists of nodes from ShortestPathTo, or
 * `Path` objects from path(). `scalar`: one number. `values`: anything else, mixed: JSON values, `Map` for maps, `Set` for
 * sets, arrays for lists, `Path`, `Property`, `Tree`, `Token` (the keys `id` and `label` of element maps), elements, `null`.
 */
export type ResultKind = 'nodes' | 'edges' | 'graph' | 'paths' | 'values' | 'scalar';

export interface Result {
  readonly kind: ResultKind;
  readonly values: readonly unknown[];
}

/** The kind that the plan promises, or the one that all rows turn out to be. */
export function kindOf(planned: Kind, values: readonly unknown[]): ResultKind {
  // A number that a filter behind it did not let through is no number.
  if (planned === 'scalar' && values.length !== 1) return 'values';
  if (planned !== 'any' && planned !== 'source') return planned;
  if (values.length === 0) return 'values';
  if (values.every(isNode)) return 'nodes';
  if (values.every(isEdge)) return 'edges';
  if (values.every((value) => value instanceof Path)) return 'paths';
  return values.length === 1 && isGraphPart(values[0]) ? 'graph' : 'values';
}

/** Whether a value is answered as it is; `plain` says so, too, but by a generator. */
export function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null || isElement(value);
}

/** Plain numbers for those that carried their type. Lists are copied only where they hold one. */
export function* plain(value: unknown, tick: Tick): Flow<unknown> {
  if (isPlain(value)) return value;
  if (value instanceof Num) return plainNumber(value);
  if (Array.isArray(value)) return yield* plainItems(value, tick);
  if (value instanceof Set) return new Set(yield* plainItems([...value], tick));
  if (value instanceof Map) {
    const map =
      Object.getPrototypeOf(value) === Map.prototype ? new Map() : new (value.constructor as MapConstructor)();
    for (const [key, item] of value) {
      if (tick()) yield undefined;
      map.set(yield* plain(key, tick), yield* plain(item, tick));
    }
    return map;
  }
  if (value instanceof Path) {
    const objects = yield* plainItems(value.objects, tick);
    return objects === value.objects ? value : new Path(value.labels, objects);
  }
  if (value instanceof Entry) return new Entry(yield* plain(value.key, tick), yield* plain(value.value, tick));
  if (value instanceof Property && value.value instanceof Num)
    return new Property(value.key, plainNumber(value.value), value.element, value.id, value.metadata);
  return value;
}

function* plainItems(list: readonly unknown[], tick: Tick): Flow<readonly unknown[]> {
  let copy: unknown[] | undefined;
  for (let i = 0; i < list.length; i++) {
    if (tick()) yield undefined;
    const item = list[i];
    const plainly = isPlain(item) ? item : yield* plain(item, tick);
    if (plainly !== item) copy ??= list.slice();
    if (copy !== undefined) copy[i] = plainly;
  }
  return copy ?? list;
}

/** The body that Skydive's `POST /api/topology` answers with, as a JSON value. */
export function toRest(result: Result): unknown {
  if (result.kind === 'scalar') return toJson(result.values[0]);
  return result.values.map(toJson);
}

/** Any value of a result as JSON. */
export function toJson(value: unknown): unknown {
  if (value === undefined) return null;
  if (typeof value !== 'object' || value === null) return value;
  if (isEdge(value)) return edgeJson(value);
  if (isNode(value)) return nodeJson(value);
  if (isNumber(value)) return plainNumber(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uuid) return value.text;
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof Set) return [...value].map(toJson);
  if (value instanceof Path) return { labels: value.labels, objects: value.objects.map(toJson) };
  if (value instanceof Property) return { Key: value.key, Value: toJson(value.value) };
  if (value instanceof Token) return value.name;
  if (value instanceof Entry) return { [keyText(value.key)]: toJson(value.value) };
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, item]) => [keyText(key), toJson(item)]));
  if (isGraphPart(value)) return { Nodes: value.nodes.map(nodeJson), Edges: value.edges.map(edgeJson) };
  return value;
}

/** The text of `toJson`, in pieces: of a large list or map it may be longer than a string can be. */
export function* jsonPieces(value: unknown): Iterable<string> {
  if (isGraphPart(value)) {
    yield '{"Nodes":';
    yield* listPieces(value.nodes);
    yield ',"Edges":';
    yield* listPieces(value.edges);
    yield '}';
  } else if (!holdsMany(value, together)) yield JSON.stringify(toJson(value));
  else if (Array.isArray(value)) yield* listPieces(value);
  else if (value instanceof Set) yield* listPieces([...value]);
  else if (value instanceof Map) {
    let before = '{';
    // Keys that are the same as text are one, as in `toJson`.
    for (const [key, item] of new Map([...value].map(([key, item]) => [keyText(key), item]))) {
      yield `${before}${JSON.stringify(key)}:`;
      yield* jsonPieces(item);
      before = ',';
    }
    yield '}';
  } else yield JSON.stringify(toJson(value));
}

/** Items in one piece. */
const together = 500;

function* listPieces(items: readonly unknown[]): Iterable<string> {
  yield '[';
  for (let at = 0; at < items.length; at += together) {
    const part = items.slice(at, at + together);
    if (at > 0) yield ',';
    if (!holdsMany(part, together)) yield part.map((item) => JSON.stringify(toJson(item))).join();
    else
      for (const [i, item] of part.entries()) {
        if (i > 0) yield ',';
        yield* jsonPieces(item);
      }
  }
  yield ']';
}

function keyText(key: unknown): string {
  if (isNode(key) || isEdge(key)) return key.id;
  return typeof key === 'object' && key !== null && !(key instanceof Token) ? JSON.stringify(toJson(key)) : String(key);
}

function fields(element: GraphElement) {
  return {
    Metadata: element.metadata,
    Host: element.host ?? '',
    Origin: element.origin ?? '',
    CreatedAt: element.createdAt ?? 0,
    UpdatedAt: element.updatedAt ?? element.createdAt ?? 0,
    DeletedAt: element.deletedAt ?? null,
    Revision: element.revision ?? 1,
  };
}

export function nodeJson(node: NodeElement): Record<string, unknown> {
  return { ID: node.id, ...fields(node) };
}

export function edgeJson(edge: EdgeElement): Record<string, unknown> {
  return { ID: edge.id, ...fields(edge), Parent: edge.from, Child: edge.to };
}
