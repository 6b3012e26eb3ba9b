/** What a row can hold besides plain values: elements of the graph, properties, paths, entries of a map, tokens. */
import type { EdgeElement, GraphElement, GraphReader, NodeElement } from '../reader.ts';

/** A property of a node or an edge, or a property of one of several values under one key. */
export class Property {
  readonly key: string;
  readonly value: unknown;
  readonly element: GraphElement | Property;
  /** Present on the properties of nodes; tells two equal values under one key apart. */
  readonly id: string | undefined;
  readonly metadata: Readonly<Record<string, unknown>>;

  constructor(
    key: string,
    value: unknown,
    element: GraphElement | Property,
    id?: string,
    metadata: Readonly<Record<string, unknown>> = {},
  ) {
    this.key = key;
    this.value = value;
    this.element = element;
    this.id = id;
    this.metadata = metadata;
  }
}

/** Several values under one key, each with properties of its own: TinkerPop's multi-properties. */
export class MultiValue {
  readonly values: readonly { readonly value: unknown; readonly metadata?: Readonly<Record<string, unknown>> }[];

  constructor(values: MultiValue['values']) {
    this.values = values;
  }
}

/** The objects a row went through, each with the labels it got. */
export class Path {
  readonly labels: readonly (readonly string[])[];
  readonly objects: readonly unknown[];

  constructor(labels: readonly (readonly string[])[], objects: readonly unknown[]) {
    this.labels = labels;
    this.objects = objects;
  }
}

/** One pair of a map that was unfolded. */
export class Entry {
  readonly key: unknown;
  readonly value: unknown;

  constructor(key: unknown, value: unknown) {
    this.key = key;
    this.value = value;
  }
}

/** A tree of paths: each key is an object, its value the tree below it. Keys compare by what they are, not by identity. */
export class Tree extends Map<unknown, Tree> {}

/** A word of the language that is a value: `T.id`, `Order.desc`, `Scope.local`. There is one instance of each. */
export class Token {
  readonly group: string;
  readonly name: string;
  /** Which of its group it is, as TinkerPop lists them: by this they sort. */
  readonly place: number;

  constructor(group: string, name: string, place = 0) {
    this.group = group;
    this.name = name;
    this.place = place;
  }

  toString(): string {
    return this.name;
  }
}

/** A UUID, which is never equal to the text that it is written with. */
export class Uuid {
  readonly text: string;

  constructor(text: string) {
    this.text = text.toLowerCase();
  }

  static is(text: string): boolean {
    return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
  }

  toString(): string {
    return this.text;
  }

  toJSON(): string {
    return this.text;
  }
}

/** Part of a graph, cut out by a query. */
export interface GraphPart {
  readonly nodes: readonly NodeElement[];
  readonly edges: readonly EdgeElement[];
}

export function isElement(value: unknown): value is GraphElement {
  return (
    typeof value === 'object' && value !== null && 'metadata' in value && 'id' in value && !(value instanceof Property)
  );
}

export function isEdge(value: unknown): value is EdgeElement {
  return isElement(value) && 'from' in value && 'to' in value;
}

export function isNode(value: unknown): value is NodeElement {
  return isElement(value) && !('from' in value);
}

export function isGraphPart(value: unknown): value is GraphPart {
  if (typeof value !== 'object' || value === null || !('nodes' in value) || !('edges' in value)) return false;
  return beginsWith(value.nodes, isNode) && beginsWith(value.edges, isEdge) && !('metadata' in value);
}

/** An object of metadata may have lists of that name, too; only a look at what is in them tells. */
function beginsWith(list: unknown, test: (one: unknown) => boolean): boolean {
  return Array.isArray(list) && (list.length === 0 || test(list[0]));
}

/** An id as the graph was given it: a graph built from numbers answers numbers. */
export function idOf(element: GraphElement): string | number {
  return 'nativeId' in element ? (element.nativeId as number) : element.id;
}

/** What a query calls a label: the `Type` of a node, the `RelationType` of an edge. */
/** Through the reader it need not build all metadata. */
export function labelOf(element: GraphElement, reader?: GraphReader): string {
  const key = labelKey(element);
  const label = reader?.property ? reader.property(element, key) : element.metadata[key];
  if (label !== undefined) return String(label);
  return 'from' in element ? 'edge' : 'vertex';
}

export function labelKey(element: GraphElement): string {
  return 'from' in element ? 'RelationType' : 'Type';
}
