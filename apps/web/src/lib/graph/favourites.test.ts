import { describe, expect, it } from 'vitest';
import { Favourites } from './favourites.svelte.ts';

function shelf() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  };
}

describe('favourites', () => {
  it('go to another browser as a file, and replace what has the same name there', () => {
    const here = new Favourites(shelf() as never);
    here.add('down', "G.V().Has('State', 'DOWN')");
    here.add('pods', "G.V().Has('Type', 'pod')");
    const other = shelf();
    const there = new Favourites(other as never);
    there.add('pods', 'G.V()');
    expect(there.take(here.text())).toBe('Took 2 favourites.');
    expect(new Favourites(other as never).list).toEqual(here.list);
  });

  it('refuse a file that is something else, and keep what is there', () => {
    const here = new Favourites(undefined);
    here.add('all', 'G.V()');
    for (const text of ['', '{}', '[{"name": 1}]', 'apiVersion: v1']) expect(here.take(text)).toMatch(/no favourites/);
    expect(here.list.length).toBe(1);
  });
});
