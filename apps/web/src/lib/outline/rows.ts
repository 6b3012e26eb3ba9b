/** What is visible as the rows of a tree: the picture for those who do not look at it. */

import type { Place } from '../graph/place.ts';
import { shortName } from '../stage/names.ts';
import type { Box, Scene } from '../stage/scene.ts';

export interface Row {
  readonly place: Place;
  /** From 1. */
  readonly level: number;
  /** `undefined` for what holds nothing. */
  readonly open: boolean | undefined;
  readonly position: number;
  readonly siblings: number;
}

export function rowsOf(scene: Scene): Row[] {
  const rows: Row[] = [];
  if (scene.root !== undefined) add(scene.root.children, 1, rows);
  return rows;
}

function add(boxes: readonly Box[], level: number, rows: Row[]): void {
  for (const [index, { place, form, children }] of boxes.entries()) {
    const open = place.size === 0 ? undefined : form === 'area';
    rows.push({ place, level, open, position: index + 1, siblings: boxes.length });
    add(children, level + 1, rows);
  }
}

/** The rows to draw: all while they are few, else those in sight and some beside. */
export function windowOf(count: number, top: number, height: number, rowHeight: number): { from: number; to: number } {
  if (count <= 500) return { from: 0, to: count };
  const beside = 20;
  const from = Math.max(0, Math.floor(top / rowHeight) - beside);
  return { from, to: Math.min(count, Math.ceil((top + height) / rowHeight) + beside) };
}

/** The beginning of a name that the surroundings say already. */
export function prefixOf(place: Place): string {
  return place.name.slice(0, place.name.length - shortName(place).length);
}
