/** Where the viewer looks: a point of the world in the middle of the screen, and how many pixels a unit takes. */

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface Look {
  /** The point of the world in the middle of the viewport. */
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** Milliseconds that boxes take to their new places. */
export const moving = 280;
/** Pixels that the line below the picture takes. */
const sums = 36;
const closest = 6;
const farthest = 0.004;

export class Camera {
  x = 0;
  y = 0;
  zoom = 1;
  width = 1;
  height = 1;
  /** How often the viewer has moved it by hand. */
  moves = 0;
  /** Where the screen is in the page. */
  #frame: Rect | undefined = undefined;
  #flight: { from: Look; to: Look; start: number; time: number } | undefined = undefined;

  /** A panel that opens beside the picture moves nothing in it: the world stays where it is in the page. */
  resize({ x, y, w, h }: Rect): void {
    if (this.#frame !== undefined) {
      this.x += (x + w / 2 - this.#frame.x - this.#frame.w / 2) / this.zoom;
      this.y += (y + h / 2 - this.#frame.y - this.#frame.h / 2) / this.zoom;
    }
    this.#frame = { x, y, w, h };
    this.width = Math.max(1, w);
    this.height = Math.max(1, h);
  }

  /** From the screen (CSS pixels) to the world. */
  toWorld(sx: number, sy: number): { x: number; y: number } {
    return { x: this.x + (sx - this.width / 2) / this.zoom, y: this.y + (sy - this.height / 2) / this.zoom };
  }

  toScreen(wx: number, wy: number): { x: number; y: number } {
    return { x: (wx - this.x) * this.zoom + this.width / 2, y: (wy - this.y) * this.zoom + this.height / 2 };
  }

  /** The part of the world that can be seen. */
  get view(): Rect {
    const { x, y } = this.toWorld(0, 0);
    return { x, y, w: this.width / this.zoom, h: this.height / this.zoom };
  }

  /** The upper left corner of a rectangle is in sight. */
  sees({ x, y }: Rect): boolean {
    const { view } = this;
    return x >= view.x && y >= view.y && x < view.x + view.w && y < view.y + view.h;
  }

  get look(): Look {
    return { x: this.x, y: this.y, zoom: this.zoom };
  }

  set({ x, y, zoom }: Look): void {
    this.#flight = undefined;
    this.x = x;
    this.y = y;
    this.zoom = bounded(zoom);
  }

  pan(dx: number, dy: number): void {
    this.moves++;
    this.#flight = undefined;
    this.x -= dx / this.zoom;
    this.y -= dy / this.zoom;
  }

  /** Zooms by a factor; the point of the world under (sx, sy) stays there. */
  zoomAt(sx: number, sy: number, factor: number): void {
    this.moves++;
    this.#flight = undefined;
    const before = this.toWorld(sx, sy);
    this.zoom = bounded(this.zoom * factor);
    const after = this.toWorld(sx, sy);
    this.x += before.x - after.x;
    this.y += before.y - after.y;
  }

  /** The look that shows a rectangle whole, not larger than `largest`, above the line of sums. */
  around(rect: Rect, margin = 32, largest = 1.6): Look {
    const beside = Math.min(margin, this.width * 0.04);
    const above = Math.min(margin, Math.max(24, this.height * 0.04));
    const below = Math.min(sums, this.height * 0.1);
    const zoom = bounded(
      Math.min((this.width - 2 * beside) / rect.w, (this.height - 2 * above - below) / rect.h, largest),
    );
    return { x: rect.x + rect.w / 2, y: rect.y + rect.h / 2 + below / 2 / zoom, zoom };
  }

  fly(to: Look, now: number, time = 320): void {
    if (time === 0) this.set(to);
    else this.#flight = { from: this.look, to, start: now, time };
  }

  /** Goes with what moves in the world, as fast as that, unless it is on a flight of its own. */
  follow(from: Rect, to: Rect, now: number, time = moving): void {
    if (this.#flight === undefined)
      this.fly({ ...this.look, x: this.x + to.x - from.x, y: this.y + to.y - from.y }, now, time);
  }

  /** Goes on with a flight; true while there is one. */
  step(now: number): boolean {
    const flight = this.#flight;
    if (flight === undefined) return false;
    const t = Math.min(1, (now - flight.start) / flight.time);
    const eased = 1 - (1 - t) ** 3;
    const zoom = flight.from.zoom * (flight.to.zoom / flight.from.zoom) ** eased;
    const part = along(flight.from.zoom, flight.to.zoom, zoom, eased);
    this.x = flight.from.x + (flight.to.x - flight.from.x) * part;
    this.y = flight.from.y + (flight.to.y - flight.from.y) * part;
    this.zoom = zoom;
    if (t >= 1) this.set(flight.to);
    return true;
  }
}

/** How far to pan at a zoom on the way, so that the goal stays on a straight line on the screen. */
function along(from: number, to: number, zoom: number, eased: number): number {
  return Math.abs(to - from) < 1e-6 * to ? eased : (1 / from - 1 / zoom) / (1 / from - 1 / to);
}

const bounded = (zoom: number) => Math.min(closest, Math.max(farthest, zoom));
