/** Draws one frame of a scene. Keeps only caches: whatever is drawn is handed in. */

import type { Line } from '../graph/lines.ts';
import { Badges } from './badge.ts';
import type { Brush } from './brush.ts';
import type { Camera, Rect } from './camera.ts';
import { boundsOf, type Course, courseOf } from './course.ts';
import { drawBox } from './draw-boxes.ts';
import { drawLabels } from './draw-labels.ts';
import { drawLines } from './draw-lines.ts';
import { Mosaics } from './draw-mosaic.ts';
import type { Motion } from './motion.ts';
import { type Palette, readPalette } from './palette.ts';
import type { Box, Scene } from './scene.ts';
import { Typesetter } from './text.ts';

export interface Frame {
  readonly scene: Scene;
  readonly lines: readonly Line[];
  /** The way of a line while both ends stand still. */
  readonly wayOf: (line: Line) => Course;
  /** Lines of what is selected or under the pointer; drawn over the others, which step back. */
  readonly strong: readonly Line[];
  /** Lines of highlighted edges. */
  readonly marked: readonly Line[];
  readonly selected: Box | undefined;
  readonly hovered: Box | undefined;
  readonly highlighted: ReadonlySet<Box>;
  readonly hits: ReadonlySet<Box>;
  /** Dims everything that is neither highlighted nor found. */
  readonly dims: boolean;
}

/** More lines than this are too many to tell apart: only the strong ones are drawn then, and the view says so. */
export const mostLines = 3000;

export class Renderer {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #text: Typesetter;
  readonly #badges: Badges;
  readonly #mosaics = new Mosaics();
  #palette: Palette;

  constructor(canvas: HTMLCanvasElement) {
    const context = canvas.getContext('2d', { alpha: false });
    if (context === null) throw new Error('this browser cannot draw on a canvas');
    this.#canvas = canvas;
    this.#context = context;
    this.#text = new Typesetter(context);
    this.#palette = readPalette(getComputedStyle(document.documentElement));
    this.#badges = new Badges(context, this.#palette);
    this.restyle();
  }

  /** Reads colours and fonts again: after a change of theme, or when a font has loaded. */
  restyle(): void {
    this.#palette = readPalette(getComputedStyle(document.documentElement));
    this.#badges.palette = this.#palette;
    this.#text.setFamily(this.#palette.font);
    this.#mosaics.forget();
  }

  resize(width: number, height: number, density: number): void {
    this.#canvas.width = Math.max(1, Math.round(width * density));
    this.#canvas.height = Math.max(1, Math.round(height * density));
  }

  draw(frame: Frame, camera: Camera, motion: Motion, now: number): void {
    const context = this.#context;
    const density = this.#canvas.width / camera.width;
    const brush: Brush = {
      context,
      palette: this.#palette,
      text: this.#text,
      badges: this.#badges,
      zoom: camera.zoom,
      density,
    };
    this.#text.begin();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = this.#palette.stage('bg');
    context.fillRect(0, 0, this.#canvas.width, this.#canvas.height);
    const k = camera.zoom * density;
    const origin = camera.toScreen(0, 0);
    context.setTransform(k, 0, 0, k, origin.x * density, origin.y * density);
    const { view } = camera;
    const seen = frame.scene.boxes.filter((box) => overlaps(motion.shown(box, now), view));
    const draw = (boxes: readonly Box[]) => this.#boxes(brush, frame, boxes, motion, now);
    draw(seen.filter((box) => layerOf(box) === 'ground'));
    this.#lines(brush, frame, camera, motion, now);
    draw(seen.filter((box) => layerOf(box) === 'area'));
    this.#strongLines(brush, frame, camera, motion, now);
    this.#leaving(brush, motion, now);
    draw(seen.filter((box) => layerOf(box) === 'card'));
    this.#marks(brush, frame, seen, motion, now);
    context.setTransform(density, 0, 0, density, 0, 0);
    drawLabels(brush, seen, (box) => onScreen(motion.shown(box, now), camera));
  }

  #boxes(brush: Brush, frame: Frame, boxes: readonly Box[], motion: Motion, now: number): void {
    for (const box of boxes) this.#box(brush, frame, box, motion, now);
  }

  #leaving(brush: Brush, motion: Motion, now: number): void {
    for (const { box, start } of motion.leaving) {
      brush.context.globalAlpha = Math.max(0, 1 - (now - start) / 280) * 0.7;
      drawBox(brush, box, box);
    }
    brush.context.globalAlpha = 1;
  }

  #box(brush: Brush, frame: Frame, box: Box, motion: Motion, now: number): void {
    const { context } = brush;
    const shown = motion.shown(box, now);
    const dim = frame.dims && layerOf(box) !== 'ground' && !isMarked(frame, box) && !holdsMarked(frame, box);
    context.globalAlpha = shown.opacity * (dim ? 0.32 : 1);
    drawBox(brush, box, shown);
    if (box.form === 'tile') this.#mosaics.draw(brush, box.place, shown);
    context.globalAlpha = 1;
  }

  /** Lines run below workloads: what they pass by is not what they lead to. */
  #lines(brush: Brush, frame: Frame, camera: Camera, motion: Motion, now: number): void {
    if (frame.lines.length > mostLines) return;
    const back = frame.strong.length > 0 || frame.dims;
    const style = { opacity: back ? 0.14 : 0.6, width: 1.15, counts: !back };
    drawLines(brush, seenLines(frame, frame.lines, { camera, motion, now }), style);
  }

  #strongLines(brush: Brush, frame: Frame, camera: Camera, motion: Motion, now: number): void {
    const style = { opacity: 1, width: 1.8, counts: true };
    const colour = this.#palette.stage('mark');
    drawLines(brush, seenLines(frame, frame.marked, { camera, motion, now }), { ...style, width: 2.6, colour });
    drawLines(brush, seenLines(frame, frame.strong, { camera, motion, now }), style);
  }

  #marks(brush: Brush, frame: Frame, seen: readonly Box[], motion: Motion, now: number): void {
    const ring = (box: Box, name: string, wide: number, opacity = 1) =>
      drawRing(brush, motion.shown(box, now), { colour: this.#palette.stage(name), wide, opacity });
    for (const box of seen) {
      const flash = motion.flashOf(box.place.id, now);
      if (flash > 0) ring(box, 'select', 2, flash * 0.8);
      if (frame.highlighted.has(box)) ring(box, 'mark', 2.4);
      if (frame.hits.has(box)) ring(box, 'hit', 2);
    }
    if (frame.hovered !== undefined) ring(frame.hovered, 'text-soft', 1.2);
    if (frame.selected !== undefined) ring(frame.selected, 'select', 2.4);
  }
}

const isMarked = (frame: Frame, box: Box) =>
  frame.highlighted.has(box) || frame.hits.has(box) || box === frame.selected || box === frame.hovered;

const holdsMarked = (frame: Frame, { children }: Box): boolean =>
  children.some((child) => isMarked(frame, child) || holdsMarked(frame, child));

/** What is drawn below the lines, above them, and above the strong ones. */
function layerOf({ place, form }: Box): 'ground' | 'area' | 'card' {
  if (form !== 'area') return 'card';
  return place.type === 'cluster' || place.type === 'namespace' ? 'ground' : 'area';
}

interface Moment {
  readonly camera: Camera;
  readonly motion: Motion;
  readonly now: number;
}

function seenLines(
  { wayOf }: Frame,
  lines: readonly Line[],
  { camera, motion, now }: Moment,
): { line: Line; course: Course }[] {
  const { view } = camera;
  return lines.flatMap((line) => {
    const [from, to] = [motion.shown(line.from, now), motion.shown(line.to, now)];
    const still = standsAt(line.from, from) && standsAt(line.to, to);
    const course = still ? wayOf(line) : courseOf(from, to, line.tone);
    return overlaps(boundsOf(course), view) ? [{ line, course }] : [];
  });
}

const standsAt = (box: Box, { x, y, w, h }: Rect) => box.x === x && box.y === y && box.w === w && box.h === h;

function drawRing(
  { context, zoom }: Brush,
  rect: Rect,
  { colour, wide, opacity }: { colour: string; wide: number; opacity: number },
): void {
  const out = 2 / zoom;
  context.globalAlpha = opacity;
  context.strokeStyle = colour;
  context.lineWidth = wide / zoom;
  context.beginPath();
  context.roundRect(rect.x - out, rect.y - out, rect.w + 2 * out, rect.h + 2 * out, Math.min(10, rect.h / 3));
  context.stroke();
  context.globalAlpha = 1;
}

function overlaps(a: Rect, b: Rect): boolean {
  return a.x <= b.x + b.w && b.x <= a.x + a.w && a.y <= b.y + b.h && b.y <= a.y + a.h;
}

function onScreen(rect: Rect, camera: Camera): Rect {
  const { x, y } = camera.toScreen(rect.x, rect.y);
  return { x, y, w: rect.w * camera.zoom, h: rect.h * camera.zoom };
}
