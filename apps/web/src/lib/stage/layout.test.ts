import { describe, expect, it } from 'vitest';
import { makeTown } from '../../../dev/town.ts';
import { Expansion } from '../graph/expansion.svelte.ts';
import type { Place } from '../graph/place.ts';
import { edge, node, shop, World } from '../testing/world.ts';
import { boxAt } from './hit-test.ts';
import { layOut } from './layout.ts';
import type { Box, Scene } from './scene.ts';

const all = { isOpen: (place: Place) => place.type !== 'pod', includes: () => true };

const where = (scene: Scene) => new Map(scene.boxes.map(({ place, x, y, w, h }) => [place.id, `${x},${y} ${w}x${h}`]));

function town(pods: number) {
  const made = makeTown({ pods });
  const world = new World().apply({ add: [...made.nodes.values()], link: [...made.edges.values()] });
  return { made, world };
}

describe('the layout', () => {
  it('keeps children inside their areas and apart from each other', () => {
    const scene = layOut(town(300).world.places.root, all);
    expect(scene.boxes.length).toBeGreaterThan(500);
    for (const { x, y, w, h, children } of scene.boxes) {
      for (const [index, child] of children.entries()) {
        expect(
          child.x >= x && child.y >= y && child.x + child.w <= x + w + 0.01 && child.y + child.h <= y + h + 0.01,
        ).toBe(true);
        for (const other of children.slice(index + 1)) expect(overlap(child, other)).toBe(false);
      }
    }
  });

  it('is the same for the same graph', () => {
    expect(where(layOut(town(120).world.places.root, all))).toEqual(where(layOut(town(120).world.places.root, all)));
  });

  it('is the same whether or not a diagram was made of the graph before', () => {
    const [plain, other] = [town(120).world, town(120).world];
    layOut(other.places.root, { ...all, loose: true });
    expect(where(layOut(other.places.root, all))).toEqual(where(layOut(plain.places.root, all)));
  });

  it('puts hundreds of objects that stand for themselves into a block', () => {
    const settings = Array.from({ length: 450 }, (_, i) => node('configmap', `shop/settings-${i}`));
    const { places } = new World().apply({ add: [node('cluster', 'c'), node('namespace', 'shop'), ...settings] });
    const { w, h } = layOut(places.root, { ...all, loose: true }).get('namespace:shop')!;
    expect(w / h).toBeGreaterThan(1);
    expect(w / h).toBeLessThan(2.5);
  });

  it('moves nothing when a pod is replaced', () => {
    const { made, world } = town(200);
    const before = where(layOut(world.places.root, all));
    for (let turn = 0; turn < 50; turn++) {
      const { added, removed, edges } = made.replacePod();
      world.apply({ add: added, remove: removed, link: edges.added, unlink: edges.removed });
      const after = where(layOut(world.places.root, all));
      for (const [id, box] of after) if (before.has(id)) expect(box).toBe(before.get(id));
      for (const [id, box] of after) before.set(id, box);
    }
  });

  it('moves nothing when the new pod comes before the old one goes', () => {
    const world = new World().apply(shop(3));
    const before = where(layOut(world.places.root, all));
    world.apply({
      add: [node('pod', 'shop/web-1-new')],
      link: [edge('replicaset:shop/web-1', 'replicaset', 'pod:shop/web-1-new')],
    });
    world.apply({ remove: ['pod:shop/web-1-0'] });
    const after = where(layOut(world.places.root, all));
    for (const pod of ['pod:shop/web-1-1', 'pod:shop/web-1-2']) expect(after.get(pod)).toBe(before.get(pod));
  });

  it('puts what leads to workloads left of them and what they need right of them', () => {
    const scene = layOut(new World().apply(shop(2)).places.root, all);
    const [service, workload, secret] = ['service:shop/web', 'deployment:shop/web', 'secret:shop/pass'].map(
      (id) => scene.get(id)!.x,
    );
    expect(service).toBeLessThan(workload!);
    expect(workload).toBeLessThan(secret!);
  });

  it('puts many objects of one kind into a block, however little stands beside them', () => {
    for (const count of [7, 25, 60, 61, 450]) {
      const settings = Array.from({ length: count }, (_, i) => node('configmap', `shop/settings-${i}`));
      const { w, h } = layOut(new World().apply({ add: settings }).places.root, all).root!;
      expect(w / h, `${count}`).toBeLessThan(4);
    }
  });

  it('lays out only what can be seen: closed namespaces of many pods are one box each', () => {
    const { world } = town(3000);
    const expansion = new Expansion();
    const scene = layOut(world.places.root, { isOpen: (place) => expansion.isOpen(place), includes: () => true });
    expect(scene.boxes.length).toBeLessThan(60);
  });

  it('finds the innermost box at a point', () => {
    const scene = layOut(new World().apply(shop(2)).places.root, all);
    const pod = scene.get('pod:shop/web-1-1')!;
    expect(boxAt(scene, pod.x + 3, pod.y + 3)).toBe(pod);
    expect(boxAt(scene, -5, -5)).toBe(undefined);
  });
});

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
