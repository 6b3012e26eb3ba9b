/** The view as an SVG image: the same boxes, signs and lines as on the canvas, in the colours of the theme in use. */

import { healths, tallyOf } from '../graph/place.ts';
import { lookOf } from '../looks/looks.ts';
import { standingOf } from '../looks/standing.ts';
import { brief } from '../parts/brief.ts';
import { type Course, type Pen, trace } from '../stage/course.ts';
import { surfaceOf } from '../stage/draw-boxes.ts';
import { downCode, mosaicCodes, mosaicGrid } from '../stage/mosaic.ts';
import { captionOf, shortName } from '../stage/names.ts';
import { isClear, type Palette } from '../stage/palette.ts';
import type { Box } from '../stage/scene.ts';
import { type DrawnView, lineLabel } from './view.ts';

const margin = 24;
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** What XML cannot have at all, as a sign: https://www.w3.org/TR/xml/#charsets */
const unwritable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const escaped = (text: string) => text.replace(unwritable, '\ufffd').replace(/[&<>"]/g, (sign) => entities[sign]!);
const short = (value: number) => Number(value.toFixed(2));

export function toSvg({ scene, lines, wayOf }: DrawnView, palette: Palette): string {
  const { w, h } = scene.root ?? { w: 0, h: 0 };
  const [width, height] = [Math.ceil(w + 2 * margin), Math.ceil(h + 2 * margin)];
  const ground = (box: Box) => box.form === 'area' && ['cluster', 'namespace'].includes(box.place.type);
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${-margin} ${-margin} ${width} ${height}" font-family="${escaped(palette.font)}">`,
    `<rect x="${-margin}" y="${-margin}" width="${width}" height="${height}" fill="${palette.stage('bg')}"/>`,
    ...scene.boxes.filter(ground).map((box) => boxOf(box, palette)),
    ...lines.map((line) => lineOf(line, wayOf(line), palette)),
    ...scene.boxes.filter((box) => !ground(box)).map((box) => boxOf(box, palette)),
    '</svg>',
  ];
  return `${parts.join('\n')}\n`;
}

function lineOf(line: DrawnView['lines'][number], course: Course, palette: Palette): string {
  const { x2, y2, bend2 } = course;
  const colour = palette.edge(line.tone === 'plain' ? lookOf(line.relation).group : line.tone);
  const side = Math.sign(bend2);
  const head =
    line.tone === 'deny'
      ? `M${short(x2 + side * 2)} ${short(y2 - 3.5)}l7 7m0 -7l-7 7`
      : `M${short(x2)} ${short(y2)}l${side * 7} -3.6m${-side * 7} 3.6l${side * 7} 3.6`;
  return `<g fill="none" stroke="${colour}" stroke-opacity=".7"><title>${escaped(lineLabel(line))}</title><path d="${pathOf(course)}${head}"/></g>`;
}

function pathOf(course: Course): string {
  let data = '';
  const write = (sign: string, ...values: number[]) => {
    data += `${sign}${values.map(short).join(' ')}`;
  };
  const pen: Pen = {
    moveTo: (...to) => write('M', ...to),
    lineTo: (...to) => write('L', ...to),
    bezierCurveTo: (...by) => write('C', ...by),
    quadraticCurveTo: (...by) => write('Q', ...by),
  };
  trace(pen, course);
  return data;
}

function boxOf(box: Box, palette: Palette): string {
  const { place, x, y, w, h } = box;
  const surface = surfaceOf(box);
  const down = place.node?.status.state === 'DOWN';
  const parts = [`<title>${escaped(`${place.type} ${brief(place.name, 300)}`)}</title>`];
  if (surface !== undefined && box.form !== 'cell') {
    const fill = palette.stage(down && surface === 'card' ? 'down-card' : surface);
    const line = palette.stage(down && surface !== 'cluster' && surface !== 'namespace' ? 'down' : `${surface}-line`);
    parts.push(
      `<rect x="${short(x)}" y="${short(y)}" width="${short(w)}" height="${short(h)}" rx="8" fill="${fill}" stroke="${isClear(line) ? 'none' : line}"/>`,
    );
  }
  const middle = box.form === 'area' ? y + box.header / 2 : box.form === 'tile' ? y + Math.min(h / 2, 16) : y + h / 2;
  if (place.form === 'stack' && box.form === 'area')
    parts.push(textOf(`${place.name} ${place.size}`, x + 2, middle, { size: 10.5, fill: palette.stage('text-soft') }));
  else if (box.form === 'cell') parts.push(badge(box, x + w / 2, middle, w / 2, palette));
  else {
    const radius = Math.min(10, h / 2 - 4);
    const size = box.header >= 40 ? 15 : 11.5;
    parts.push(
      badge(box, x + radius + 7, middle, radius, palette),
      textOf(textIn(box, size), x + 2 * radius + 14, middle, { size, fill: palette.stage('text') }),
    );
  }
  if (box.form === 'tile') parts.push(mosaicOf(box, palette));
  return `<g>${parts.join('')}</g>`;
}

/** The name with its caption, or as much as has room: an image cannot measure text, so letters count as equally wide. */
function textIn({ place, form, w }: Box, size: number): string {
  const caption = form === 'card' ? '' : captionOf(place);
  const letters = Math.floor((w - 50) / (size * 0.56));
  const name = shortName(place);
  if (caption !== '' && name.length + caption.length + 2 <= letters) return `${name}  ${caption}`;
  return name.length <= letters ? name : `${name.slice(0, Math.max(1, letters - 1))}…`;
}

function textOf(text: string, x: number, y: number, { size, fill }: { size: number; fill: string }): string {
  return `<text x="${short(x)}" y="${short(y + size * 0.35)}" font-size="${size}" font-weight="550" fill="${fill}" xml:space="preserve">${escaped(text)}</text>`;
}

function badge({ place }: Box, x: number, y: number, radius: number, palette: Palette): string {
  const scale = short((radius * 1.36) / 24);
  const icon = (colour: string) =>
    `<path d="${lookOf(place.type).icon}" transform="translate(${short(x)} ${short(y)}) scale(${scale}) translate(-12 -12)" fill="none" stroke="${colour}" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"/>`;
  if (place.node === undefined) return icon(palette.stage('text-soft'));
  const { fill, hollow, dashed } = standingOf(place.node.status);
  const colour = palette.stage(fill);
  const style = hollow
    ? `fill="none" stroke="${colour}"${dashed ? ' stroke-dasharray="3 2"' : ''}`
    : `fill="${colour}"`;
  const ground = `<rect x="${short(x - radius)}" y="${short(y - radius)}" width="${short(2 * radius)}" height="${short(2 * radius)}" rx="${short(radius * 0.62)}" ${style}/>`;
  return ground + icon(hollow ? colour : palette.stage(fill === 'down' ? 'down-glyph' : 'up-glyph'));
}

/** By code, as on the canvas. */
const colourNames: string[] = healths.map((health) => (health === 'healthy' ? 'up' : 'unknown'));
colourNames[healths.indexOf('degraded')] = 'warn';
colourNames[healths.indexOf('missing')] = 'down';
colourNames[downCode] = 'down';

/** One path per colour, one square per pod. */
function mosaicOf({ place, x, y, h }: Box, palette: Palette): string {
  const grid = mosaicGrid(tallyOf(place).types.get('pod') ?? 0);
  if (grid.w === 0) return '';
  const paths = new Map<string, string>();
  const side = grid.pitch * 0.75;
  for (const [index, code] of mosaicCodes(place).entries()) {
    const name = colourNames[code] ?? 'unknown';
    const left = short(x + 10 + (index % grid.across) * grid.pitch);
    const top = short(y + h - grid.h - 10 + Math.floor(index / grid.across) * grid.pitch);
    paths.set(name, `${paths.get(name) ?? ''}M${left} ${top}h${side}v${side}h-${side}z`);
  }
  return [...paths].map(([name, data]) => `<path d="${data}" fill="${palette.stage(name)}"/>`).join('');
}
