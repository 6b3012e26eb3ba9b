/** What is under a point: areas hold their boxes, so walking down from the root finds it at once. */

import type { Line } from '../graph/lines.ts';
import { type Course, courseOf } from './draw-lines.ts';
import type { Box, Scene } from './scene.ts';

/** The innermost box at a point of the world. */
export function boxAt(scene: Scene, x: number, y: number): Box | undefined {
  let at = scene.root;
  if (at === undefined) return undefined;
  let found: Box | undefined;
  while (at !== undefined) {
    const inner: Box | undefined = at.children.find((child) => contains(child, x, y));
    found = inner ?? found;
    at = inner;
  }
  return found;
}

function contains({ x, y, w, h }: Box, px: number, py: number): boolean {
  return px >= x && px < x + w && py >= y && py < y + h;
}

/** The sign that opens and closes stands at the right end of the header, or in the corner of a closed area. */
export function onToggle(box: Box, x: number, y: number): boolean {
  if (box.place.size === 0 || (box.form !== 'area' && box.form !== 'tile')) return false;
  const { size, cx, cy } = toggleOf(box);
  return Math.abs(x - cx) <= size && Math.abs(y - cy) <= size;
}

export function toggleOf(box: Box): { cx: number; cy: number; size: number } {
  const header = box.form === 'area' ? box.header : 32;
  const size = Math.min(9, header / 2 - 2);
  return { cx: box.x + box.w - size - 6, cy: box.y + Math.min(header, box.h) / 2, size };
}

/** The line nearest to a point, no farther than `reach`. */
export function lineAt(lines: readonly Line[], x: number, y: number, reach: number): Line | undefined {
  let best: Line | undefined;
  let nearest = reach;
  for (const line of lines) {
    const course = courseOf(line.from, line.to);
    if (!isNear(course, x, y, reach)) continue;
    const distance = distanceTo(course, x, y);
    if (distance > nearest) continue;
    nearest = distance;
    best = line;
  }
  return best;
}

function isNear({ x1, y1, x2, y2, bend1, bend2 }: Course, x: number, y: number, reach: number): boolean {
  return (
    x >= Math.min(x1, x2, x1 + bend1, x2 + bend2) - reach &&
    x <= Math.max(x1, x2, x1 + bend1, x2 + bend2) + reach &&
    y >= Math.min(y1, y2) - reach &&
    y <= Math.max(y1, y2) + reach
  );
}

const pieces = 24;

/** From a point to a curve, as if the curve were made of short straight pieces. */
function distanceTo(course: Course, x: number, y: number): number {
  let best = Number.POSITIVE_INFINITY;
  let before = pointOn(course, 0);
  for (let piece = 1; piece <= pieces; piece++) {
    const after = pointOn(course, piece / pieces);
    const [dx, dy] = [after.x - before.x, after.y - before.y];
    const length = dx * dx + dy * dy;
    const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - before.x) * dx + (y - before.y) * dy) / length));
    best = Math.min(best, Math.hypot(x - before.x - t * dx, y - before.y - t * dy));
    before = after;
  }
  return best;
}

function pointOn({ x1, y1, x2, y2, bend1, bend2 }: Course, t: number): { x: number; y: number } {
  const s = 1 - t;
  const [a, b, c, d] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
  return { x: a * x1 + b * (x1 + bend1) + c * (x2 + bend2) + d * x2, y: (a + b) * y1 + (c + d) * y2 };
}
