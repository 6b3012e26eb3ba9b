/**
 * Namespaces side by side: those that no line joins would all stand in the first column of the engine, a tower that nobody
 * can read. It packs no parts of a graph whose lines cross areas, so some namespaces lead to others as if by lines.
 */

import type { Line } from '../../graph/lines.ts';
import type { Box } from '../scene.ts';

/** Inside, lines take about twice the height that the boxes alone do; screens are wider than high. */
const stretch = 4;

/** From which to which, among areas with the same area around them. */
export function sideBySide(areas: readonly Box[], lines: readonly Line[]): (readonly [Box, Box])[] {
  // Two are as well one below the other, or joined.
  if (areas.length < 3) return [];
  const columns = columnsOf(areas);
  const joined = joinedBy(lines);
  return columns.slice(1).flatMap((column, index) =>
    column.flatMap((area, at) => {
      const left = columns[index]!;
      const from = left[Math.min(at, left.length - 1)];
      return from === undefined || joined.has(pairOf(from, area)) ? [] : [[from, area] as const];
    }),
  );
}

/** In order, as many as give a picture of the shape of a screen, about equally high. */
function columnsOf(areas: readonly Box[]): Box[][] {
  const sum = (side: 'w' | 'h') => areas.reduce((all, area) => all + area[side], 0);
  const [height, width] = [sum('h'), sum('w') / areas.length];
  const count = Math.min(areas.length, Math.max(1, Math.round(Math.sqrt((stretch * height) / width))));
  const columns: Box[][] = Array.from({ length: count }, () => []);
  let above = 0;
  for (const area of areas) {
    columns[Math.floor(((above + area.h / 2) / height) * count)]!.push(area);
    above += area.h;
  }
  return columns;
}

const pairOf = (a: Box, b: Box) => [a.place.id, b.place.id].sort().join('>');

/** Pairs of namespaces with a line between what they hold: these have their order by that. */
function joinedBy(lines: readonly Line[]): Set<string> {
  const pairs = new Set<string>();
  for (const { from, to } of lines) {
    const [a, b] = [namespaceOf(from), namespaceOf(to)];
    if (a !== undefined && b !== undefined) pairs.add(pairOf(a, b));
  }
  return pairs;
}

function namespaceOf(box: Box): Box | undefined {
  for (let at: Box | undefined = box; at !== undefined; at = at.parent) if (at.place.type === 'namespace') return at;
  return undefined;
}
