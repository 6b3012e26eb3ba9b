/** What lines go around: boxes that stand on the ground, and, where there is a choice, headers. */

import type { Rect } from './camera.ts';
import type { Box, Scene } from './scene.ts';

interface Obstacle extends Rect {
  readonly box: Box;
  /** A header: a line may cross it, if it must. */
  readonly soft: boolean;
}

const side = 96;
/** A line this near to a box touches it. */
const margin = 1.5;

/** Widths of the words in headers are not known here; this is a common one. */
const headerWidth = 170;

export class Obstacles {
  readonly all: readonly Obstacle[];
  /** Equal for scenes whose obstacles stand alike. */
  readonly signature: number;
  /** Made when the first line asks. */
  #cells: Map<number, Obstacle[]> | undefined;
  readonly #solids = new Set<Box>();

  constructor({ root }: Scene) {
    const all: Obstacle[] = [];
    if (root !== undefined) collect(root, all);
    this.all = all;
    let signature = 7;
    for (const obstacle of all) {
      const { x, y, w, h } = obstacle;
      for (const value of [x, y, w, h]) signature = (Math.imul(signature, 31) + Math.round(value * 4)) | 0;
      if (!obstacle.soft) this.#solids.add(obstacle.box);
    }
    this.signature = signature;
  }

  /** The box on the ground that a box stands in, or is; an area that is itself the ground. */
  solidOf(box: Box): Box {
    for (let at: Box | undefined = box; at !== undefined; at = at.parent) if (this.#solids.has(at)) return at;
    return box;
  }

  /** Those that a rectangle touches, each once. */
  touching(x1: number, y1: number, x2: number, y2: number): Set<Obstacle> {
    const [left, right] = x1 < x2 ? [x1, x2] : [x2, x1];
    const [top, bottom] = y1 < y2 ? [y1, y2] : [y2, y1];
    const found = new Set<Obstacle>();
    this.#cells ??= gridOf(this.all);
    for (const key of keysIn(left, top, right, bottom)) {
      for (const obstacle of this.#cells.get(key) ?? []) {
        const { x, y, w, h } = obstacle;
        if (x - margin < right && x + w + margin > left && y - margin < bottom && y + h + margin > top)
          found.add(obstacle);
      }
    }
    return found;
  }
}

function gridOf(all: readonly Obstacle[]): Map<number, Obstacle[]> {
  const cells = new Map<number, Obstacle[]>();
  for (const obstacle of all) {
    const { x, y, w, h } = obstacle;
    for (const key of keysIn(x, y, x + w, y + h)) {
      const cell = cells.get(key);
      if (cell === undefined) cells.set(key, [obstacle]);
      else cell.push(obstacle);
    }
  }
  return cells;
}

function* keysIn(x1: number, y1: number, x2: number, y2: number): Generator<number> {
  for (let column = Math.floor((x1 - margin) / side); column <= Math.floor((x2 + margin) / side); column++)
    for (let row = Math.floor((y1 - margin) / side); row <= Math.floor((y2 + margin) / side); row++)
      yield column * 65_536 + row;
}

function collect(box: Box, all: Obstacle[]): void {
  for (const child of box.children) {
    if (!isGround(child)) all.push({ box: child, soft: false, x: child.x, y: child.y, w: child.w, h: child.h });
    else {
      all.push({
        box: child,
        soft: true,
        x: child.x + 4,
        y: child.y,
        w: Math.min(child.w, headerWidth),
        h: child.header,
      });
      collect(child, all);
    }
  }
}

/** Open clusters, namespaces and stacks; a stack of cells is as good as one box. */
function isGround({ form, place, children }: Box): boolean {
  if (form !== 'area') return false;
  if (place.type === 'cluster' || place.type === 'namespace') return true;
  return place.form === 'stack' && children[0]?.form !== 'cell';
}
