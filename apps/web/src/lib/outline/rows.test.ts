import { describe, expect, it } from 'vitest';
import { layOut } from '../stage/layout.ts';
import { shop, World } from '../testing/world.ts';
import { prefixOf, rowsOf, windowOf } from './rows.ts';

describe('the outline', () => {
  it('says what the picture shows, level by level', () => {
    const world = new World().apply(shop(2));
    const scene = layOut(world.places.root, { isOpen: ({ form }) => form !== 'stack', includes: () => true });
    const rows = rowsOf(scene).map(
      ({ place, level, open, position, siblings }) =>
        `${'.'.repeat(level)}${place.name} ${open} ${position}/${siblings}`,
    );
    expect(rows).toEqual([
      '.c true 1/1',
      '..shop true 1/1',
      '...services false 1/3',
      '...web true 2/3',
      '....web-1 true 1/1',
      '.....web-1-0 undefined 1/2',
      '.....web-1-1 undefined 2/2',
      '...secrets false 3/3',
    ]);
  });

  it('leaves out of a name what the row above says', () => {
    const world = new World().apply(shop(1));
    expect(prefixOf(world.places.find('pod:shop/web-1-0')!)).toBe('web-1-');
    expect(prefixOf(world.places.find('secret:shop/pass')!)).toBe('');
  });

  it('draws all rows while they are few, and else those in sight', () => {
    expect(windowOf(300, 5000, 600, 26)).toEqual({ from: 0, to: 300 });
    const { from, to } = windowOf(9000, 26_000, 600, 26);
    expect(from).toBeLessThan(1000);
    expect(to).toBeGreaterThan(1023);
    expect(to - from).toBeLessThan(150);
  });
});
