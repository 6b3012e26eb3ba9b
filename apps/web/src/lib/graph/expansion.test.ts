import { describe, expect, it } from 'vitest';
import { makeTown } from '../../../dev/town.ts';
import { edge, node, shop, World } from '../testing/world.ts';
import { Expansion } from './expansion.svelte.ts';

describe('what is open', () => {
  it('is a namespace as soon as it has more than what each is given', () => {
    const expansion = new Expansion();
    const world = new World().apply({
      add: [node('namespace', 'new'), node('configmap', 'new/kube-root-ca.crt'), node('serviceaccount', 'new/default')],
    });
    const isOpen = () => expansion.isOpen(world.places.find('namespace:new')!);
    expect(isOpen()).toBe(false);
    world.apply({ add: [node('deployment', 'new/web')] });
    expect(isOpen()).toBe(true);
  });

  it('opens a small cluster down to its pods, and a large one down to its namespaces', () => {
    const small = new World().apply(shop(3)).places;
    const expansion = new Expansion();
    expect(['namespace:shop', 'deployment:shop/web'].map((id) => expansion.isOpen(small.find(id)!))).toEqual([
      true,
      true,
    ]);
    const town = makeTown({ pods: 2000 });
    const { places } = new World().apply({ add: [...town.nodes.values()], link: [...town.edges.values()] });
    const namespace = [...town.nodes.values()].find(({ type }) => type === 'namespace')!;
    expect(new Expansion().isOpen(places.find(namespace.id)!)).toBe(false);
  });

  it('does not close by itself what grows while one looks at it', () => {
    const world = new World().apply(shop(1));
    const expansion = new Expansion();
    const secrets = () => world.places.find('secret:shop/pass')!.parent!;
    expect(expansion.isOpen(secrets())).toBe(true);
    world.apply({ add: Array.from({ length: 40 }, (_, index) => node('secret', `shop/s${index}`)) });
    expect(expansion.isOpen(secrets())).toBe(true);
  });

  it('remembers what was opened when the object is made anew', () => {
    const world = new World().apply(shop(1));
    const expansion = new Expansion();
    expansion.set(world.places.find('deployment:shop/web')!, false);
    world.apply({ remove: ['deployment:shop/web'] });
    world.apply({
      add: [node('deployment', 'shop/web', { id: 'new' })],
      link: [edge('new', 'deployment', 'replicaset:shop/web-1')],
    });
    expect(expansion.isOpen(world.places.find('new')!)).toBe(false);
  });

  it('opens everything around what is to be seen', () => {
    const world = new World().apply(shop(1));
    const expansion = new Expansion();
    expansion.setBelow(world.places.root, false);
    const pod = world.places.find('pod:shop/web-1-0')!;
    expansion.reveal(pod);
    expect([...pod.upward()].slice(1).every((place) => expansion.isOpen(place))).toBe(true);
  });
});
