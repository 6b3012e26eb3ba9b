import { describe, expect, it } from 'vitest';
import { makeTown } from '../../../dev/town.ts';
import { layOut } from '../stage/layout.ts';
import { edge, node, shop, World } from '../testing/world.ts';
import { type Choice, linesAt, linesOf, moved } from './lines.ts';
import type { Place } from './place.ts';

const everything = { shows: () => true, includes: () => true };

function choiceOf(world: World, isOpen: (place: Place) => boolean): Choice {
  const scene = layOut(world.places.root, { isOpen, includes: () => true });
  return { reader: world.reader, places: world.places, scene, ...everything };
}

const written = (lines: ReturnType<typeof linesOf>['lines']) =>
  lines.map(({ from, to, relation, count }) => `${from.place.name} -${relation}-> ${to.place.name} x${count}`).sort();

describe('lines', () => {
  it('a service that selects all pods of a deployment is one line to the deployment', () => {
    const world = new World().apply(shop(3));
    const { lines } = linesOf(choiceOf(world, () => true));
    expect(written(lines)).toEqual(['web -pod-> pass x3', 'web -service-> web x3']);
    expect(lines.find(({ relation }) => relation === 'service')?.to.place.type).toBe('deployment');
  });

  it('a service that leaves one pod out has a line to each of the others', () => {
    const world = new World()
      .apply(shop(3))
      .apply({ unlink: [edge('service:shop/web', 'service', 'pod:shop/web-1-1').id] });
    const { lines } = linesOf(choiceOf(world, () => true));
    expect(lines.filter(({ relation }) => relation === 'service').map(({ to }) => to.place.name)).toEqual([
      'web-1-0',
      'web-1-2',
    ]);
  });

  it('ends at the closed area that hides an object, with a count', () => {
    const world = new World().apply(shop(3)).apply({
      add: [node('persistentvolume', 'disk')],
      link: [
        edge('pod:shop/web-1-0', 'pod', 'persistentvolume:disk'),
        edge('pod:shop/web-1-1', 'pod', 'persistentvolume:disk'),
      ],
    });
    const { lines, totals } = linesOf(choiceOf(world, (place) => place.type === 'cluster' || place.form === 'stack'));
    expect(written(lines)).toEqual(['shop -pod-> disk x2']);
    expect(totals).toEqual({ all: 12, drawn: 2, nested: 4, inside: 6, hidden: 0 });
  });

  it('leads to nothing that stands in a kind that is switched off', () => {
    const world = new World().apply(shop(1)).apply({
      add: [node('persistentvolume', 'disk')],
      link: [edge('pod:shop/web-1-0', 'pod', 'persistentvolume:disk')],
    });
    const includes = ({ type }: Place) => type !== 'namespace';
    const scene = layOut(world.places.root, { isOpen: () => true, includes });
    const choice = { reader: world.reader, places: world.places, scene, shows: () => true, includes };
    const { lines, totals } = linesOf(choice);
    expect([written(lines), totals.drawn + totals.inside + totals.hidden + totals.nested]).toEqual([[], totals.all]);
  });

  it('every edge is counted once, whatever is open and whatever is switched off', () => {
    const town = makeTown({ pods: 80 });
    const world = new World().apply({ add: [...town.nodes.values()], link: [...town.edges.values()] });
    const views: ((place: Place) => boolean)[] = [
      () => true,
      () => false,
      ({ type }) => type !== 'namespace',
      ({ name }) => name.length % 2 === 0,
    ];
    for (const isOpen of views) {
      for (const off of ['none', 'pod', 'service']) {
        const { lines, totals } = linesOf({ ...choiceOf(world, isOpen), shows: (relation) => relation !== off });
        expect(totals.all).toBe(world.reader.edgeCount);
        expect(totals.drawn + totals.nested + totals.inside + totals.hidden).toBe(totals.all);
        expect(lines.reduce((sum, { count }) => sum + count, 0)).toBe(totals.drawn);
      }
    }
  });

  it('of one pod go to what is visible of its other ends', () => {
    const world = new World().apply(shop(3));
    expect(
      written(
        linesAt(
          choiceOf(world, () => true),
          'pod:shop/web-1-0',
        ),
      ),
    ).toEqual(['web -service-> web-1-0 x1', 'web-1-0 -pod-> pass x1']);
  });

  it('move to the boxes of another scene without losing any that can be seen', () => {
    const world = new World().apply(shop(3));
    const open = linesOf(choiceOf(world, () => true));
    const closed = choiceOf(world, ({ type }) => type !== 'deployment');
    expect(written(moved(open, closed.scene).lines)).toEqual(written(linesOf(closed).lines));
  });
});
