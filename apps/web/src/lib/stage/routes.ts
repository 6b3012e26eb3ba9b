/**
 * Finds ways for lines through the gaps between boxes: out into the gap beside the one end, along a gap above or below
 * what is between, in from the gap beside the other. A line that meets nothing on its way stays a curve.
 */

import type { Line } from '../graph/lines.ts';
import { lookOf } from '../looks/looks.ts';
import { anchorOf, type Course, courseOf, edgeOf, type Point, pointsOf } from './course.ts';
import { Lanes } from './lanes.ts';
import { Obstacles } from './obstacles.ts';
import { type Box, emptyScene, type Scene } from './scene.ts';

interface Known {
  readonly course: Course;
  readonly signature: number;
  readonly plain: Course;
}

/** Widths of gaps, from the edge of a box. */
const tracks = [3, 6, 9, 13, 18, 24];
/** Of runs above and below a box. */
const heights = [3, 6, 9];
/** So many heights are tried for the run between the gaps. */
const mostHeights = 36;
/** How far above and below both ends a detour may lead. */
const detour = 160;

export class Routes {
  #obstacles = new Obstacles(emptyScene);
  #known = new Map<string, Known>();
  readonly #lanes = new Lanes();

  /** Ways that were found before are kept where nothing has moved. */
  follow(scene: Scene): void {
    const obstacles = new Obstacles(scene);
    if (obstacles.signature !== this.#obstacles.signature) {
      this.#lanes.clear();
      for (const [key, { signature }] of this.#known)
        if (signature !== this.#obstacles.signature) this.#known.delete(key);
    }
    this.#obstacles = obstacles;
  }

  /** The way of a line; nothing where none was found before and it may not be looked for now. */
  find(line: Line, mayLook: () => boolean): Course | undefined {
    const plain = courseOf(line.from, line.to, line.tone);
    const known = this.#known.get(line.key);
    const alike = known !== undefined && sameEnds(known.plain, plain);
    if (alike && known.signature === this.#obstacles.signature) return known.course;
    if (!mayLook()) return undefined;
    const course = wayOf(line, plain, { obstacles: this.#obstacles, lanes: this.#lanes });
    this.#lanes.take(line, course);
    this.#known.set(line.key, { course, plain, signature: this.#obstacles.signature });
    return course;
  }
}

const sameEnds = (a: Course, b: Course) => a.x1 === b.x1 && a.y1 === b.y1 && a.x2 === b.x2 && a.y2 === b.y2;

function wayOf(line: Line, plain: Course, { obstacles, lanes }: Pick<Map, 'obstacles' | 'lanes'>): Course {
  const own = new Set([obstacles.solidOf(line.from), obstacles.solidOf(line.to)]);
  if (own.size < 2) return plain;
  const map: Map = { obstacles, lanes, own };
  const points = pointsOf(plain);
  let met = 0;
  for (let at = 1; at < points.length; at++) met += hindrance(map, points[at - 1]!, points[at]!, false);
  return met === 0 ? plain : (new Search(line, map).best(met) ?? plain);
}

interface Map {
  readonly obstacles: Obstacles;
  readonly lanes: Lanes;
  /** The boxes at the ends, which are in nobody's way. */
  readonly own: ReadonlySet<Box>;
}

/** How much of a run is hidden by boxes or disturbs headers. */
function hindrance({ obstacles, own }: Map, a: Point, b: Point, headersToo = true): number {
  let sum = 0;
  for (const { x, y, w, h, box, soft } of obstacles.touching(a.x, a.y, b.x, b.y)) {
    if ((own.has(box) && !soft) || (soft && !headersToo)) continue;
    const across = Math.min(Math.max(a.x, b.x), x + w) - Math.max(Math.min(a.x, b.x), x);
    const down = Math.min(Math.max(a.y, b.y), y + h) - Math.max(Math.min(a.y, b.y), y);
    const hidden = Math.max(0, across) + Math.max(0, down);
    if (!soft) sum += 50 + hidden * 4;
    else sum += own.has(box) ? 40 + hidden * 2 : 4 + hidden * 0.4;
  }
  return sum;
}

/** Tries ways for one line, and keeps the best. */
class Search {
  readonly #line: Line;
  readonly #map: Map;
  readonly #from: Box;
  readonly #to: Box;
  readonly #track: number;

  constructor(line: Line, map: Map) {
    this.#line = line;
    this.#map = map;
    this.#from = map.obstacles.solidOf(line.from);
    this.#to = map.obstacles.solidOf(line.to);
    this.#track = trackOf(line);
  }

  /** Nothing when no way is better than one that costs `most`. */
  best(most: number): Course | undefined {
    let best: Course | undefined;
    let least = most + this.#length(courseOf(this.#line.from, this.#line.to, this.#line.tone));
    for (const [side1, side2] of this.#sides()) {
      const y1 = anchorOf(this.#line.from, this.#line.tone);
      const y2 = anchorOf(this.#line.to, this.#line.tone);
      for (const y of this.#heights(y1, y2)) {
        const out = this.#cheapest(this.#from, side1, y1, y);
        const into = this.#cheapest(this.#to, side2, y2, y);
        const cost = out.cost + into.cost + this.#run({ x: out.x, y }, { x: into.x, y });
        if (cost >= least) continue;
        least = cost;
        best = this.#course(side1, side2, [
          { x: out.x, y: y1 },
          { x: out.x, y },
          { x: into.x, y },
          { x: into.x, y: y2 },
        ]);
      }
    }
    return best;
  }

  #sides(): [number, number][] {
    const [from, to] = [this.#from, this.#to];
    if (from.x + from.w + 6 <= to.x) return [[1, -1]];
    if (to.x + to.w + 6 <= from.x) return [[-1, 1]];
    return [
      [1, 1],
      [-1, -1],
      [1, -1],
      [-1, 1],
    ];
  }

  /** Both ends' own, and the gaps over and under whatever is between; the nearest ones. */
  #heights(y1: number, y2: number): number[] {
    const [from, to] = [this.#from, this.#to];
    const [x1, x2] = [Math.min(from.x, to.x) - 14, Math.max(from.x + from.w, to.x + to.w) + 14];
    const [top, bottom] = [Math.min(y1, y2), Math.max(y1, y2)];
    const found = new Set([y1, y2]);
    for (const { y, h, soft } of this.#map.obstacles.touching(x1, top - detour, x2, bottom + detour)) {
      if (soft) continue;
      for (const off of heights) found.add(y - off).add(y + h + off);
    }
    const off = (y: number) => Math.max(0, top - y, y - bottom);
    return [...found].sort((a, b) => off(a) - off(b)).slice(0, mostHeights);
  }

  /** The gap beside a box in which one gets from its height to another. */
  #cheapest(box: Box, side: number, from: number, to: number): { x: number; cost: number } {
    let best = { x: 0, cost: Number.POSITIVE_INFINITY };
    for (const track of tracks) {
      const x = edgeOf(box, side) + side * track;
      const way =
        this.#run({ x, y: from }, { x, y: to }) + this.#run({ x: edgeOf(box, side), y: from }, { x, y: from });
      const cost = way + Math.abs(track - this.#track) + (from === to ? 0 : 14);
      if (cost < best.cost) best = { x, cost };
    }
    return best;
  }

  #run(a: Point, b: Point): number {
    const length = Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
    return length + hindrance(this.#map, a, b) + this.#map.lanes.clash(this.#line, a, b);
  }

  #length({ x1, y1, x2, y2 }: Course): number {
    return Math.abs(x2 - x1) + Math.abs(y2 - y1);
  }

  #course(side1: number, side2: number, corners: readonly Point[]): Course {
    const { from, to, tone } = this.#line;
    const [x1, y1, x2, y2] = [edgeOf(from, side1), anchorOf(from, tone), edgeOf(to, side2), anchorOf(to, tone)];
    // Runs of no length first: beside one, a corner would look straight.
    const apart = corners.filter((corner, index) => index === 0 || !samePoint(corner, corners[index - 1]!));
    const turns = apart.filter((corner, index) => {
      const before = apart[index - 1] ?? { x: x1, y: y1 };
      const after = apart[index + 1] ?? { x: x2, y: y2 };
      const straight =
        (before.x === corner.x && corner.x === after.x) || (before.y === corner.y && corner.y === after.y);
      return !straight;
    });
    return { x1, y1, x2, y2, bend1: side1 * 24, bend2: side2 * 24, corners: turns };
  }
}

const samePoint = (a: Point, b: Point) => a.x === b.x && a.y === b.y;

/** Lines of different colours run beside each other. */
function trackOf({ relation, tone }: Line): number {
  if (tone !== 'plain') return tone === 'allow' ? 9 : 6;
  const { group } = lookOf(relation);
  return group === 'storage' ? 9 : group === 'network' ? 3 : 6;
}
