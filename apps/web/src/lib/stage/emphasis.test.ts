import { describe, expect, it } from 'vitest';
import type { Place } from '../graph/place.ts';
import { shop, World } from '../testing/world.ts';
import { standsFor } from './emphasis.ts';
import { layOut } from './layout.ts';

function look({ open, without = '', loose = false }: { open: readonly string[]; without?: string; loose?: boolean }) {
  const { places } = new World().apply(shop(2));
  const includes = ({ type }: Place) => type !== without;
  const scene = layOut(places.root, { isOpen: ({ type }) => open.includes(type), includes, loose });
  return (id: string) => standsFor({ scene, includes }, places.find(id))?.place.id;
}

describe('what stands for an object in the picture', () => {
  it('is its own box, or the closed area that hides it', () => {
    const standsIn = look({ open: ['cluster', 'namespace'] });
    expect(standsIn('deployment:shop/web')).toBe('deployment:shop/web');
    expect(standsIn('pod:shop/web-1-0')).toBe('deployment:shop/web');
  });

  it('is nothing where its kind is out of the picture, open or closed', () => {
    expect(
      look({ open: ['cluster', 'namespace', 'deployment', 'replicaset'], without: 'pod' })('pod:shop/web-1-0'),
    ).toBe(undefined);
    expect(look({ open: ['cluster'], without: 'pod' })('pod:shop/web-1-0')).toBe(undefined);
  });

  it('is no namespace for a kind that has no box because its objects stand for themselves', () => {
    const { places } = new World().apply(shop(2));
    const kind = places.find('secret:shop/pass')!.parent!;
    const open = ['cluster', 'namespace', 'secret'];
    expect([kind.form, look({ open })(kind.id), look({ open, loose: true })(kind.id)]).toEqual([
      'stack',
      kind.id,
      undefined,
    ]);
  });
});
