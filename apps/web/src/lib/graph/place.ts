/** One spot of the picture: an object, or an area that stands for several, with its children in stable order. */

import type { GraphNode, Health } from '@canopy/model';
import { byKind } from '../looks/looks.ts';

/**
 * object: one node · stack: all objects of one kind in a namespace · shell: a cluster or namespace that is only known
 * because others say that they belong to it · root: everything.
 */
export type PlaceForm = 'root' | 'object' | 'stack' | 'shell';

/** The order of the bars and of the legend: what is well first. */
export const healths: readonly Health[] = [
  'healthy',
  'completed',
  'suspended',
  'unknown',
  'progressing',
  'degraded',
  'missing',
];

/** What an area holds, itself not counted; kept up to date with every change below it. */
export interface Tally {
  nodes: number;
  down: number;
  unknown: number;
  /** Pods by index into `healths`. */
  readonly pods: number[];
  /** Pods whose state is DOWN; the other counts do not tell them from the rest. */
  podsDown: number;
  readonly types: Map<string, number>;
}

export function emptyTally(): Tally {
  return { nodes: 0, down: 0, unknown: 0, pods: healths.map(() => 0), podsDown: 0, types: new Map() };
}

/** The step of an area's size, the cells of its grid, the width of its rows. */
export interface Chosen {
  step: number;
  across: number;
  width: number;
}

const unchosen = (): Chosen => ({ step: -1, across: 0, width: 0 });

export class Place {
  id: string;
  readonly type: string;
  /** Of a cluster or namespace it follows whether the graph holds the object itself. */
  form: PlaceForm;
  readonly #key: string | undefined;
  readonly name: string;
  node: GraphNode | undefined = undefined;
  parent: Place | undefined = undefined;
  /** Children in order; a hole is a pod that left, kept so that the others stay where they are. */
  slots: (Place | undefined)[] = none;
  /** Children without the holes. */
  size = 0;
  /** Grows when anything at or below this place changes. */
  version = 0;
  /** Only on places that have had children; pods count theirs when asked. */
  tally: Tally | undefined = undefined;
  /** Pods that are on their way. */
  awaited = 0;
  #chosen: Chosen | undefined = undefined;
  #chosenLoosely: Chosen | undefined = undefined;

  /** Without a key of its own, it is known by what its object is called. */
  constructor(form: PlaceForm, type: string, id: string, key: string | undefined, name: string) {
    this.form = form;
    this.type = type;
    this.id = id;
    this.#key = key;
    this.name = name;
  }

  /** Names the place across restarts and recreated objects, for the URL and what is expanded. */
  get key(): string {
    return this.#key ?? `${this.type}/${this.node?.namespace ?? ''}/${this.name}`;
  }

  /** What the layout chose last, so that it rests while little changes; that of a diagram has nothing to do with the other. */
  chosen(loosely = false): Chosen {
    if (loosely) {
      this.#chosenLoosely ??= unchosen();
      return this.#chosenLoosely;
    }
    this.#chosen ??= unchosen();
    return this.#chosen;
  }

  /** Children in order, without the holes. */
  *children(): Generator<Place> {
    for (const child of this.slots) if (child !== undefined) yield child;
  }

  /** This place and everything that it stands in, innermost first. */
  *upward(): Generator<Place> {
    for (let place: Place | undefined = this; place !== undefined; place = place.parent) yield place;
  }
}

const none: (Place | undefined)[] = [];
Object.freeze(none);

const collator = new Intl.Collator('en', { numeric: true });

/** What an area holds; computed for pods, kept for the rest. */
export function tallyOf(place: Place): Tally {
  if (place.tally !== undefined) return place.tally;
  const tally = emptyTally();
  for (const child of place.children()) count(tally, child, 1);
  return tally;
}

/** The pods of an area, those included that are on their way. */
export function podsIn(place: Place): number {
  return Math.max(place.awaited, tallyOf(place).types.get('pod') ?? 0);
}

/** Adds (or takes, with -1) a place and all below it. */
function count(tally: Tally, place: Place, sign: 1 | -1): void {
  if (place.node !== undefined) countNode(tally, place.node, sign);
  if (place.tally !== undefined) merge(tally, place.tally, sign);
  else for (const child of place.children()) count(tally, child, sign);
}

function countNode(tally: Tally, node: GraphNode, sign: 1 | -1): void {
  const { state, health } = node.status;
  tally.nodes += sign;
  if (state === 'DOWN') tally.down += sign;
  if (state === 'UNKNOWN') tally.unknown += sign;
  bump(tally.types, node.type, sign);
  if (node.type !== 'pod') return;
  const index = healths.indexOf(health);
  tally.pods[index] = (tally.pods[index] ?? 0) + sign;
  if (state === 'DOWN') tally.podsDown += sign;
}

function merge(tally: Tally, other: Tally, sign: 1 | -1): void {
  tally.nodes += sign * other.nodes;
  tally.down += sign * other.down;
  tally.unknown += sign * other.unknown;
  tally.podsDown += sign * other.podsDown;
  for (const [index, pods] of other.pods.entries()) tally.pods[index] = (tally.pods[index] ?? 0) + sign * pods;
  for (const [type, number] of other.types) bump(tally.types, type, sign * number);
}

function bump(types: Map<string, number>, type: string, by: number): void {
  const now = (types.get(type) ?? 0) + by;
  if (now === 0) types.delete(type);
  else types.set(type, now);
}

/** Puts a place into a parent: a pod into the first free slot, named objects in the order of their names. */
export function attach(place: Place, parent: Place): void {
  if (parent.slots === none) parent.slots = [];
  if (parent.type !== 'pod') parent.tally ??= emptyTally();
  const { slots } = parent;
  const hole = place.type === 'pod' && parent.size < slots.length ? slots.indexOf(undefined) : -1;
  if (hole >= 0) slots[hole] = place;
  else if (place.type === 'pod' || place.type === 'replicaset') slots.push(place);
  else slots.splice(rank(slots, place), 0, place);
  parent.size++;
  place.parent = parent;
  for (const above of parent.upward()) if (above.tally !== undefined) count(above.tally, place, 1);
}

/** Takes a place out; the slot of a pod stays free for the one that replaces it. */
export function detach(place: Place): void {
  const { parent } = place;
  if (parent === undefined) return;
  const { slots } = parent;
  const at = slots.indexOf(place);
  if (place.type === 'pod') slots[at] = undefined;
  else slots.splice(at, 1);
  parent.size--;
  while (slots.length > 0 && slots.at(-1) === undefined) slots.pop();
  if (slots.length > 8 && parent.size * 2 < slots.length) parent.slots = slots.filter((slot) => slot !== undefined);
  place.parent = undefined;
  for (const above of parent.upward()) if (above.tally !== undefined) count(above.tally, place, -1);
}

/** What the place's node says now; `undefined` leaves an area without its own node. */
export function setNode(place: Place, node: GraphNode | undefined): void {
  const old = place.node;
  place.node = node;
  if (node === undefined) place.form = 'shell';
  else if (place.form === 'shell') place.form = 'object';
  for (let above = place.parent; above !== undefined; above = above.parent) {
    if (above.tally === undefined) continue;
    if (old !== undefined) countNode(above.tally, old, -1);
    if (node !== undefined) countNode(above.tally, node, 1);
  }
}

/** Where a named child belongs: by kind, then by name. */
function rank(slots: readonly (Place | undefined)[], place: Place): number {
  let low = 0;
  let high = slots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = slots[middle];
    if (other === undefined || inOrder(other, place) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function inOrder(a: Place, b: Place): number {
  return byKind(a.type, b.type) || collator.compare(a.name, b.name) || (a.id < b.id ? -1 : 1);
}
