/** Draws one box: areas with their headers, cards and cells; the mosaic of closed areas is drawn beside. */

import type { Place } from '../graph/place.ts';
import { lookOf } from '../looks/looks.ts';
import { standingOf, wordsFor } from '../looks/standing.ts';
import { type Brush, grown, hasOwnName, isLegible } from './brush.ts';
import type { Rect } from './camera.ts';
import { toggleOf } from './hit-test.ts';
import { captionOf, shortName } from './names.ts';
import { isClear } from './palette.ts';
import type { Box } from './scene.ts';

export function drawBox(brush: Brush, box: Box, rect: Rect): void {
  if (box.form === 'area') drawArea(brush, box, rect);
  else if (box.form === 'tile') drawTile(brush, box, rect);
  else if (box.form === 'cell') drawCell(brush, box, rect);
  else drawCard(brush, box, rect);
}

/** So large may the only line of a card become, in units. */
const cardLetters = 18;

type Surface = 'cluster' | 'namespace' | 'workload' | 'replicas' | 'card' | undefined;

export function surfaceOf({ place, form }: Box): Surface {
  if (place.type === 'cluster' || place.type === 'namespace') return place.type;
  if (place.form === 'stack') return form === 'tile' ? 'card' : undefined;
  if (place.type === 'replicaset' || place.type === 'job') return 'replicas';
  return form === 'area' || lookOf(place.type).holds ? 'workload' : 'card';
}

function drawSurface({ context, palette, zoom }: Brush, surface: Surface, rect: Rect, down: boolean): void {
  if (surface === undefined) return;
  const radius = surface === 'cluster' ? 18 : surface === 'namespace' ? 14 : surface === 'workload' ? 10 : 8;
  context.beginPath();
  context.roundRect(rect.x, rect.y, rect.w, rect.h, Math.min(radius, rect.h / 2));
  context.fillStyle = down && surface === 'card' ? palette.stage('down-card') : palette.stage(surface);
  context.fill();
  const line = palette.stage(down && surface !== 'cluster' && surface !== 'namespace' ? 'down' : `${surface}-line`);
  if (isClear(line)) return;
  context.strokeStyle = line;
  context.lineWidth = Math.max(1, 0.8 / zoom);
  context.stroke();
}

/** A closed stack is as bad as the worst in it. */
function isDown(place: Place): boolean {
  if (place.form === 'stack') return (place.tally?.down ?? 0) > 0;
  return place.node?.status.state === 'DOWN';
}

function drawArea(brush: Brush, box: Box, rect: Rect): void {
  const { place } = box;
  drawSurface(brush, surfaceOf(box), rect, isDown(place));
  if (place.form === 'stack') drawStackHeader(brush, box, rect);
  else drawHeader(brush, box, rect);
}

function drawStackHeader(brush: Brush, box: Box, rect: Rect): void {
  const { size } = box.place;
  const shown = box.children.length;
  const text = `${box.place.name}  ${shown < size ? `${shown} of ${size}` : size}`;
  const room = rect.w - 22;
  const letters = grown(brush, text, { size: 10.5, most: 17, weight: 550, room });
  if (!isLegible(brush, letters)) return;
  const colour = brush.palette.stage('text-soft');
  brush.text.draw(text, rect.x + 2, rect.y + 10, { size: letters, weight: 550, colour, room });
  drawToggle(brush, box, rect, true);
}

function drawHeader(brush: Brush, box: Box, rect: Rect): void {
  const { place } = box;
  const large = box.header >= 40;
  const radius = box.header >= 30 ? 10 : 7.5;
  const left = rect.x + (large ? 26 : radius + 9);
  const start = left + radius + 8;
  const room = rect.x + rect.w - start - 28;
  const name = shortName(place);
  const growing = { size: box.header >= 30 ? 12.5 : 11, most: box.header * 0.72, weight: 600, room };
  const size = large ? 15 : grown(brush, name, growing);
  if (large ? !hasOwnName(brush) : !isLegible(brush, size)) return;
  const middle = rect.y + box.header / 2 + (large ? 1 : 0);
  drawBadgeOf(brush, place, { x: left, y: middle, radius });
  const colour = brush.palette.stage('text');
  const used = brush.text.draw(name, start, middle, { size, weight: 600, colour, room });
  const rest = room - used - 12;
  const caption = captionOf(place);
  const small = { size: size * 0.84 };
  if (caption !== '' && brush.text.width(caption, small) <= rest) {
    brush.text.draw(caption, start + used + 10, middle, { ...small, colour: brush.palette.stage('text-soft') });
  }
  drawToggle(brush, box, rect, true);
}

function drawBadgeOf(brush: Brush, place: Place, spot: { x: number; y: number; radius: number }): void {
  const look = lookOf(place.type);
  const onto = brush.palette.stage('workload');
  if (place.node === undefined) {
    brush.badges.icon(look.icon, spot, brush.palette.stage('text-soft'));
    return;
  }
  const detail = spot.radius * brush.zoom >= 4;
  brush.badges.draw(spot, look, standingOf(place.node.status), onto, detail);
}

export function drawToggle(brush: Brush, box: Box, rect: Rect, open: boolean): void {
  const { context, palette, zoom } = brush;
  if (zoom * 8 < 4 || box.place.size === 0) return;
  const spot = toggleOf({ ...box, ...rect });
  const arm = 3.4;
  context.beginPath();
  context.moveTo(spot.cx - arm, spot.cy);
  context.lineTo(spot.cx + arm, spot.cy);
  if (!open) {
    context.moveTo(spot.cx, spot.cy - arm);
    context.lineTo(spot.cx, spot.cy + arm);
  }
  context.strokeStyle = palette.stage('text-soft');
  context.lineWidth = 1.4;
  context.lineCap = 'round';
  context.stroke();
}

function drawTile(brush: Brush, box: Box, rect: Rect): void {
  const { place } = box;
  const large = place.type === 'namespace' || place.type === 'cluster';
  drawSurface(brush, surfaceOf(box), rect, isDown(place));
  const radius = large ? 11 : 9;
  const left = rect.x + 2 * radius + 17;
  const room = rect.w - (left - rect.x) - 26;
  const size = large ? 15 : grown(brush, shortName(place), { size: 11.5, most: cardLetters, weight: 550, room });
  if (large ? !hasOwnName(brush) : !isLegible(brush, size)) return;
  const middle = rect.y + (large ? 22 : 15);
  drawBadgeOf(brush, place, { x: rect.x + radius + 9, y: middle, radius });
  const colour = brush.palette.stage('text');
  const soft = brush.palette.stage('text-soft');
  const caption = captionOf(place);
  if (large) {
    brush.text.draw(place.name, left, middle, { size, weight: 600, colour, room });
    brush.text.draw(caption, rect.x + 12, rect.y + 44, { size: 11.5, colour: soft, room: rect.w - 24 });
  } else {
    const used = brush.text.draw(shortName(place), left, middle, { size, weight: 550, colour, room });
    if (brush.text.width(caption, { size: 10.5 }) <= room - used - 8) {
      brush.text.draw(caption, left + used + 8, middle, { size: 10.5, colour: soft });
    }
  }
  drawToggle(brush, box, rect, false);
}

function drawCard(brush: Brush, box: Box, rect: Rect): void {
  const { place } = box;
  const down = isDown(place);
  drawSurface(brush, 'card', rect, down);
  const small = rect.h < 30;
  const radius = small ? 8 : 10.5;
  drawBadgeOf(brush, place, { x: rect.x + radius + 7, y: rect.y + rect.h / 2, radius });
  const left = rect.x + 2 * radius + 15;
  const room = rect.w - (left - rect.x) - 8;
  const name = shortName(place);
  const size = grown(brush, name, { size: small ? 10.5 : 11.5, most: cardLetters, weight: 500, room });
  if (!isLegible(brush, size)) return;
  const colour = brush.palette.stage('text');
  const under = isLegible(brush, 9.5) ? underline(place) : undefined;
  const middle = rect.y + rect.h / 2 - (under === undefined ? 0 : 6.5);
  brush.text.draw(name, left, middle, { size, weight: 500, colour, room });
  if (under === 'containers') drawContainers(brush, place, left, rect.y + rect.h / 2 + 8, room);
  else if (under !== undefined) {
    const soft = brush.palette.stage(down ? 'text' : 'text-soft');
    brush.text.draw(under, left, rect.y + rect.h / 2 + 8, { size: 9.5, colour: soft, room });
  }
}

/** The second line of a card: what is wrong, else the containers of a pod. */
function underline(place: Place): string | undefined {
  const status = place.node?.status;
  if (status !== undefined && (status.state === 'DOWN' || status.reason !== undefined)) return wordsFor(status);
  return place.type === 'pod' && place.size > 0 ? 'containers' : undefined;
}

function drawContainers(brush: Brush, pod: Place, x: number, y: number, room: number): void {
  const { context, palette } = brush;
  let left = x;
  for (const { node } of pod.children()) {
    if (left + 7 > x + room) break;
    const standing = node === undefined ? undefined : standingOf(node.status);
    context.fillStyle = palette.stage(standing?.fill ?? 'unknown');
    context.strokeStyle = context.fillStyle;
    context.lineWidth = 1;
    context.beginPath();
    context.roundRect(left, y - 3.5, 7, 7, 1.8);
    if (standing?.hollow) context.stroke();
    else context.fill();
    left += 11;
  }
}

function drawCell(brush: Brush, box: Box, rect: Rect): void {
  const { place } = box;
  if (place.node === undefined) return;
  const standing = standingOf(place.node.status);
  const { x, y, w, h } = rect;
  const named = isLegible(brush, 4.6);
  const radius = named ? w * 0.26 : w / 2;
  const spot = { x: x + w / 2, y: named ? y + w * 0.34 : y + h / 2, radius };
  if (named) drawSurface(brush, 'card', rect, isDown(place));
  brush.badges.draw(spot, lookOf(place.type), standing, brush.palette.stage('card'), w * brush.zoom > 14);
  if (!named) return;
  const colour = brush.palette.stage('text');
  const text = brush.text.fit(shortName(place), w - 3, { size: 4.6, weight: 500 });
  const width = brush.text.width(text, { size: 4.6, weight: 500 });
  brush.text.draw(text, x + (w - width) / 2, y + h * 0.8, { size: 4.6, weight: 500, colour });
}
