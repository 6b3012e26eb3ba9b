import { describe, expect, it } from 'vitest';
import { filters, highlights } from '../graph/presets.ts';
import { caretOf, suggest } from './query.ts';

describe('the query field', () => {
  it('points at the fault', () => {
    expect(caretOf("G.V().Hos('a')", { message: '', offset: 6, length: 3 })).toEqual({
      before: 'G.V().',
      at: 'Hos',
      after: "('a')",
      pointer: '      ^^^',
    });
  });
  it('points behind a text that ended too soon', () => {
    expect(caretOf('G.V(', { message: '', offset: 4, length: 0 })).toEqual({
      before: 'G.V(',
      at: ' ',
      after: '',
      pointer: '    ^',
    });
  });
  it('has nothing to point at where the fault has no place', () => {
    expect(caretOf('G.V()', { message: 'too slow' })).toBe(undefined);
  });
  it('suggests everything at first, favourites before presets, then what was typed', () => {
    const own = [{ name: 'mine', query: 'G.V()' }];
    expect(suggest('', '', filters, own)[0]).toEqual({ ...own[0], own: true });
    expect(suggest('', '', filters, own).length).toBe(filters.length + 1);
    expect(suggest('stor', '', filters, own).map(({ name }) => name)).toEqual(['k8s storage']);
  });
  it('has each preset of the original, as a filter wider than as a highlight', () => {
    for (const { name, query } of highlights.filter(
      ({ name }) => name.startsWith('k8s') && name !== 'k8s deployment',
    )) {
      const wide = filters.find((filter) => filter.name === name)!.query;
      expect(wide).toContain("'namespace'");
      expect(query).not.toContain("'namespace'");
    }
    expect(filters.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['k8s none', 'k8s all', 'k8s network', 'istio network']),
    );
  });
});
