import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Line } from '../graph/lines.ts';
import { Place } from '../graph/place.ts';
import { anchorOf, courseOf, pointsOf } from './course.ts';
import { Routes } from './routes.ts';
import { type Box, Scene } from './scene.ts';

const rest = { depth: 1, header: 0, parent: undefined };

function card(name: string, x: number, y: number, w = 100, h = 30): Box {
  return { place: new Place('object', 'secret', name, name, name), form: 'card', x, y, w, h, children: [], ...rest };
}

function sceneOf(boxes: Box[]): Scene {
  const place = new Place('root', 'root', '', '', '');
  return new Scene({ place, form: 'area', x: 0, y: 0, w: 2000, h: 2000, children: boxes, ...rest });
}

const line = (from: Box, to: Box): Line => ({
  key: `${from.place.id}>${to.place.id}`,
  relation: 'pod',
  tone: 'plain',
  from,
  to,
  count: 1,
});

/** What is hidden of a way behind boxes, each looked at, and how long it is between its ends. */
function burden(boxes: readonly Box[], points: readonly { x: number; y: number }[]) {
  let hidden = 0;
  let length = 0;
  for (const [index, b] of points.slice(1).entries()) {
    const a = points[index]!;
    length += Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
    for (const { x, y, w, h } of boxes) {
      const across = Math.min(Math.max(a.x, b.x), x + w) - Math.max(Math.min(a.x, b.x), x);
      const down = Math.min(Math.max(a.y, b.y), y + h) - Math.max(Math.min(a.y, b.y), y);
      if (across > -1.5 && down > -1.5) hidden += 50 + 4 * (Math.max(0, across) + Math.max(0, down));
    }
  }
  return { hidden, length };
}

const now = () => true;

describe('the way of a line', () => {
  it('is a curve where nothing stands between', () => {
    const [a, b, beside] = [card('a', 0, 0), card('b', 300, 80), card('c', 0, 300)];
    const routes = new Routes();
    routes.follow(sceneOf([a, b, beside]));
    expect(routes.find(line(a, b), now)).toEqual(courseOf(a, b));
  });

  it('goes around what stands between, in straight runs', () => {
    const [a, b] = [card('a', 0, 40), card('b', 400, 40)];
    const between = [card('c', 200, 4), card('d', 200, 40), card('e', 200, 76)];
    const routes = new Routes();
    routes.follow(sceneOf([a, b, ...between]));
    const points = pointsOf(routes.find(line(a, b), now)!);
    expect(points[0]).toEqual({ x: 100, y: anchorOf(a) });
    expect(points.at(-1)).toEqual({ x: 400, y: anchorOf(b) });
    expect(burden(between, points).hidden).toBe(0);
    for (const [index, { x, y }] of points.slice(1).entries())
      expect(x === points[index]!.x || y === points[index]!.y).toBe(true);
  });

  it('is never worse than the curve, wherever boxes stand', () => {
    const spot = fc.record({ x: fc.integer({ min: 0, max: 8 }), y: fc.integer({ min: 0, max: 12 }) });
    fc.assert(
      fc.property(
        fc.uniqueArray(spot, { minLength: 3, maxLength: 40, selector: ({ x, y }) => x * 100 + y }),
        (spots) => {
          const boxes = spots.map(({ x, y }, index) => card(`${index}`, x * 112, y * 36));
          const [a, b, ...others] = boxes;
          const routes = new Routes();
          routes.follow(sceneOf(boxes));
          const way = routes.find(line(a!, b!), now)!;
          const plain = courseOf(a!, b!);
          const [found, curve] = [burden(others, pointsOf(way)), burden(others, pointsOf(plain))];
          expect(found.hidden + found.length).toBeLessThanOrEqual(curve.hidden + curve.length + 1e-6);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('is kept while nothing moves, and looked for again when there is time', () => {
    const [a, b, c] = [card('a', 0, 40), card('b', 400, 40), card('c', 200, 40)];
    const routes = new Routes();
    routes.follow(sceneOf([a, b, c]));
    expect(routes.find(line(a, b), () => false)).toBeUndefined();
    const way = routes.find(line(a, b), now);
    routes.follow(sceneOf([a, b, c]));
    expect(routes.find(line(a, b), () => false)).toBe(way);
    routes.follow(sceneOf([a, b, card('c', 200, 80)]));
    expect(routes.find(line(a, b), () => false)).toBeUndefined();
    expect(routes.find(line(a, b), now)).toEqual(courseOf(a, b));
  });

  it('keeps beside those of others, so that each can be followed', () => {
    const between = [card('w', 160, 0, 100, 100), card('x', 160, 116, 100, 100)];
    const from = [card('a', 0, 20), card('b', 0, 60), card('c', 0, 140)];
    const to = [card('p', 320, 20), card('q', 320, 60), card('r', 320, 140)];
    const routes = new Routes();
    routes.follow(sceneOf([...from, ...to, ...between]));
    const heights = from.map((box, index) => {
      const points = pointsOf(routes.find(line(box, to[index]!), now)!);
      const [, y] = points.slice(1).reduce(
        ([most, y], b, at) => {
          const length = points[at]!.y === b.y ? Math.abs(points[at]!.x - b.x) : 0;
          return length > most ? [length, b.y] : [most, y];
        },
        [0, 0] as [number, number],
      );
      return y;
    });
    expect(new Set(heights).size).toBe(from.length);
  });

  it('of a policy ends above where it denies and below where it allows', () => {
    const [policy, pod] = [card('policy', 0, 0), card('pod', 300, 80)];
    const routes = new Routes();
    routes.follow(sceneOf([policy, pod]));
    const [deny, allow] = (['deny', 'allow'] as const).map((tone) =>
      routes.find({ ...line(policy, pod), tone, key: tone }, now),
    );
    expect(allow!.y2 - deny!.y2).toBeGreaterThan(10);
    expect(deny!.y2).toBeGreaterThan(pod.y);
    expect(allow!.y2).toBeLessThan(pod.y + pod.h);
  });
});
