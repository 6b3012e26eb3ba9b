/** What is under a point: areas hold their boxes, so walking down from the root finds it at once. */

import type { Line } from '../graph/lines.ts';
import { boundsOf, type Course, pointsOf } from './course.ts';
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
export function lineAt(
  lines: readonly Line[],
  courseOf: (line: Line) => Course,
  { x, y, reach }: { x: number; y: number; reach: number },
): Line | undefined {
  let best: Line | undefined;
  let nearest = reach;
  for (const line of lines) {
    const course = courseOf(line);
    if (!isNear(course, x, y, reach)) continue;
    const distance = distanceTo(course, x, y);
    if (distance > nearest) continue;
    nearest = distance;
    best = line;
  }
  return best;
}

function isNear(course: Course, x: number, y: number, reach: number): boolean {
  const bounds = boundsOf(course);
  return (
    x >= bounds.x - reach &&
    x <= bounds.x + bounds.w + reach &&
    y >= bounds.y - reach &&
    y <= bounds.y + bounds.h + reach
  );
}

/** As if the way were made of short straight pieces. */
function distanceTo(course: Course, x: number, y: number): number {
  let best = Number.POSITIVE_INFINITY;
  const [first, ...rest] = pointsOf(course);
  let before = first!;
  for (const after of rest) {
    const [dx, dy] = [after.x - before.x, after.y - before.y];
    const length = dx * dx + dy * dy;
    const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - before.x) * dx + (y - before.y) * dy) / length));
    best = Math.min(best, Math.hypot(x - before.x - t * dx, y - before.y - t * dy));
    before = after;
  }
  return best;
}
