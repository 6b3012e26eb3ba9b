import { CombinedError } from '@urql/core';
import { describe, expect, it } from 'vitest';
import type { FoundFrame } from '../wire/frames.ts';
import { Highlight } from './highlight.svelte.ts';
import { StandingRows } from './standing-rows.ts';

const frame = (given: Partial<FoundFrame>): FoundFrame => ({
  type: 'DELTA',
  kind: 'NODES',
  revision: 1,
  complete: true,
  added: [],
  changed: [],
  removed: [],
  ...given,
});

describe('the rows of a standing query', () => {
  it('are those of the snapshot when all of it is there, then what comes and goes', () => {
    const rows = new StandingRows();
    expect(rows.take(frame({ type: 'SNAPSHOT', complete: false, added: [{ ID: 'a' }] }))).toBe(false);
    expect([rows.since, rows.found.rows]).toEqual([undefined, []]);
    expect(rows.take(frame({ type: 'SNAPSHOT', revision: 4, added: [{ ID: 'b' }] }))).toBe(true);
    rows.take(frame({ revision: 5, added: [{ ID: 'c' }], changed: [{ ID: 'b', Name: 'b' }], removed: [{ ID: 'a' }] }));
    expect([rows.since, rows.found]).toEqual([
      5,
      { kind: 'NODES', count: 2, rows: [{ ID: 'b', Name: 'b' }, { ID: 'c' }] },
    ]);
  });

  it('of equal values are counted', () => {
    const rows = new StandingRows();
    rows.take(frame({ type: 'SNAPSHOT', kind: 'VALUES', added: ['x', 'y', 'x'] }));
    rows.take(frame({ kind: 'VALUES', removed: ['x'], added: ['z'] }));
    expect(rows.found.rows).toEqual(['x', 'y', 'z']);
  });

  it('are one number that changes', () => {
    const rows = new StandingRows();
    rows.take(frame({ type: 'SNAPSHOT', kind: 'SCALAR', added: [3] }));
    rows.take(frame({ kind: 'SCALAR', changed: [4] }));
    expect(rows.found).toEqual({ kind: 'SCALAR', count: 1, rows: [4] });
  });

  it('begin again after a resync, and after a cut within a snapshot', () => {
    const rows = new StandingRows();
    rows.take(frame({ type: 'SNAPSHOT', revision: 3, added: [{ ID: 'a' }] }));
    rows.take(frame({ type: 'RESYNC' }));
    expect(rows.since).toBeUndefined();
    rows.take(frame({ type: 'SNAPSHOT', complete: false, added: [{ ID: 'lost' }] }));
    rows.cut();
    rows.take(frame({ type: 'SNAPSHOT', added: [{ ID: 'b' }] }));
    expect(rows.found.rows).toEqual([{ ID: 'b' }]);
  });
});

type Answer = { data?: { gremlin: FoundFrame }; error?: CombinedError; hasNext: boolean };

describe('a highlight', () => {
  it('resumes after a loss from where it was, keeps its marks meanwhile, and ends with the query', async () => {
    const asked: unknown[] = [];
    const takes: ((answer: Answer) => void)[] = [];
    const client = {
      subscription: (_document: unknown, variables: unknown) => ({
        subscribe: (take: (answer: Answer) => void) => {
          asked.push(variables);
          takes.push(take);
          return { unsubscribe: () => {} };
        },
      }),
    };
    let resume = () => {};
    const pause = () => new Promise<void>((resolve) => (resume = resolve));
    const highlight = new Highlight({ client: client as never, pause, allowed: () => true });
    highlight.apply('G.V()');
    takes[0]!({ data: { gremlin: frame({ type: 'SNAPSHOT', revision: 7, added: [{ ID: 'a' }] }) }, hasNext: true });
    takes[0]!({ error: new CombinedError({ networkError: new Error('cut') }), hasNext: false });
    await new Promise((resolve) => setTimeout(resolve));
    expect([...highlight.nodes]).toEqual(['a']);
    resume();
    await new Promise((resolve) => setTimeout(resolve));
    takes[1]!({ data: { gremlin: frame({ revision: 8, added: [{ ID: 'b' }] }) }, hasNext: true });
    expect([...highlight.nodes]).toEqual(['a', 'b']);
    expect(asked).toEqual([
      { query: 'G.V()', since: null },
      { query: 'G.V()', since: 7 },
    ]);
    highlight.apply('');
    takes[1]!({ data: { gremlin: frame({ revision: 9, added: [{ ID: 'c' }] }) }, hasNext: true });
    expect([...highlight.nodes]).toEqual([]);
  });
});
