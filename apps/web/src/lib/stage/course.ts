/** The way of a line between two boxes: a curve, or straight runs through the gaps between other boxes. */

import type { Tone } from '../graph/lines.ts';
import type { Rect } from './camera.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Course {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  /** Control points of the curve stand so far beside the ends. */
  readonly bend1: number;
  readonly bend2: number;
  /** The corners of the runs, rounded; without them it is a curve. */
  readonly corners: readonly Point[];
}

/** Below the upper edge, so that lines of high areas meet their headers. */
const anchor = 22;
const roundness = 9;

/** What denies meets a box above what allows: a cross and an arrow do not cover each other. */
const besides: Readonly<Record<Tone, number>> = { plain: 0, deny: -6.5, allow: 6.5 };

/** The height at which lines leave and enter a box. */
export const anchorOf = ({ y, h }: Rect, tone: Tone = 'plain'): number => y + Math.min(h / 2, anchor) + besides[tone];

/** Out at the right of what stands left, in at the left of what stands right; loops out to the right otherwise. */
export function courseOf(from: Rect, to: Rect, tone: Tone = 'plain'): Course {
  const gap = 6;
  const isLeft = from.x + from.w + gap <= to.x;
  const isRight = to.x + to.w + gap <= from.x;
  const [side1, side2] = isLeft ? [1, -1] : isRight ? [-1, 1] : [1, 1];
  const [x1, y1, x2, y2] = [edgeOf(from, side1), anchorOf(from, tone), edgeOf(to, side2), anchorOf(to, tone)];
  const reach = Math.min(160, Math.max(24, Math.abs(x2 - x1) * 0.45 + Math.abs(y2 - y1) * 0.08));
  return { x1, y1, x2, y2, bend1: side1 * reach, bend2: side2 * reach, corners: [] };
}

export const edgeOf = ({ x, w }: Rect, side: number): number => (side > 0 ? x + w : x);

/** Draws it; a context of a canvas and a writer of SVG alike. */
export interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  bezierCurveTo(ax: number, ay: number, bx: number, by: number, x: number, y: number): void;
  quadraticCurveTo(ax: number, ay: number, x: number, y: number): void;
}

export function trace(pen: Pen, course: Course): void {
  const { x1, y1, x2, y2, bend1, bend2, corners } = course;
  pen.moveTo(x1, y1);
  if (corners.length === 0) {
    pen.bezierCurveTo(x1 + bend1, y1, x2 + bend2, y2, x2, y2);
    return;
  }
  let before: Point = { x: x1, y: y1 };
  for (const [index, corner] of corners.entries()) {
    const after = corners[index + 1] ?? { x: x2, y: y2 };
    const radius = Math.min(roundness, distance(before, corner) / 2, distance(corner, after) / 2);
    const [near, far] = [towards(corner, before, radius), towards(corner, after, radius)];
    pen.lineTo(near.x, near.y);
    pen.quadraticCurveTo(corner.x, corner.y, far.x, far.y);
    before = corner;
  }
  pen.lineTo(x2, y2);
}

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

function towards(from: Point, to: Point, by: number): Point {
  const whole = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) * by) / whole, y: from.y + ((to.y - from.y) * by) / whole };
}

const pieces = 24;

/** Points along the way, near enough to each other to stand for it. */
export function pointsOf(course: Course): readonly Point[] {
  const { x1, y1, x2, y2, corners } = course;
  if (corners.length > 0) return [{ x: x1, y: y1 }, ...corners, { x: x2, y: y2 }];
  return Array.from({ length: pieces + 1 }, (_, piece) => pointOn(course, piece / pieces));
}

function pointOn({ x1, y1, x2, y2, bend1, bend2 }: Course, t: number): Point {
  const s = 1 - t;
  const [a, b, c, d] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
  return { x: a * x1 + b * (x1 + bend1) + c * (x2 + bend2) + d * x2, y: (a + b) * y1 + (c + d) * y2 };
}

/** Where a word about the line stands: the middle of the curve or of the longest run. */
export function middleOf(course: Course): Point {
  if (course.corners.length === 0) return pointOn(course, 0.5);
  const points = pointsOf(course);
  let best = 0;
  let middle = points[0]!;
  for (const [index, point] of points.slice(1).entries()) {
    const before = points[index]!;
    const length = distance(before, point);
    if (length <= best) continue;
    best = length;
    middle = { x: (before.x + point.x) / 2, y: (before.y + point.y) / 2 };
  }
  return middle;
}

/** The rectangle that it stays in. */
export function boundsOf({ x1, y1, x2, y2, bend1, bend2, corners }: Course): Rect {
  const xs = corners.length > 0 ? corners.map(({ x }) => x) : [x1 + bend1, x2 + bend2];
  const ys = corners.map(({ y }) => y);
  const [x, y] = [Math.min(x1, x2, ...xs), Math.min(y1, y2, ...ys)];
  return { x, y, w: Math.max(x1, x2, ...xs) - x, h: Math.max(y1, y2, ...ys) - y };
}
