import Elk from 'elkjs/lib/elk.bundled.js';
import type { ElkNode } from 'elkjs/lib/elk-api.js';
import { describe, expect, it } from 'vitest';
import { makeTown } from '../../../../dev/town.ts';
import { linesAt, linesWithin } from '../../graph/lines.ts';
import type { Place } from '../../graph/place.ts';
import { edge, node, shop, World } from '../../testing/world.ts';
import { pointsOf } from '../course.ts';
import { layOut } from '../layout.ts';
import type { Box } from '../scene.ts';
import { drawingOf, questionOf, wayIn } from './drawing.ts';

const elk = new Elk();
const arrange = (graph: ElkNode) => elk.layout(graph) as Promise<ElkNode>;

function draftOf(world: World) {
  const view = { isOpen: (place: Place) => place.type !== 'pod', includes: () => true, loose: true };
  const scene = layOut(world.places.root, view);
  const choice = { reader: world.reader, places: world.places, scene, shows: () => true, includes: () => true };
  return { scene, lines: linesWithin(choice)! };
}

async function drawn(world: World) {
  const draft = draftOf(world);
  return drawingOf(draft, await arrange(questionOf(draft).graph));
}

const holds = (a: Box, b: Box) =>
  b.x >= a.x - 0.5 && b.y >= a.y - 0.5 && b.x + b.w <= a.x + a.w + 0.5 && b.y + b.h <= a.y + a.h + 0.5;
const apart = (a: Box, b: Box) => a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;

function town(pods: number) {
  const made = makeTown({ pods });
  return new World().apply({ add: [...made.nodes.values()], link: [...made.edges.values()] });
}

describe('a diagram', () => {
  it('keeps children inside their areas and apart from each other', async () => {
    const { scene } = await drawn(town(60));
    expect(scene.boxes.length).toBeGreaterThan(80);
    for (const area of scene.boxes) {
      for (const [index, child] of area.children.entries()) {
        expect(holds(area, child)).toBe(true);
        for (const other of area.children.slice(index + 1)) expect(apart(child, other)).toBe(true);
      }
    }
  });

  it('is no tower where many namespaces have nothing to do with each other', async () => {
    const { scene } = await drawn(town(150));
    const { w, h } = scene.root!;
    expect(w / h).toBeGreaterThan(0.6);
    expect(w / h).toBeLessThan(3);
  });

  it('leads no line through a box', async () => {
    const { scene, lines, ways } = await drawn(town(60));
    const solid = scene.boxes.filter(({ children }) => children.length === 0);
    let led = 0;
    for (const { key, from, to } of lines.lines) {
      const course = ways.get(key);
      if (course === undefined) continue;
      led++;
      const points = pointsOf(course);
      for (const box of solid) {
        if (holds(from, box) || holds(to, box)) continue;
        for (const [at, a] of points.slice(1).entries()) expect(crosses(points[at]!, a, box)).toBe(false);
      }
    }
    expect(led).toBeGreaterThan(40);
  });

  it('puts a service left of what it leads to, and a secret beside who reads it, without a box for its kind', async () => {
    const { scene } = await drawn(new World().apply(shop(2)));
    const [service, workload] = ['service:shop/web', 'deployment:shop/web'].map((id) => scene.get(id)!);
    expect(service!.x + service!.w).toBeLessThan(workload!.x);
    expect(scene.boxes.some(({ place }) => place.form === 'stack')).toBe(false);
  });

  it('leads the lines of a pod on the ways of its workload, of which they are drawn', async () => {
    const world = new World().apply(shop(2));
    const drawing = await drawn(world);
    const { scene, ways } = drawing;
    const choice = { reader: world.reader, places: world.places, scene, shows: () => true, includes: () => true };
    const own = linesAt(choice, 'pod:shop/web-1-0').filter(({ relation }) => relation === 'service');
    expect(own.map(({ key }) => ways.has(key))).toEqual([false]);
    const drawnOf = drawing.lines.lines.find(({ relation }) => relation === 'service')!;
    expect(drawnOf.to.place.type).toBe('deployment');
    expect(wayIn(drawing, own[0]!)).toBe(ways.get(drawnOf.key));
  });

  it('asks the same question when a pod is replaced', () => {
    const world = new World().apply(shop(3));
    const before = questionOf(draftOf(world)).key;
    world.apply({ remove: ['pod:shop/web-1-1'] });
    expect(questionOf(draftOf(world)).key).not.toBe(before);
    world.apply({
      add: [node('pod', 'shop/web-1-new')],
      link: [edge('replicaset:shop/web-1', 'replicaset', 'pod:shop/web-1-new')],
    });
    const [old, fresh] = ['pod:shop/web-1-0', 'pod:shop/web-1-new'];
    for (const { from, relationType } of [...world.reader.inEdges(old)])
      world.apply({ link: [edge(from, relationType, fresh)] });
    for (const { to, relationType } of [...world.reader.outEdges(old)])
      world.apply({ link: [edge(fresh, relationType, to)] });
    expect(questionOf(draftOf(world)).key).toBe(before);
  });
});

function crosses(a: { x: number; y: number }, b: { x: number; y: number }, { x, y, w, h }: Box): boolean {
  return (
    Math.max(a.x, b.x) > x + 1 &&
    Math.min(a.x, b.x) < x + w - 1 &&
    Math.max(a.y, b.y) > y + 1 &&
    Math.min(a.y, b.y) < y + h - 1
  );
}
