/** Boxes move to their new places instead of jumping; new ones fade in, gone ones fade out, changed ones flash. */

import { moving, type Rect } from './camera.ts';
import type { Box, Scene } from './scene.ts';

export interface Shown extends Rect {
  /** From 0 to 1. */
  readonly opacity: number;
}

interface Track {
  from: Rect;
  to: Rect;
  start: number;
  appears: boolean;
}

export interface Leaving {
  readonly box: Box;
  readonly start: number;
}

const flashTime = 1600;
/** With more boxes than this, moving them all would cost more than it tells. */
const mostTracked = 3000;

export class Motion {
  /** False: everything is at its place at once, as the viewer's system may ask for. */
  enabled = true;
  leaving: Leaving[] = [];
  readonly #tracks = new Map<string, Track>();
  readonly #flashes = new Map<string, number>();
  #end = 0;

  /** Takes a new scene in the place of the old one. */
  follow(scene: Scene, before: Scene, now: number): void {
    const still =
      !this.enabled || before.boxes.length === 0 || Math.max(scene.boxes.length, before.boxes.length) > mostTracked;
    const tracks = new Map<string, Track>();
    if (!still) for (const box of scene.boxes) this.#track(box, before, now, tracks);
    this.leaving = still ? [] : this.leaving.filter(({ start }) => now - start < moving);
    if (!still) {
      for (const box of before.boxes) {
        if (box.form !== 'area' && scene.get(box.place.id) === undefined) this.leaving.push({ box, start: now });
      }
    }
    this.#tracks.clear();
    for (const [id, track] of tracks) this.#tracks.set(id, track);
    if (tracks.size > 0 || this.leaving.length > 0) this.#end = Math.max(this.#end, now + moving);
  }

  #track(box: Box, before: Scene, now: number, tracks: Map<string, Track>): void {
    const { id } = box.place;
    const old = before.get(id);
    if (old === undefined) tracks.set(id, { from: box, to: box, start: now, appears: true });
    else {
      const from = this.shown(old, now);
      if (differs(from, box)) tracks.set(id, { from, to: box, start: now, appears: false });
    }
  }

  /** Where a box is drawn at the moment. */
  shown(box: Box, now: number): Shown {
    const track = this.#tracks.get(box.place.id);
    if (track === undefined) return { x: box.x, y: box.y, w: box.w, h: box.h, opacity: 1 };
    const t = Math.min(1, (now - track.start) / moving);
    const eased = 1 - (1 - t) ** 3;
    const { from, to } = track;
    return {
      x: from.x + (to.x - from.x) * eased,
      y: from.y + (to.y - from.y) * eased,
      w: from.w + (to.w - from.w) * eased,
      h: from.h + (to.h - from.h) * eased,
      opacity: track.appears ? t : 1,
    };
  }

  flash(id: string, now: number): void {
    if (!this.enabled) return;
    this.#flashes.set(id, now);
    this.#end = Math.max(this.#end, now + flashTime);
  }

  /** How strongly a box flashes, from 1 down to 0. */
  flashOf(id: string, now: number): number {
    const start = this.#flashes.get(id);
    return start === undefined ? 0 : Math.max(0, 1 - (now - start) / flashTime);
  }

  /** Forgets what is over; true while anything moves. */
  step(now: number): boolean {
    if (now < this.#end) return true;
    this.#tracks.clear();
    this.#flashes.clear();
    this.leaving = [];
    return false;
  }
}

function differs(a: Rect, b: Rect): boolean {
  return a.x !== b.x || a.y !== b.y || a.w !== b.w || a.h !== b.h;
}
