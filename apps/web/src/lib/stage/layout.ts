/** Places to boxes: what leads to workloads stands left of them, what they need stands right, at every level alike. */

import type { Place } from '../graph/place.ts';
import { podsIn } from '../graph/place.ts';
import { type Lane, lookOf } from '../looks/looks.ts';
import { mosaicGrid } from './mosaic.ts';
import { columns, pack, packNear, type Size } from './pack.ts';
import { type Box, Scene } from './scene.ts';
import { card, cardSize, cellSize, frameOf, manyPods, nameWidth } from './sizes.ts';

export interface View {
  isOpen(place: Place): boolean;
  /** Whether the place is drawn at all. */
  includes(place: Place): boolean;
  /** The screen is higher than wide. */
  readonly portrait?: boolean;
  /** Objects of one kind stand for themselves, not in a box of their kind, while that is open. */
  readonly loose?: boolean;
}

/** Lays out what is visible, and nothing else: the cost is that of the boxes in the scene. */
export function layOut(root: Place, view: View): Scene {
  return new Scene(root.size === 0 ? undefined : measure(root, view, 0));
}

/** `room` is what the lane of a stack has to offer. */
function measure(place: Place, view: View, depth: number, room: Omit<Room, 'depth'> = { height: 0 }): Box {
  if (place.form === 'root' || view.isOpen(place)) {
    const children = childrenIn(place, view);
    if (children.length > 0) return areaOf(place, children, view, { ...room, depth });
  }
  const form = place.form === 'object' && !lookOf(place.type).holds && !isArea(place) ? 'card' : 'tile';
  const size = form === 'tile' ? tileSize(place) : cardSize(place);
  return { place, form, depth, x: 0, y: 0, ...size, header: 0, parent: undefined, children: [] };
}

const isArea = (place: Place) => place.type === 'namespace' || place.type === 'cluster';

/** Children with the holes between them. */
function childrenIn(place: Place, view: View): (Place | undefined)[] {
  const slots = view.loose ? place.slots.flatMap((child) => loosened(child, view)) : place.slots;
  const children = slots.filter((child) => child === undefined || view.includes(child));
  return children.some((child) => child !== undefined) ? children : [];
}

const loosened = (child: Place | undefined, view: View) =>
  child?.form === 'stack' && view.includes(child) && view.isOpen(child) ? child.slots : [child];

interface Room {
  readonly depth: number;
  readonly height: number;
  /** Objects stand beside each other, not below. */
  readonly flat?: boolean;
}

function areaOf(place: Place, children: (Place | undefined)[], view: View, room: Room): Box {
  const frame = frameOf(place);
  const { depth } = room;
  const height = room.height - frame.header - frame.pad;
  const inner = arrange(place, children, view, { ...room, depth: depth + 1, height });
  for (const box of inner.boxes) {
    box.x += frame.pad;
    box.y += frame.header;
  }
  return {
    place,
    form: 'area',
    depth,
    x: 0,
    y: 0,
    w: Math.max(frame.least, place.form === 'stack' ? 0 : nameWidth(place), inner.w + 2 * frame.pad),
    h: inner.h + frame.header + frame.pad,
    header: frame.header,
    parent: undefined,
    children: inner.boxes,
  };
}

interface Arranged extends Size {
  boxes: Box[];
}

function arrange(place: Place, slots: (Place | undefined)[], view: View, room: Room): Arranged {
  const { depth } = room;
  if (place.form === 'root') return inRows(present(slots), view, depth, { area: place, gap: 60, aspect: 1.6 });
  if (isArea(place)) return inLanes(place, present(slots), view, depth);
  const first = present(slots)[0];
  const uniform = first !== undefined && slots.every((child) => child === undefined || isLeaf(child, view));
  if (uniform) return inGrid(slots, first, view, room);
  return inRows(present(slots), view, depth, { area: place, gap: frameOf(place).gap, aspect: 2.2 });
}

const present = (slots: (Place | undefined)[]): Place[] => slots.filter((slot) => slot !== undefined);

function isLeaf(place: Place, view: View): boolean {
  return !lookOf(place.type).holds && !(place.size > 0 && view.isOpen(place));
}

/** Cells of one size; a hole keeps its cell. Between columns of objects is room for lines. */
function inGrid(
  slots: (Place | undefined)[],
  first: Place,
  { loose = false }: View,
  { depth, height, flat = false }: Room,
): Arranged {
  const dense = first.type === 'pod' && slots.length > manyPods;
  const { w, h } = dense ? cellSize : cardSize(first);
  const gap = dense ? 4 : 6;
  const between = dense ? 4 : first.parent?.form === 'stack' ? 18 : 8;
  const across = restingAcross(first, slots.length, { ratio: dense ? 1.8 : 1, height, flat, loose });
  const boxes: Box[] = [];
  for (const [index, place] of slots.entries()) {
    if (place === undefined) continue;
    const x = (index % across) * (w + between);
    const y = Math.floor(index / across) * (h + gap);
    boxes.push({ place, form: dense ? 'cell' : 'card', depth, x, y, w, h, header: 0, parent: undefined, children: [] });
  }
  const rows = Math.ceil(slots.length / across);
  const used = Math.min(across, slots.length);
  return { boxes, w: used * (w + between) - between, h: rows * (h + gap) - gap };
}

interface Shape {
  /** Of the width to the height of the whole, in cells. */
  readonly ratio: number;
  readonly height: number;
  readonly flat: boolean;
  readonly loose: boolean;
}

/** Keeps the width of a grid while the ideal one is near: a pod more or less moves no other pod. */
function restingAcross(first: Place, count: number, shape: Shape): number {
  const ideal = idealAcross(first, count, shape);
  const chosen = first.parent?.chosen(shape.loose) ?? { across: 0 };
  const near = first.type === 'pod' ? Math.max(1, Math.round(ideal * 0.2)) : 0;
  if (chosen.across === 0 || Math.abs(chosen.across - ideal) > near) chosen.across = ideal;
  return chosen.across;
}

/** A few pods stand in a row; named objects stand in a single column while it is not higher than its lane, many in a block. */
function idealAcross(first: Place, count: number, { ratio, height, flat }: Shape): number {
  const { type } = first;
  if (flat && type !== 'pod') return Math.min(count, Math.max(4, columns(count, 0.6)));
  if (type === 'pod') return count <= 4 && ratio === 1 ? count : columns(count, ratio);
  const rows = Math.max(6, Math.floor(height / (cardSize(first).h + 6)));
  const block = columns(count, 0.45);
  return count > 60 ? block : Math.min(Math.ceil(count / rows), block);
}

interface Rows {
  /** Remembers the width of the rows. */
  readonly area: Place;
  readonly gap: number;
  readonly aspect: number;
}

function inRows(places: readonly Place[], view: View, depth: number, { area, gap, aspect }: Rows): Arranged {
  const boxes = places.map((place) => measure(place, view, depth));
  const packed = packNear(boxes, aspect, gap, area.chosen(view.loose).width);
  area.chosen(view.loose).width = packed.width;
  for (const [index, box] of boxes.entries()) Object.assign(box, packed.at[index]);
  return { boxes, w: packed.w, h: packed.h };
}

function inLanes(area: Place, places: readonly Place[], view: View, depth: number): Arranged {
  const { gap } = frameOf(area);
  const of = (lane: Lane) => places.filter((place) => laneIn(area, place, view) === lane);
  const middle = inRows(bySize(of('middle'), view), view, depth, {
    area,
    gap,
    aspect: area.type === 'cluster' ? (view.portrait ? 0.55 : 1.6) : 1.2,
  });
  const height = Math.max(middle.h, 190, view.loose ? blockHeight(places.length, gap) : 0);
  const byLane: Record<Exclude<Lane, 'below'>, Arranged> = {
    left: inColumns(of('left'), view, depth, { gap, height }),
    middle,
    right: inColumns(of('right'), view, depth, { gap, height }),
  };
  const boxes: Box[] = [];
  let x = 0;
  let h = 0;
  for (const lane of ['left', 'middle', 'right'] as const) {
    const { boxes: inside, w, h: high } = byLane[lane];
    if (inside.length === 0) continue;
    for (const box of inside) box.x += x;
    boxes.push(...inside);
    x += w + gap * 2.25;
    h = Math.max(h, high);
  }
  return withBand({ boxes, w: Math.max(0, x - gap * 2.25), h }, of('below'), view, { depth, gap });
}

/** What belongs to the cluster as a whole is its floor, with namespaces where nothing runs; but for what namespaces lead to, while there is width for it. */
function laneIn(area: Place, place: Place, view: View): Lane {
  const { lane, quiet } = lookOf(place.type);
  if (area.type !== 'cluster') return lane;
  if (place.type === 'namespace') return podsIn(place) === 0 && !view.isOpen(place) ? 'below' : lane;
  if (lane === 'middle') return lane;
  return lane === 'left' || quiet || view.portrait ? 'below' : lane;
}

/** Below everything else, in rows as wide as that. */
function withBand(
  above: Arranged,
  places: readonly Place[],
  view: View,
  { depth, gap }: { depth: number; gap: number },
): Arranged {
  if (places.length === 0) return above;
  const order = [...places].sort((a, b) => Number(b.type === 'namespace') - Number(a.type === 'namespace'));
  const boxes = order.map((place) => measure(place, view, depth, { height: 0, flat: true }));
  const packed = pack(boxes, Math.max(above.w, 640), gap);
  const top = above.h === 0 ? 0 : above.h + gap * 1.5;
  for (const [index, box] of boxes.entries()) {
    const { x, y } = packed.at[index]!;
    box.x = x;
    box.y = y + top;
  }
  return { boxes: [...above.boxes, ...boxes], w: Math.max(above.w, packed.w), h: top + packed.h };
}

/** Objects that stand for themselves may be hundreds: these are a block that is not much wider than high. */
function blockHeight(count: number, gap: number): number {
  return Math.sqrt((count * (card.w + gap) * (card.h + gap)) / 1.7);
}

/** Columns beside each other, none higher than the lane unless a single box is. */
function inColumns(
  places: readonly Place[],
  view: View,
  depth: number,
  lane: { gap: number; height: number },
): Arranged {
  const boxes = places.map((place) => measure(place, view, depth, { height: lane.height }));
  let x = 0;
  let y = 0;
  let wide = 0;
  let high = 0;
  for (const box of boxes) {
    if (y > 0 && y + box.h > lane.height) {
      x += wide + lane.gap;
      y = 0;
      wide = 0;
    }
    box.x = x;
    box.y = y;
    y += box.h + lane.gap;
    wide = Math.max(wide, box.w);
    high = Math.max(high, box.y + box.h);
  }
  return { boxes, w: x + wide, h: high };
}

/** Large areas first, in steps of a factor of four that rest, so that a pod more or less changes no order; then by name. */
function bySize(places: readonly Place[], { loose }: View): Place[] {
  return [...places].sort((a, b) => restingStep(b, loose) - restingStep(a, loose));
}

function restingStep(place: Place, loose: boolean | undefined): number {
  const exact = Math.log2(1 + podsIn(place)) / 2;
  const chosen = place.chosen(loose);
  if (chosen.step < 0 || Math.abs(exact - chosen.step) > 1) chosen.step = Math.round(exact);
  return chosen.step;
}

function tileSize(place: Place): Size {
  if (place.form === 'stack' && place.type !== 'pod') return cardSize(place);
  const grid = mosaicGrid(podsIn(place));
  const large = isArea(place);
  const least = Math.max(large ? 190 : 156, nameWidth(place));
  return { w: Math.max(least, grid.w + 20), h: (large ? 58 : 30) + (grid.h > 0 ? grid.h + 10 : 0) };
}
