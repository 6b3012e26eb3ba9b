/** What is visible and where: the result of the layout, and all that the renderer draws. */

import type { Place } from '../graph/place.ts';

/**
 * area: open, holds other boxes · tile: closed, shows what it holds as numbers and a mosaic · card: one object ·
 * cell: one pod of many, a square that shows its name when it is large enough.
 */
export type BoxForm = 'area' | 'tile' | 'card' | 'cell';

export interface Box {
  readonly place: Place;
  readonly form: BoxForm;
  readonly depth: number;
  /** Upper left corner in the world, after `settle`; before, relative to the parent. */
  x: number;
  y: number;
  w: number;
  h: number;
  /** The height of the header of an area. */
  readonly header: number;
  parent: Box | undefined;
  readonly children: Box[];
}

export class Scene {
  /** Parents before their children, siblings in order. */
  readonly boxes: Box[] = [];
  readonly #byId = new Map<string, Box>();
  readonly root: Box | undefined;

  constructor(root: Box | undefined) {
    this.root = root;
    if (root !== undefined) this.#add(root, 0, 0);
  }

  #add(box: Box, x: number, y: number): void {
    box.x += x;
    box.y += y;
    if (box.place.form !== 'root') {
      this.boxes.push(box);
      this.#byId.set(box.place.id, box);
    }
    for (const child of box.children) {
      child.parent = box.place.form === 'root' ? undefined : box;
      this.#add(child, box.x, box.y);
    }
  }

  get(id: string): Box | undefined {
    return this.#byId.get(id);
  }

  /** The box of a place, or the closed area that hides it. An open area hides nothing: what has no box in it is not in the picture. */
  standsFor(place: Place | undefined): Box | undefined {
    const box = this.shown(place);
    return box?.place === place || box?.form !== 'area' ? box : undefined;
  }

  /** The box of a place, or else of the innermost area around it. */
  shown(place: Place | undefined): Box | undefined {
    for (let at = place; at !== undefined; at = at.parent) {
      const box = this.#byId.get(at.id);
      if (box !== undefined) return box;
    }
    return undefined;
  }
}

/** Whether both show the same places in the same forms, wherever they stand. */
export function hasSameBoxes(a: Scene, b: Scene): boolean {
  if (a.boxes.length !== b.boxes.length) return false;
  return a.boxes.every(({ place, form }, i) => b.boxes[i]!.place === place && b.boxes[i]!.form === form);
}

export const emptyScene = new Scene(undefined);
