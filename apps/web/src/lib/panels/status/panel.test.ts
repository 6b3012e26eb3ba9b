import { describe, expect, it, vi } from 'vitest';
import type { KindSync, ProbeStatus, SyncState } from '../../wire/frames.ts';
import { progressOf, Sync } from './model.svelte.ts';

const kind = (name: string, state: SyncState, objects = 0): KindSync => ({
  kind: name,
  namespace: '',
  state,
  objects,
  since: 0,
  relists: 0,
});

const status = (...kinds: KindSync[]): ProbeStatus => ({
  ready: false,
  revision: 1,
  clusters: [{ name: 'c', ready: false, kinds }],
});

describe('sync', () => {
  it('counts kinds that are read, refused or absent as done', () => {
    const kinds = [
      kind('pod', 'live', 5),
      kind('node', 'listing', 2),
      kind('secret', 'forbidden'),
      kind('route', 'absent'),
      kind('job', 'pending'),
    ];
    expect(progressOf(status(...kinds))).toEqual({ done: 3, all: 5, objects: 7 });
    expect(progressOf(undefined)).toEqual({ done: 0, all: 0, objects: 0 });
  });

  it('keeps what it knew when the server does not answer', async () => {
    const answers = [
      { data: { probe: status(kind('pod', 'failing')) } },
      { data: { kinds: [] } },
      { error: new Error() },
    ];
    const sync = new Sync({ query: () => ({ toPromise: async () => answers.shift() ?? {} }) } as never);
    await sync.ask();
    await sync.ask();
    expect(sync.status?.clusters[0]?.kinds.map(({ kind: name, state }) => `${name} ${state}`)).toEqual(['pod failing']);
  });

  it('asks less and less often while nobody answers, and soon again when somebody does', async () => {
    vi.useFakeTimers();
    const stop = new AbortController();
    try {
      let isThere = false;
      const asked: number[] = [];
      const ask = async () => {
        asked.push(Date.now());
        return isThere ? { data: { probe: { ...status(), ready: false }, kinds: [] } } : { error: new Error() };
      };
      const sync = new Sync({ query: () => ({ toPromise: ask }) } as never);
      const start = Date.now();
      sync.start({ signal: stop.signal, settled: () => false, allowed: () => true });
      await vi.advanceTimersByTimeAsync(20_000);
      expect(asked.map((at) => (at - start) / 1000)).toEqual([0, 1, 3, 7, 12, 17]);
      isThere = true;
      await vi.advanceTimersByTimeAsync(2_500);
      asked.length = 0;
      await vi.advanceTimersByTimeAsync(1_000);
      expect(asked.length).toBeGreaterThan(0);
    } finally {
      stop.abort();
      vi.useRealTimers();
    }
  });
});
