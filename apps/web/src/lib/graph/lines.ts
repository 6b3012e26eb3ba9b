/** Relations as lines between what is visible: each edge counts once, wherever its ends are hidden. */

import type { GraphEdge, Reader } from '@canopy/model';
import type { Box, Scene } from '../stage/scene.ts';
import type { Place } from './place.ts';
import type { Places } from './places.ts';

/** Network policies say what they allow and deny; all other relations are plain. */
export type Tone = 'plain' | 'allow' | 'deny';

export interface Line {
  readonly key: string;
  readonly relation: string;
  readonly tone: Tone;
  readonly from: Box;
  readonly to: Box;
  /** Edges of the graph that it stands for. */
  readonly count: number;
}

/** Where every edge of the graph went; the parts add up to `all`. */
export interface EdgeTotals {
  all: number;
  /** In lines. */
  drawn: number;
  /** Shown by standing inside each other. */
  nested: number;
  /** Both ends in the same closed area. */
  inside: number;
  /** Relations switched off, or an end that is out of the picture. */
  hidden: number;
}

export interface Lines {
  readonly lines: readonly Line[];
  readonly totals: EdgeTotals;
}

export interface Choice {
  readonly reader: Reader;
  readonly places: Places;
  readonly scene: Scene;
  shows(relation: string): boolean;
  includes(place: Place): boolean;
}

export function linesOf(choice: Choice): Lines {
  const work = new LineWork(choice);
  work.step(() => true);
  return work.result();
}

/** The lines of a graph that is too large to be summed up within one frame. */
export class LineWork {
  readonly #sum: Sum;
  readonly #edges: Iterator<GraphEdge>;

  constructor(choice: Choice) {
    this.#sum = new Sum(choice);
    this.#edges = choice.reader.edges()[Symbol.iterator]();
  }

  /** Goes on while it may, in portions; true when all edges are counted. */
  step(mayGoOn: () => boolean): boolean {
    while (mayGoOn()) {
      for (let portion = 0; portion < 2000; portion++) {
        const { done, value } = this.#edges.next();
        if (done) return true;
        this.#sum.add(value);
      }
    }
    return false;
  }

  result(): Lines {
    return { lines: liftUniform(this.#sum.lines()), totals: this.#sum.totals };
  }
}

/** Edges of more objects than this are not summed up within one frame. */
const mostWithin = 20_000;

/** The lines of a part of the graph: only what starts within the picture is looked at. Nothing, where that is too much. */
export function linesWithin(choice: Choice): Lines | undefined {
  const sum = new Sum(choice);
  let left = mostWithin;
  const look = (place: Place): void => {
    if (left < 0 || (place.form !== 'root' && !choice.includes(place))) return;
    if (place.node !== undefined) {
      left--;
      for (const edge of choice.reader.outEdges(place.id)) sum.add(edge);
    }
    for (const child of place.children()) look(child);
  };
  look(choice.places.root);
  if (left < 0) return undefined;
  const { totals } = sum;
  const unseen = choice.reader.edgeCount - totals.all;
  return {
    lines: liftUniform(sum.lines()),
    totals: { ...totals, all: choice.reader.edgeCount, hidden: totals.hidden + unseen },
  };
}

/** The same lines between the boxes of another scene, until they are summed up again. */
export function moved({ lines, totals }: Lines, scene: Scene): Lines {
  const between: Line[] = [];
  for (const line of lines) {
    const from = scene.shown(line.from.place);
    const to = scene.shown(line.to.place);
    if (from === undefined || to === undefined || from === to) continue;
    between.push({ ...line, from, to, key: keyOf(from, to, line.relation, line.tone) });
  }
  return { lines: mergeEqual(between), totals };
}

/** The lines of one object alone, each to what is visible of its other end. */
export function linesAt(choice: Choice, id: string): readonly Line[] {
  const sum = new Sum(choice);
  for (const edge of choice.reader.outEdges(id)) sum.add(edge);
  for (const edge of choice.reader.inEdges(id)) sum.add(edge);
  return sum.lines();
}

/** The lines of some edges, by their ids. */
export function linesAmong(choice: Choice, ids: Iterable<string>): readonly Line[] {
  const sum = new Sum(choice);
  for (const id of ids) {
    const edge = choice.reader.edge(id);
    if (edge !== undefined) sum.add(edge);
  }
  return liftUniform(sum.lines());
}

class Sum {
  readonly totals: EdgeTotals = { all: 0, drawn: 0, nested: 0, inside: 0, hidden: 0 };
  readonly #choice: Choice;
  readonly #lines = new Map<string, { -readonly [field in keyof Line]: Line[field] }>();

  #sourceId = '';
  #source: Place | undefined = undefined;
  #sourceBox: Box | undefined = undefined;

  constructor(choice: Choice) {
    this.#choice = choice;
  }

  add(edge: GraphEdge): void {
    const { places, scene } = this.#choice;
    this.totals.all++;
    const relation = edge.relationType;
    if (relation === 'ownership') return void this.totals.nested++;
    const source = this.#sourceOf(edge.from);
    const target = places.find(edge.to);
    if (source === undefined || target === undefined) return void this.totals.hidden++;
    if (isInside(target, source)) return void this.totals.nested++;
    if (!this.#shows(relation, source, target)) return void this.totals.hidden++;
    const from = this.#sourceBox;
    const to = scene.standsFor(target);
    if (from === undefined || to === undefined) return void this.totals.hidden++;
    if (from === to) return void this.totals.inside++;
    this.totals.drawn++;
    this.#count(edge, from, to);
  }

  /** Edges come by where they start: mostly it is the same as of the one before. */
  #sourceOf(id: string): Place | undefined {
    if (id === this.#sourceId) return this.#source;
    this.#sourceId = id;
    this.#source = this.#choice.places.find(id);
    this.#sourceBox = this.#choice.scene.standsFor(this.#source);
    return this.#source;
  }

  #shows(relation: string, source: Place, target: Place): boolean {
    return this.#choice.shows(relation) && this.#choice.includes(source) && this.#choice.includes(target);
  }

  #count(edge: GraphEdge, from: Box, to: Box): void {
    const relation = edge.relationType;
    const tone = toneOf(edge);
    const key = keyOf(from, to, relation, tone);
    const line = this.#lines.get(key);
    if (line !== undefined) line.count++;
    else this.#lines.set(key, { key, relation, tone, from, to, count: 1 });
  }

  lines(): readonly Line[] {
    return [...this.#lines.values()];
  }
}

export const keyOf = (from: Box, to: Box, relation: string, tone: Tone) =>
  `${from.place.id}>${to.place.id}>${relation}>${tone}`;

function isInside(place: Place, area: Place): boolean {
  for (let at = place.parent; at !== undefined; at = at.parent) if (at === area) return true;
  return false;
}

function toneOf(edge: GraphEdge): Tone {
  const target = edge.metadata.PolicyTarget;
  return target === 'allow' || target === 'deny' ? target : 'plain';
}

/**
 * What is said of every pod of an area is said once, of the area: a service that selects all pods of a deployment is
 * one line. Pods first, then replica sets.
 */
function liftUniform(lines: readonly Line[]): readonly Line[] {
  let lifted = lines;
  for (let level = 0; level < 2; level++) for (const end of ['to', 'from'] as const) lifted = lift(lifted, end);
  return lifted;
}

function lift(lines: readonly Line[], end: 'from' | 'to'): readonly Line[] {
  const groups = new Map<string, { area: Box; lines: Line[] }>();
  const rest: Line[] = [];
  for (const line of lines) {
    const area = liftsInto(line[end]);
    if (area === undefined) rest.push(line);
    else {
      const other = end === 'to' ? line.from : line.to;
      const key = `${area.place.id}>${other.place.id}>${line.relation}>${line.tone}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { area, lines: [line] });
      else group.lines.push(line);
    }
  }
  for (const { area, lines: together } of groups.values()) {
    if (together.length === parts(area)) rest.push(joined(together, area, end));
    else rest.push(...together);
  }
  return mergeEqual(rest);
}

/** The workload that a pod or a replica set stands in. */
function liftsInto(box: Box): Box | undefined {
  const { type } = box.place;
  if (type !== 'pod' && type !== 'replicaset' && type !== 'job') return undefined;
  const area = box.parent;
  return area === undefined || area.place.form === 'stack' || area.place.type === 'namespace' ? undefined : area;
}

/** How many of an area's children hold pods, or are pods. */
function parts(area: Box): number {
  let count = 0;
  for (const { place } of area.children) if (place.type === 'pod' || (place.tally?.types.get('pod') ?? 0) > 0) count++;
  return count;
}

function joined(lines: readonly Line[], area: Box, end: 'from' | 'to'): Line {
  const line = { ...lines[0]!, [end]: area };
  const count = lines.reduce((sum, { count }) => sum + count, 0);
  return { ...line, count, key: keyOf(line.from, line.to, line.relation, line.tone) };
}

function mergeEqual(lines: readonly Line[]): readonly Line[] {
  const byKey = new Map<string, Line>();
  for (const line of lines) {
    const known = byKey.get(line.key);
    byKey.set(line.key, known === undefined ? line : { ...known, count: known.count + line.count });
  }
  return [...byKey.values()];
}
