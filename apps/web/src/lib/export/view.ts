/** What an export is made of: the boxes and lines that are in the picture, whatever part of it is on the screen. */

import type { Line } from '../graph/lines.ts';
import { brief } from '../parts/brief.ts';
import type { Course } from '../stage/course.ts';
import type { Box, Scene } from '../stage/scene.ts';

export interface ShownView {
  readonly scene: Scene;
  readonly lines: readonly Line[];
}

/** With what an image needs beside. */
export interface DrawnView extends ShownView {
  readonly wayOf: (line: Line) => Course;
}

/** Names boxes and lines for languages that take no free text as a name: `n1`, `n2`, … in the order of the picture. */
export function namesFor(boxes: readonly Box[]): (box: Box) => string {
  const names = new Map(boxes.map((box, index) => [box.place.id, `n${index + 1}`]));
  return (box) => names.get(box.place.id) ?? 'n0';
}

/** `pod web-1`, `Secrets (4)`, and what is wrong with it. */
export function labelOf({ place, form }: Box): string {
  const state = place.node?.status.state === 'DOWN' ? ` [${place.node.status.reason ?? 'DOWN'}]` : '';
  if (place.form === 'stack') return `${place.name} (${place.size})`;
  const held = form === 'tile' && place.size > 0 ? ` (${place.tally?.nodes ?? place.size})` : '';
  return `${place.type} ${brief(place.name, 300)}${held}${state}`;
}

export const lineLabel = ({ relation, tone, count }: Line): string =>
  `${relation}${tone === 'plain' ? '' : ` ${tone}`}${count > 1 ? ` ×${count}` : ''}`;
