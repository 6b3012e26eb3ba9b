/** Names over areas that are too small for their headers: the picture stays a map at every zoom. */

import { grouped } from '../parts/number.ts';
import { type Brush, hasOwnName, isLegible } from './brush.ts';
import type { Rect } from './camera.ts';
import { captionOf } from './names.ts';
import type { Box } from './scene.ts';

/** Pixels. */
const nameSize = 12;
const stackSize = 9.5;
/** The names of cards do not become larger than this, in units. */
const cardLetters = 18;

interface Label {
  readonly box: Box;
  readonly screen: Rect;
}

/** Drawn in pixels of the screen, `onScreen` says where. What has no room beside the labels before it goes without. */
export function drawLabels(brush: Brush, boxes: readonly Box[], onScreen: (box: Box) => Rect): void {
  const taken: Rect[] = [];
  const rank = { cluster: 0, namespace: 1 } as Record<string, number>;
  const labels = boxes.filter((box) => needsLabel(brush, box)).map((box): Label => ({ box, screen: onScreen(box) }));
  labels.sort((a, b) => (rank[a.box.place.type] ?? 2) - (rank[b.box.place.type] ?? 2));
  for (const label of labels) {
    if (label.box.place.form === 'stack') drawStackLabel(brush, label, taken);
    else drawAreaLabel(brush, label, taken);
  }
}

function drawAreaLabel(brush: Brush, { box, screen }: Label, taken: Rect[]): void {
  const { palette, text } = brush;
  const { place } = box;
  if (screen.w < 44 || screen.h < 18) return;
  const isCluster = place.type === 'cluster';
  const usual = isCluster ? nameSize + 2 : nameSize;
  const whole = text.width(place.name, { size: usual, weight: 600 });
  const style = { size: Math.max(10, Math.min(usual, (usual * (screen.w - 8)) / whole)), weight: 600 };
  const name = text.fit(place.name, screen.w - 8, style);
  if (name.length < 3) return;
  const width = text.width(name, style);
  const caption = captionOf(place);
  const soft = { size: 10.5 };
  const rest = text.width(caption, soft) + 8;
  const wide = width + rest <= screen.w - 20 ? width + rest : width;
  const x = screen.x + (wide > screen.w - 20 ? 5 : 9);
  const y = screen.y + (isCluster ? -11 : Math.max(3, (box.header * brush.zoom) / 2 - 2));
  if (!plate(brush, { x: x - 6, y: y - 9, w: wide + 12, h: 18 }, isCluster ? 'bg' : 'label', taken)) return;
  text.draw(name, x, y, { ...style, colour: palette.stage('text') });
  if (wide > width) text.draw(caption, x + width + 8, y, { ...soft, colour: palette.stage('text-soft') });
}

/** What the cards are that cannot be read any more: `services 4`. */
function drawStackLabel(brush: Brush, { box, screen }: Label, taken: Rect[]): void {
  const { palette, text } = brush;
  if (screen.w < 26 || screen.h < 9) return;
  const style = { size: stackSize, weight: 550 };
  const counted = `${box.place.name} ${grouped(box.place.size)}`;
  const name = text.width(counted, style) <= screen.w + 8 ? counted : box.place.name;
  if (text.width(name, style) > screen.w + 14) return;
  const width = text.width(name, style);
  const [x, y] = [screen.x + (screen.w - width) / 2, screen.y + screen.h / 2 + 2];
  if (!plate(brush, { x: x - 3, y: y - 7, w: width + 6, h: 14 }, 'label', taken)) return;
  text.draw(name, x, y, { ...style, colour: palette.stage('text') });
}

/** The ground of a label; false where another one is in the way. */
function plate({ context, palette }: Brush, rect: Rect, colour: string, taken: Rect[]): boolean {
  if (taken.some((other) => overlap(other, rect))) return false;
  taken.push(rect);
  context.globalAlpha = 0.88;
  context.fillStyle = palette.stage(colour);
  context.beginPath();
  context.roundRect(rect.x, rect.y, rect.w, rect.h, rect.h / 3);
  context.fill();
  context.globalAlpha = 1;
  return true;
}

const overlap = (a: Rect, b: Rect) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/** Namespaces and clusters always have a name, stacks where their cards have none; workloads have room for their own. */
function needsLabel(brush: Brush, { place, form }: Box): boolean {
  if (place.form === 'stack') return form === 'area' && !isLegible(brush, cardLetters);
  return (place.type === 'cluster' || place.type === 'namespace') && !hasOwnName(brush);
}
