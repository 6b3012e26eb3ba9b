/**
 * A frame of the live picture in columns: what many rows say alike stands once, edges are pairs of numbers. Plain JSON,
 * about a tenth of the rows that it stands for; made by `pack`, read by the mirror.
 */

import type { Changes } from './delta.ts';
import { type EdgeData, type EdgeMetadata, parseEdgeId } from './edge.ts';
import type { Fields, Labels, NodeData } from './node.ts';
import type { Status } from './status.ts';
import { StoredEdge } from './vertex.ts';

/**
 * Numbers that are near to each other are written as steps: each as what it is more than the one before, the first as it
 * is.
 */

/** What a node belongs to: cluster, manager, type, namespace. */
export type Home = readonly [cluster: string, manager: string, type: string, namespace: string];

/** One entry in each column per node: first those that are new in the picture, then those that changed. */
export interface PackedNodes {
  readonly homes: readonly Home[];
  readonly labels: readonly Labels[];
  readonly statuses: readonly Status[];
  /** The id, or what follows the id of the node that `stem` names. */
  readonly id: readonly string[];
  /** 0, or one more than the number of the node whose id begins this one; as steps. Absent where all are 0. */
  readonly stem?: readonly number[];
  /** Index into `homes`. */
  readonly home: readonly number[];
  /** The name, or the row of this frame that has the same one. */
  readonly name: readonly (string | number)[];
  /** Index into `labels`. */
  readonly label: readonly number[];
  /** Index into `statuses`. */
  readonly status: readonly number[];
  /** In seconds since the epoch, with fractions; as steps. */
  readonly created: readonly number[];
  /** 0 where nothing is said. Absent where nothing is said of any. */
  readonly fields?: readonly (Fields | 0)[];
  /** How many of the rows are of nodes that changed. */
  readonly changed: number;
  /** Ids. */
  readonly removed: readonly string[];
}

/** First the new ones, then those that changed. */
export interface PackedEdges {
  readonly shapes: readonly (readonly [role: string, metadata: EdgeMetadata])[];
  /** The ids that the ends point into. Absent in a snapshot that numbers its nodes in the order of their coming. */
  readonly ends?: readonly string[];
  /** One end; as steps. */
  readonly end: readonly number[];
  /** The other end; as steps from the row before that has the same `shape`. */
  readonly other: readonly number[];
  /** Index into `shapes` of an edge that runs from `end` to `other`; −1 less that of one that runs to `end`. */
  readonly shape: readonly number[];
  readonly changed: number;
  /** Ids. */
  readonly removed: readonly string[];
}

/** How many nodes of a home the whole snapshot will have. */
export type Census = readonly (readonly [...home: Home, count: number])[];

export interface PackedTopology {
  /** Nodes of the same snapshot that came with frames before this one. */
  readonly first: number;
  /** Only some of the summary fields are told, and not since when a status holds: ask for the node to know the rest. */
  readonly brief: boolean;
  /** With the first frame of a snapshot. */
  readonly census?: Census;
  readonly nodes: PackedNodes;
  readonly edges: PackedEdges;
}

/** The numbers of a snapshot's nodes, as far as the rows of one frame need them. */
export interface Numbering {
  readonly first: number;
  readonly stem: readonly number[] | undefined;
  /** Of edges that are new, then of those that changed. */
  readonly from: readonly number[];
  readonly to: readonly number[];
}

export interface PackOptions {
  /** Without it edges name their ends by id. */
  readonly numbering?: Numbering | undefined;
  /** The summary fields to tell; all of them when left out. */
  readonly fields?: readonly string[] | undefined;
  readonly census?: Census | undefined;
}

export interface Packable {
  readonly nodes: Changes<NodeData>;
  readonly edges: Changes<EdgeData>;
}

export function pack({ nodes, edges }: Packable, options: PackOptions = {}): PackedTopology {
  const { numbering, fields, census } = options;
  return {
    first: numbering?.first ?? 0,
    brief: fields !== undefined,
    ...(census === undefined ? {} : { census }),
    nodes: packNodes(nodes, numbering?.stem, fields),
    edges: packEdges(edges, numbering),
  };
}

function packNodes(
  { added, changed, removed }: Changes<NodeData>,
  stem: readonly number[] | undefined,
  wanted: readonly string[] | undefined,
): PackedNodes {
  const rows = changed.length === 0 ? added : [...added, ...changed];
  const homes = new Table<Home>();
  const labels = new Table<Labels>();
  const statuses = new Table<Status>();
  const named = new Map<string, number>();
  const packed = {
    ...{ homes: homes.values, labels: labels.values, statuses: statuses.values },
    id: [] as string[],
    ...(stem === undefined ? {} : { stem: stepsOf(stem) }),
    ...{ home: [] as number[], name: [] as (string | number)[], label: [] as number[] },
    ...{ status: [] as number[], created: [] as number[], fields: [] as (Fields | 0)[] },
    changed: changed.length,
    removed: removed.map(({ id }) => id),
  };
  let created = 0;
  for (const [row, node] of rows.entries()) {
    const { id, cluster, manager, type, namespace, name, status } = node;
    packed.id.push(stem !== undefined && stem[row]! > 0 ? id.slice(id.lastIndexOf(stemEnd)) : id);
    packed.home.push(homes.at(`${namespace}|${type}|${manager}|${cluster}`, () => [cluster, manager, type, namespace]));
    const before = named.get(name);
    packed.name.push(before ?? name);
    if (before === undefined) named.set(name, row);
    packed.label.push(labels.at(node.labels, () => node.labels));
    packed.status.push(
      wanted === undefined ? statuses.at(status, () => status) : statuses.at(wordsOf(status), () => timeless(status)),
    );
    packed.created.push((node.createdAt - created) / 1000);
    created = node.createdAt;
    packed.fields.push(wanted === undefined ? node.fields : someOf(node.fields, wanted));
  }
  if (packed.fields.some((said) => said !== 0)) return packed;
  const { fields: _, ...rest } = packed;
  return rest;
}

/** What follows the id of the whole in the id of a part: `…/app`. */
const stemEnd = '/';

function packEdges({ added, changed, removed }: Changes<EdgeData>, numbering: Numbering | undefined): PackedEdges {
  const rows = changed.length === 0 ? added : [...added, ...changed];
  const shapes = new Table<readonly [string, EdgeMetadata]>();
  const ends = new Table<string>();
  const columns = { end: [] as number[], other: [] as number[], shape: [] as number[] };
  const steps = new EdgeSteps();
  for (const [row, edge] of rows.entries()) {
    const known = edge instanceof StoredEdge ? edge.shape : edge.metadata;
    const role = edge instanceof StoredEdge ? edge.role : (parseEdgeId(edge.id)?.role ?? '');
    const key = known === edge.metadata && role !== '' ? `${role}|${JSON.stringify(edge.metadata)}` : known;
    const shape = shapes.at(key, () => [role, edge.metadata]);
    const from = numbering?.from[row] ?? ends.at(edge.from, () => edge.from);
    const to = numbering?.to[row] ?? ends.at(edge.to, () => edge.to);
    // The end that was told last goes up from row to row.
    const turned = numbering !== undefined && to > from;
    columns.shape.push(turned ? -1 - shape : shape);
    const [end, other] = turned ? [to, from] : [from, to];
    columns.end.push(end - steps.end);
    columns.other.push(other - steps.before(columns.shape.at(-1)!));
    steps.note(columns.shape.at(-1)!, end, other);
  }
  const named = numbering === undefined ? { ends: ends.values } : {};
  return { shapes: shapes.values, ...named, ...columns, changed: changed.length, removed: removed.map(({ id }) => id) };
}

/** Where the steps of edges are taken from: the end of the last row, the other end of the last row of each shape. */
export class EdgeSteps {
  end = 0;
  readonly #forth: number[] = [];
  readonly #back: number[] = [];

  before(shape: number): number {
    return (shape < 0 ? this.#back[-1 - shape] : this.#forth[shape]) ?? 0;
  }

  note(shape: number, end: number, other: number): void {
    this.end = end;
    if (shape < 0) this.#back[-1 - shape] = other;
    else this.#forth[shape] = other;
  }
}

function stepsOf(numbers: readonly number[]): number[] {
  return numbers.map((number, row) => number - (row === 0 ? 0 : numbers[row - 1]!));
}

/** Values that are written once; known by their text or by their identity. */
class Table<T> {
  readonly values: T[] = [];
  readonly #at = new Map<unknown, number>();

  at(key: unknown, make: () => T): number {
    let at = this.#at.get(key);
    if (at === undefined) {
      at = this.values.push(make()) - 1;
      this.#at.set(key, at);
    }
    return at;
  }
}

/** The same frame without what brief ones leave out: where the rest of the picture is brief, this adds up to less. */
export function briefly(packed: PackedTopology, wanted: readonly string[]): PackedTopology {
  const { nodes } = packed;
  const fields = nodes.fields?.map((said) => (said === 0 ? 0 : someOf(said, wanted)));
  const statuses = nodes.statuses.map(timeless);
  return { ...packed, brief: true, nodes: { ...nodes, statuses, ...(fields === undefined ? {} : { fields }) } };
}

const wordsOf = ({ state, health, reason, message }: Status) => `${state}|${health}|${reason ?? ''}|${message ?? ''}`;

function timeless({ since: _, ...status }: Status): Status {
  return status;
}

function someOf(fields: Fields, wanted: readonly string[]): Fields | 0 {
  let some: Record<string, unknown> | 0 = 0;
  for (const key of wanted) {
    const value = fields[key];
    if (value === undefined || value === null || value === '') continue;
    some = some === 0 ? {} : some;
    some[key] = value;
  }
  return some;
}
