/** What a query answers. */
import type { Kind } from './2-plan/plan.ts';
import type { EdgeElement, GraphElement, NodeElement } from './reader.ts';
import { isNumber, Num, plainNumber } from './values/number.ts';
import { Entry, isEdge, isGraphPart, isNode, Path, Property, Token, Uuid } from './values/value.ts';

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
  if (planned !== 'any' && planned !== 'source') return planned;
  if (values.length === 0) return 'values';
  if (values.every(isNode)) return 'nodes';
  if (values.every(isEdge)) return 'edges';
  if (values.every((value) => value instanceof Path)) return 'paths';
  return values.length === 1 && isGraphPart(values[0]) ? 'graph' : 'values';
}

/** Plain numbers for those that carried their type. Only what holds one is copied. */
export function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Num) return plainNumber(value);
  if (Array.isArray(value)) return changed(value, plain);
  if (value instanceof Set) return new Set([...value].map(plain));
  if (value instanceof Map) {
    const map =
      Object.getPrototypeOf(value) === Map.prototype ? new Map() : new (value.constructor as MapConstructor)();
    for (const [key, item] of value) map.set(plain(key), plain(item));
    return map;
  }
  if (value instanceof Path) return new Path(value.labels, changed(value.objects, plain));
  if (value instanceof Entry) return new Entry(plain(value.key), plain(value.value));
  if (value instanceof Property && value.value instanceof Num)
    return new Property(value.key, plainNumber(value.value), value.element, value.id, value.metadata);
  return value;
}

function changed(list: readonly unknown[], change: (value: unknown) => unknown): readonly unknown[] {
  const copy = list.map(change);
  return copy.some((item, i) => item !== list[i]) ? copy : list;
}

/** The body that Skydive's `POST /api/topology` answers with, as a JSON value. */
export function toRest(result: Result): unknown {
  if (result.kind === 'scalar') return result.values.length > 0 ? toJson(result.values[0]) : 0;
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
