/** Draws lines between boxes: curves that leave to the side, with an arrow at the child and a count where it is needed. */

import type { Line } from '../graph/lines.ts';
import { lookOf } from '../looks/looks.ts';
import { grouped } from '../parts/number.ts';
import type { Brush } from './brush.ts';
import { type Course, middleOf, trace } from './course.ts';

export interface LineStyle {
  readonly opacity: number;
  readonly width: number;
  readonly counts: boolean;
  /** Instead of the colour of the relation. */
  readonly colour?: string;
}

export function lineColour({ palette }: Brush, line: Line): string {
  return palette.edge(line.tone === 'plain' ? lookOf(line.relation).group : line.tone);
}

/** Lines of one colour are one path: thousands cost little. */
export function drawLines(brush: Brush, lines: readonly { line: Line; course: Course }[], style: LineStyle): void {
  const { context, zoom } = brush;
  const byColour = Map.groupBy(lines, ({ line }) => style.colour ?? lineColour(brush, line));
  context.globalAlpha = style.opacity;
  context.lineCap = 'round';
  for (const [colour, alike] of byColour) {
    context.strokeStyle = colour;
    context.fillStyle = colour;
    context.lineWidth = Math.max(style.width, style.width / zoom ** 0.6);
    context.beginPath();
    for (const { course } of alike) trace(context, course);
    context.stroke();
    if (zoom > 0.22 && style.opacity > 0.3) for (const { line, course } of alike) drawHead(brush, line, course);
  }
  context.globalAlpha = 1;
  if (!style.counts || zoom < 0.45) return;
  for (const { line, course } of lines) if (line.count > 1) drawCount(brush, line, course);
}

/** An arrow towards the child; a policy that denies ends in a cross. */
function drawHead({ context }: Brush, line: Line, { x2, y2, bend2 }: Course): void {
  const side = Math.sign(bend2);
  context.beginPath();
  if (line.tone === 'deny') {
    const x = x2 + side * 5;
    context.moveTo(x - 3.5, y2 - 3.5);
    context.lineTo(x + 3.5, y2 + 3.5);
    context.moveTo(x + 3.5, y2 - 3.5);
    context.lineTo(x - 3.5, y2 + 3.5);
    context.stroke();
    return;
  }
  context.moveTo(x2, y2);
  context.lineTo(x2 + side * 7, y2 - 3.6);
  context.lineTo(x2 + side * 7, y2 + 3.6);
  context.fill();
}

function drawCount(brush: Brush, line: Line, course: Course): void {
  const { context, palette, text } = brush;
  const { x, y } = middleOf(course);
  const label = `×${grouped(line.count)}`;
  const style = { size: 9.5, weight: 600 };
  const width = text.width(label, style) + 9;
  context.beginPath();
  context.roundRect(x - width / 2, y - 7.5, width, 15, 7.5);
  context.fillStyle = palette.stage('label');
  context.strokeStyle = lineColour(brush, line);
  context.lineWidth = 1;
  context.fill();
  context.stroke();
  text.draw(label, x - width / 2 + 4.5, y, { ...style, colour: palette.stage('text') });
}
