import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crashed, edge, node, shop, up, World } from '../testing/world.ts';
import { tallyOf } from './place.ts';

describe('places', () => {
  it('nest cluster, namespace, workload, pod and container', () => {
    const world = new World().apply(shop(2)).apply({
      add: [node('container', 'shop/nginx', { id: 'nginx' })],
      link: [edge('pod:shop/web-1-0', 'ownership', 'nginx')],
    });
    expect(world.show()).toBe(
      [
        'cluster c',
        '  namespace shop',
        '    deployment web',
        '      replicaset web-1',
        '        pod web-1-0',
        '          container nginx',
        '        pod web-1-1',
        '    *service services',
        '      service web',
        '    *secret secrets',
        '      secret pass',
      ].join('\n'),
    );
  });

  it('a pod that replaces another stands where that one stood', () => {
    const world = new World().apply(shop(3)).apply({
      remove: ['pod:shop/web-1-1'],
      add: [node('pod', 'shop/web-1-new')],
      link: [edge('replicaset:shop/web-1', 'replicaset', 'pod:shop/web-1-new')],
    });
    const pods = [...world.places.find('replicaset:shop/web-1')!.slots].map((place) => place?.name);
    expect(pods).toEqual(['web-1-0', 'web-1-new', 'web-1-2']);
  });

  it('a pod that leaves keeps its slot free, at the end it does not', () => {
    const world = new World().apply(shop(3)).apply({ remove: ['pod:shop/web-1-1'] });
    expect(world.places.find('replicaset:shop/web-1')!.slots.map((place) => place?.name)).toEqual([
      'web-1-0',
      undefined,
      'web-1-2',
    ]);
    world.apply({ remove: ['pod:shop/web-1-2'] });
    expect(world.places.find('replicaset:shop/web-1')!.slots.map((place) => place?.name)).toEqual(['web-1-0']);
  });

  it('objects of a namespace that the graph does not hold stand in a shell, until it comes', () => {
    const world = new World().apply({ add: [node('secret', 'shop/pass')] });
    expect(world.show()).toBe('?cluster c\n  ?namespace shop\n    *secret secrets\n      secret pass');
    const shell = world.places.find('secret:shop/pass')!.parent!.parent;
    world.apply({ add: [node('namespace', 'shop')] });
    expect(world.places.find('namespace:shop')).toBe(shell);
    expect(world.show()).toBe('?cluster c\n  namespace shop\n    *secret secrets\n      secret pass');
    world.apply({ remove: ['secret:shop/pass'] });
    expect(world.show()).toBe('?cluster c\n  namespace shop');
  });

  it('pods of a deleted controller stand among the bare pods', () => {
    const world = new World().apply(shop(1)).apply({ remove: ['replicaset:shop/web-1', 'deployment:shop/web'] });
    expect(world.show()).toContain('    *pod pods\n      pod web-1-0');
  });

  it('controllers that name each other in a circle do not hang the picture', () => {
    const world = new World().apply({
      add: [node('job', 'shop/a'), node('job', 'shop/b')],
      link: [edge('job:shop/a', 'job', 'job:shop/b'), edge('job:shop/b', 'job', 'job:shop/a')],
    });
    expect(tallyOf(world.places.root).nodes).toBe(2);
  });

  it('hold every node once and count it in every area around it, whatever happens', () => {
    const step = fc.record({
      kind: fc.constantFrom('pod', 'replicaset', 'secret', 'namespace', 'container'),
      number: fc.integer({ min: 0, max: 5 }),
      what: fc.constantFrom('add', 'remove', 'crash', 'own'),
      owner: fc.integer({ min: 0, max: 5 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const world = new World();
        for (const { kind, number, what, owner } of steps) {
          const path = kind === 'namespace' ? `n${number % 2}` : `n${number % 2}/x${number}`;
          const id = `${kind}:${path}`;
          const known = world.reader.node(id) !== undefined;
          const parent = kind === 'container' ? `pod:n${owner % 2}/x${owner}` : `replicaset:n${owner % 2}/x${owner}`;
          const relation = kind === 'container' ? 'ownership' : 'replicaset';
          if (what === 'add' && !known) world.apply({ add: [node(kind, path)] });
          else if (what === 'remove' && known) world.apply({ remove: [id] });
          else if (what === 'crash' && known)
            world.apply({ change: [node(kind, path, { status: crashed, revision: 2 })] });
          else if (what === 'own' && known && world.reader.node(parent) !== undefined && parent !== id)
            world.apply({ link: [edge(parent, relation, id)] });
          check(world);
        }
      }),
      { numRuns: 200 },
    );
  });
});

/** Counts again from the graph, and compares with what the areas say. */
function check(world: World): void {
  const nodes = [...world.reader.nodes()];
  const { root } = world.places;
  const tally = tallyOf(root);
  expect(tally.nodes).toBe(nodes.length);
  expect(tally.down).toBe(nodes.filter(({ status }) => status !== up && status.state === 'DOWN').length);
  expect(tally.pods.reduce((sum, pods) => sum + pods, 0)).toBe(nodes.filter(({ type }) => type === 'pod').length);
  const seen = new Set<string>();
  const walk = (place = root): number => {
    let count = 0;
    for (const child of place.children()) {
      expect(child.parent).toBe(place);
      if (child.node !== undefined) {
        expect(seen.has(child.id)).toBe(false);
        seen.add(child.id);
        expect(world.reader.node(child.id)).toBe(child.node);
        count++;
      }
      count += walk(child);
    }
    expect(tallyOf(place).nodes).toBe(count);
    expect(place.size).toBe([...place.children()].length);
    return count;
  };
  walk();
}
