import { describe, expect, it } from 'vitest';
import { linesWithin } from '../../graph/lines.ts';
import { edge, node, World } from '../../testing/world.ts';
import { layOut } from '../layout.ts';
import { sideBySide } from './columns.ts';

function pairs(namespaces: readonly string[], links: readonly (readonly [string, string])[] = []) {
  const world = new World().apply({
    add: [
      node('cluster', 'c'),
      ...namespaces.flatMap((name) => [node('namespace', name), node('configmap', `${name}/it`)]),
    ],
    link: links.map(([a, b]) => edge(`configmap:${a}/it`, 'needs', `configmap:${b}/it`)),
  });
  const view = { isOpen: () => true, includes: () => true };
  const scene = layOut(world.places.root, { ...view, loose: true });
  const lines = linesWithin({ reader: world.reader, places: world.places, scene, shows: () => true, ...view })!;
  const areas = scene.boxes.filter(({ place }) => place.type === 'namespace');
  return sideBySide(areas, lines.lines).map(([from, to]) => `${from.place.name} ${to.place.name}`);
}

describe('namespaces side by side', () => {
  it('are in columns of the same height, in order', () => {
    expect(pairs(['a', 'b', 'c', 'd', 'e', 'f'])).toEqual(['a c', 'b d', 'c e', 'd f']);
  });

  it('are as they are where there are two', () => {
    expect(pairs(['a', 'b'])).toEqual([]);
  });

  it('are left alone where a line says which comes first', () => {
    expect(pairs(['a', 'b', 'c', 'd', 'e', 'f'], [['d', 'b']])).toEqual(['a c', 'c e', 'd f']);
  });
});
