/** What the canvas shows: the lines of the picture by name, and the colours that were painted where an object is. */

import type { Page } from 'playwright-core';
import { expect } from 'vitest';

export interface NamedLine {
  /** The boxes at its ends, as `type/name`. */
  readonly from: string;
  readonly to: string;
  /** What its colour says: a group of kinds, `allow` or `deny`. */
  readonly tone: string;
  readonly count: number;
}

/** The lines of one relation, in the order of their ends. */
export async function linesOf(page: Page, relation: string): Promise<NamedLine[]> {
  const lines = await page.evaluate((relation) => {
    const names = new Map(globalThis.canopy.visible.map(({ id, type, name }) => [id, `${type}/${name}`]));
    return globalThis.canopy.lines
      .filter((line) => line.relation === relation)
      .map(({ from, to, tone, count }) => ({ from: names.get(from) ?? '', to: names.get(to) ?? '', tone, count }));
  }, relation);
  return lines.sort((a, b) => (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1));
}

/** How many of the pixels where an object is drawn are red: much red, little green and blue. */
export function redPixels(page: Page, id: string): Promise<number> {
  return page.evaluate((id) => {
    const canvas = document.querySelector<HTMLCanvasElement>('canvas[data-stage]');
    const box = globalThis.canopy.position(id);
    if (!canvas || !box || box.shownAs !== id) return -1;
    const { left, top, width } = canvas.getBoundingClientRect();
    const scale = canvas.width / width;
    const [w, h] = [Math.ceil(box.width * scale), Math.ceil(box.height * scale)];
    // Read from a copy, for reading from the canvas itself would slow it down.
    const copy = new OffscreenCanvas(w, h).getContext('2d', { willReadFrequently: true })!;
    copy.drawImage(canvas, (box.x - left) * scale, (box.y - top) * scale, w, h, 0, 0, w, h);
    const { data } = copy.getImageData(0, 0, w, h);
    let red = 0;
    for (let at = 0; at < data.length; at += 4)
      if (data[at]! > 180 && data[at + 1]! < 110 && data[at + 2]! < 110) red++;
    return red;
  }, id);
}

/** `type/name` of everything that is highlighted and in the picture, sorted. */
export async function markedIn(page: Page): Promise<string[]> {
  const names = await page.evaluate(() => {
    const { highlighted, visible } = globalThis.canopy;
    return visible.filter(({ id }) => highlighted.includes(id)).map(({ type, name }) => `${type}/${name}`);
  });
  return names.sort();
}

/** What the tree shows, object by object, as two windows can be compared. */
function contents(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[role=treeitem][data-form=object]')]
      .map(({ dataset }) => [dataset.type, dataset.namespace, dataset.name, dataset.state, dataset.id].join(' '))
      .sort(),
  );
}

/** Both are looked at anew each time: a cluster that has just started goes on changing. */
export async function untilAlike(page: Page, other: Page): Promise<void> {
  const differences = async () => {
    const [here, there] = await Promise.all([contents(page), contents(other)]);
    return [
      ...here.filter((line) => !there.includes(line)).map((line) => `only here: ${line}`),
      ...there.filter((line) => !here.includes(line)).map((line) => `only there: ${line}`),
    ];
  };
  await expect.poll(differences).toEqual([]);
}
