import { describe, expect, it } from 'vitest';
import { edge, node, shop, World } from '../testing/world.ts';
import { Relations } from './relations.svelte.ts';
import { Scope } from './scope.svelte.ts';

function seen(world: World, id: string, hops: number, shows: (relation: string) => boolean = () => true): string[] {
  const scope = new Scope();
  scope.focus = { id, hops };
  scope.settle(world.reader, world.places, shows);
  return [...world.reader.nodes()].filter((node) => scope.includes(world.places.find(node.id)!)).map(({ id }) => id);
}

describe('isolating', () => {
  const world = new World().apply(shop(2)).apply({ add: [node('secret', 'shop/other')] });

  it('shows what is one relation away, in the areas where it stands', () => {
    expect(seen(world, 'secret:shop/pass', 1).sort()).toEqual([
      'cluster:c',
      'deployment:shop/web',
      'namespace:shop',
      'pod:shop/web-1-0',
      'pod:shop/web-1-1',
      'replicaset:shop/web-1',
      'secret:shop/pass',
    ]);
  });

  it('reaches further with more hops, but not through relations that are off', () => {
    expect(seen(world, 'secret:shop/pass', 2)).toContain('service:shop/web');
    expect(seen(world, 'secret:shop/pass', 2, (relation) => relation !== 'service')).not.toContain('service:shop/web');
    expect(seen(world, 'secret:shop/pass', 5)).not.toContain('secret:shop/other');
  });

  it('of a deployment starts from its pods', () => {
    expect(seen(world, 'deployment:shop/web', 1)).toContain('secret:shop/pass');
  });

  it('takes the containers of a pod along', () => {
    const more = new World().apply(shop(1)).apply({
      add: [node('container', 'shop/nginx')],
      link: [edge('pod:shop/web-1-0', 'ownership', 'container:shop/nginx')],
    });
    expect(seen(more, 'secret:shop/pass', 1)).toContain('container:shop/nginx');
  });

  it('is over when the object is gone', () => {
    const gone = new World().apply(shop(1));
    expect(seen(gone, 'pod:shop/none', 1).length).toBe(gone.reader.nodeCount);
  });
});

describe('relations', () => {
  it('say in the address how they differ from a first visit', () => {
    const relations = new Relations();
    expect(relations.differences()).toEqual([]);
    relations.toggle('node');
    relations.toggle('service');
    expect(relations.differences()).toEqual(['+node', '-service']);
    const other = new Relations();
    other.restore(['+node', '-service']);
    expect([other.shows('node'), other.shows('service'), other.shows('pod')]).toEqual([true, false, true]);
  });
});
