/** Names over areas that are too small for their headers: the picture stays a map at every zoom. */

import { type Brush, hasOwnName } from './brush.ts';
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
  const name = text.fit(box.place.name, screen.w + 24, style);
  if (name.length < 3) return;
  const width = text.width(name, style);
  const caption = captionOf(box.place);
  const soft = { size: 10.5 };
  const rest = text.width(caption, soft) + 8;
  const whole = width + rest <= screen.w - 20 ? width + rest : width;
  const x = screen.x + 9;
  const y = screen.y + (box.place.type === 'cluster' ? -11 : Math.max(3, (box.header * brush.zoom) / 2 - 2));
  context.globalAlpha = 0.88;
  context.fillStyle = palette.stage(box.place.type === 'cluster' ? 'bg' : 'label');
  context.beginPath();
  context.roundRect(x - 6, y - 9, whole + 12, 18, 6);
  context.fill();
  context.globalAlpha = 1;
  text.draw(name, x, y, { ...style, colour: palette.stage('text') });
  if (whole > width) text.draw(caption, x + width + 8, y, { ...soft, colour: palette.stage('text-soft') });
}

/** Namespaces and clusters always have a name; workloads only where there is room for it anyway. */
function needsLabel(brush: Brush, { place }: Box): boolean {
  return (place.type === 'cluster' || place.type === 'namespace') && !hasOwnName(brush);
}
