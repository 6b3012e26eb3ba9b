import { describe, expect, it } from 'vitest';
import { named, namedLine } from './bookmark.ts';
import { shop, World } from './testing/world.ts';

describe('what an address names', () => {
  const world = new World().apply(shop(1));

  it('is an object by kind, namespace and name, an area by its key', () => {
    expect(named(world, 'secret/shop/pass')?.id).toBe('secret:shop/pass');
    expect(named(world, 'namespace//shop')?.id).toBe('namespace:shop');
    expect(named(world, 'namespace/c/shop/secret')?.name).toBe('secrets');
    expect(named(world, 'secret/shop/gone')).toBeUndefined();
    expect(named(world, '')).toBeUndefined();
  });

  it('is a line by its relation and both ends', () => {
    expect(namedLine(world, 'pod>pod/shop/web-1-0>namespace/c/shop/secret')).toEqual({
      relation: 'pod',
      from: 'pod:shop/web-1-0',
      to: 'stack:namespace/c/shop/secret',
    });
    expect(namedLine(world, 'pod>pod/shop/web-1-0>secret/shop/gone')).toBeUndefined();
    expect(namedLine(world, '')).toBeUndefined();
  });
});
