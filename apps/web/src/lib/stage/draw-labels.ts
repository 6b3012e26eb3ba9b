/** Names over areas that are too small for their headers: the picture stays a map at every zoom. */

import { type Brush, isLegible } from './brush.ts';
import type { Rect } from './camera.ts';
import { captionOf } from './names.ts';
import type { Box } from './scene.ts';

/** Pixels. */
const nameSize = 12;

/** Drawn in pixels of the screen: `screen` is where the box is there. */
export function drawLabel(brush: Brush, box: Box, screen: Rect): void {
  if (!needsLabel(brush, box) || screen.w < 44 || screen.h < 18) return;
  const { context, palette, text } = brush;
  const size = box.place.type === 'cluster' ? nameSize + 2 : nameSize;
  const style = { size, weight: 600 };
  const name = text.fit(box.place.name, screen.w - 14, style);
  if (name.length < 3) return;
  const width = text.width(name, style);
  const x = screen.x + Math.max(7, (screen.w - width) / 2);
  const y = box.place.type === 'cluster' ? screen.y - 12 : screen.y + Math.min(screen.h / 2, 14);
  context.globalAlpha = 0.82;
  context.fillStyle = palette.stage('label');
  context.beginPath();
  context.roundRect(x - 6, y - 10, width + 12, 20, 6);
  context.fill();
  context.globalAlpha = 1;
  text.draw(name, x, y, { ...style, colour: palette.stage('text') });
  drawCaption(brush, box, screen, y);
}

function drawCaption({ palette, text }: Brush, box: Box, screen: Rect, y: number): void {
  const caption = captionOf(box.place);
  const style = { size: 10.5 };
  const width = text.width(caption, style);
  if (width > screen.w - 14 || screen.h < 44) return;
  text.draw(caption, screen.x + (screen.w - width) / 2, y + 18, { ...style, colour: palette.stage('text-soft') });
}

/** Namespaces and clusters always have a name; workloads only have one where there is room for it anyway. */
function needsLabel(brush: Brush, { place }: Box): boolean {
  const size = place.type === 'cluster' || place.type === 'namespace' ? 15 : 0;
  return size > 0 && !isLegible(brush, size * 0.68);
}
