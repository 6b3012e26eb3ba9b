import { describe, expect, it } from 'vitest';
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
      { data: { kinds: [] } },
      { data: { probe: status(kind('pod', 'failing')) } },
      { error: new Error() },
      { error: new Error() },
    ];
    const sync = new Sync({ query: () => ({ toPromise: async () => answers.shift() ?? {} }) } as never);
    await sync.ask();
    await sync.ask();
    expect(sync.troubles.map(({ kind: name, state }) => `${name} ${state}`)).toEqual(['pod failing']);
  });
});
