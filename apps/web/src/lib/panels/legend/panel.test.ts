import { describe, expect, it } from 'vitest';
import { standingOf } from '../../looks/standing.ts';
import { shop, World } from '../../testing/world.ts';
import { kindsIn, relationsIn, signs } from './model.ts';

describe('the legend', () => {
  it('counts every kind and relation that is there', () => {
    const world = new World().apply(shop(2));
    expect(kindsIn(world.places).map(({ look, count }) => `${look.plural} ${count}`)).toEqual([
      'clusters 1',
      'namespaces 1',
      'deployments 1',
      'replica sets 1',
      'pods 2',
      'services 1',
      'secrets 1',
    ]);
    expect(relationsIn(world.reader)).toEqual([
      { relation: 'deployment', count: 1 },
      { relation: 'replicaset', count: 2 },
      { relation: 'pod', count: 2 },
      { relation: 'service', count: 2 },
    ]);
  });

  it('has a sign of its own for each status, even without colours', () => {
    const shapes = signs.map(({ status }) => {
      const { hollow, dashed, mark, fill } = standingOf(status);
      return `${hollow} ${dashed} ${mark} ${hollow ? '' : fill}`;
    });
    expect(new Set(shapes).size).toBe(signs.length);
  });
});
