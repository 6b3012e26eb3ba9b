/** The round sign of an object: its icon, filled by its state, with a mark for its health. */

import type { Look } from '../looks/looks.ts';
import type { Mark, Standing } from '../looks/standing.ts';
import type { Palette } from './palette.ts';

export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

const markPaths: Record<Exclude<Mark, 'none'>, string> = {
  cross: 'M-3 -3L3 3M3 -3L-3 3',
  dots: 'M-3.5 0h.01M0 0h.01M3.5 0h.01',
  exclamation: 'M0 -3.6v4M0 3.5h.01',
  pause: 'M-2 -3v6M2 -3v6',
  check: 'M-3.5 .3L-1 2.8 3.5 -2.5',
  question: 'M-2 -2.2a2 2 0 1 1 2.9 2C.2 .3 0 .7 0 1.3M0 4h.01',
};

/** Draws badges; paths are made once per icon. */
export class Badges {
  readonly #context: CanvasRenderingContext2D;
  readonly #paths = new Map<string, Path2D>();
  palette: Palette;

  constructor(context: CanvasRenderingContext2D, palette: Palette) {
    this.#context = context;
    this.palette = palette;
  }

  /** `onto` is the colour behind, for the rim around the mark; `detail` is false where icons would be too small. */
  draw(spot: Spot, look: Look, standing: Standing, onto: string, detail: boolean): void {
    const { x, y, radius } = spot;
    const context = this.#context;
    const colour = this.palette.stage(standing.fill);
    context.beginPath();
    context.roundRect(x - radius, y - radius, 2 * radius, 2 * radius, radius * 0.62);
    if (standing.hollow) {
      context.strokeStyle = colour;
      context.lineWidth = radius * 0.14;
      context.setLineDash(standing.dashed ? [radius * 0.36, radius * 0.24] : []);
      context.stroke();
      context.setLineDash([]);
    } else {
      context.fillStyle = colour;
      context.fill();
    }
    if (!detail) return;
    this.icon(look.icon, spot, standing.hollow ? colour : this.palette.stage(glyphOf(standing)));
    if (standing.mark !== 'none') this.#mark(spot, standing, onto);
  }

  /** Only the icon, in a circle's inside. */
  icon(path: string, { x, y, radius }: Spot, colour: string): void {
    const context = this.#context;
    const scale = (radius * 1.36) / 24;
    context.save();
    context.translate(x, y);
    context.scale(scale, scale);
    context.translate(-12, -12);
    context.strokeStyle = colour;
    context.lineWidth = 1.9;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    context.stroke(this.#path(path));
    context.restore();
  }

  #mark({ x, y, radius }: Spot, standing: Standing, onto: string): void {
    if (standing.mark === 'none') return;
    const context = this.#context;
    const colour = this.palette.stage(
      standing.mark === 'exclamation' || standing.mark === 'dots' ? 'warn' : standing.fill,
    );
    context.save();
    context.translate(x + radius * 0.82, y + radius * 0.82);
    context.scale(radius / 11, radius / 11);
    context.beginPath();
    context.arc(0, 0, 6.6, 0, 7);
    context.fillStyle = colour;
    context.strokeStyle = onto;
    context.lineWidth = 2;
    context.fill();
    context.stroke();
    context.strokeStyle = onto;
    context.lineWidth = 1.8;
    context.lineCap = 'round';
    context.stroke(this.#path(markPaths[standing.mark]));
    context.restore();
  }

  #path(data: string): Path2D {
    let path = this.#paths.get(data);
    if (path === undefined) {
      path = new Path2D(data);
      this.#paths.set(data, path);
    }
    return path;
  }
}

const glyphOf = (standing: Standing) => (standing.fill === 'down' ? 'down-glyph' : 'up-glyph');
