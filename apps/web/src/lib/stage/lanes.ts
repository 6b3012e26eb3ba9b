/** Which straight runs are taken: lines that have neither end in common keep beside each other, so that each can be followed. */

import type { Line } from '../graph/lines.ts';
import { lookOf } from '../looks/looks.ts';
import { type Course, type Point, pointsOf } from './course.ts';

interface Run {
  readonly low: number;
  readonly high: number;
  readonly line: Line;
}

/** Runs nearer to each other than this look like one. */
const apart = 2;
/** Shorter stretches side by side can be told apart by where they come from. */
const shortest = 6;

export class Lanes {
  /** By the coordinate that all points of a run have in common. */
  readonly #down = new Map<number, Run[]>();
  readonly #across = new Map<number, Run[]>();

  clear(): void {
    this.#down.clear();
    this.#across.clear();
  }

  take(line: Line, course: Course): void {
    const points = course.corners.length === 0 ? [] : pointsOf(course);
    for (const [index, b] of points.slice(1).entries()) {
      const a = points[index]!;
      const [runs, at, low, high] = this.#placeOf(a, b);
      const key = Math.round(at);
      const known = runs.get(key);
      const run = { low, high, line };
      if (known === undefined) runs.set(key, [run]);
      else known.push(run);
    }
  }

  /** How much of a run would lie on those of other lines. */
  clash(line: Line, a: Point, b: Point): number {
    const [runs, at, low, high] = this.#placeOf(a, b);
    let sum = 0;
    if (high - low < shortest) return sum;
    for (let key = Math.round(at) - apart; key <= Math.round(at) + apart; key++) {
      for (const run of runs.get(key) ?? []) {
        const shared = Math.min(high, run.high) - Math.max(low, run.low);
        if (shared >= shortest && !belong(line, run.line)) sum += 8 + shared * 0.4;
      }
    }
    return sum;
  }

  #placeOf(a: Point, b: Point): [Map<number, Run[]>, number, number, number] {
    return a.x === b.x
      ? [this.#down, a.x, Math.min(a.y, b.y), Math.max(a.y, b.y)]
      : [this.#across, a.y, Math.min(a.x, b.x), Math.max(a.x, b.x)];
  }
}

/** Lines of one colour from or to the same box may run as one. */
function belong(a: Line, b: Line): boolean {
  if (a.tone !== b.tone || lookOf(a.relation).group !== lookOf(b.relation).group) return false;
  return a.from === b.from || a.to === b.to || a.from.place === b.from.place || a.to.place === b.to.place;
}
