import { describe, expect, it } from 'vitest';
import type { KindSync, SyncState } from './frames.ts';
import { reachesOf, reachOf, sharedProblems, unreadOf, worstOf } from './reach.ts';

const kind = (name: string, state: SyncState, problem?: string, since = 0): KindSync => ({
  ...{ kind: name, namespace: '', state, objects: 0, since, relists: 0, problem },
});

const cluster = (name: string, ready: boolean, ...kinds: KindSync[]) => ({ name, ready, kinds });

describe('the reach of a cluster', () => {
  const cases: [string, boolean, SyncState[]][] = [
    ['whole', true, ['live', 'absent', 'forbidden']],
    ['whole', true, ['live', 'listing']],
    ['reading', false, ['live', 'listing', 'pending']],
    ['reading', false, ['pending', 'absent']],
    ['partly', true, ['live', 'failing']],
    ['lost', true, ['failing', 'failing', 'forbidden', 'absent']],
    ['lost', false, ['failing', 'pending']],
    ['forbidden', true, ['forbidden', 'absent']],
  ];
  for (const [reach, ready, states] of cases)
    it(`is ${reach} where kinds are ${states.join(', ')}${ready ? '' : ' for the first time'}`, () => {
      expect(reachOf(cluster('c', ready, ...states.map((state, at) => kind(`k${at}`, state)))).reach).toBe(reach);
    });

  it('says since when it is lost, and why', () => {
    const { since, problem, done, all } = reachOf(
      cluster('c', true, kind('pod', 'failing', 'refused', 70), kind('node', 'failing', 'refused', 50)),
    );
    expect([since, problem, done, all]).toEqual([50, 'refused', 2, 2]);
  });

  it('of several clusters is told by those that are worst off', () => {
    const clusters = [
      cluster('fine', true, kind('pod', 'live')),
      cluster('gone', true, kind('pod', 'failing')),
      cluster('gone-too', true, kind('pod', 'failing')),
    ];
    expect(worstOf(reachesOf({ ready: true, revision: 1, clusters })).map(({ name }) => name)).toEqual([
      'gone',
      'gone-too',
    ]);
    expect(worstOf([])).toEqual([]);
  });
});

describe('what is not read', () => {
  const status = {
    ...{ ready: false, revision: 1 },
    clusters: [
      cluster('a', false, kind('pod', 'listing'), kind('networkpolicy', 'forbidden'), kind('secret', 'failing')),
      cluster('b', true, kind('pod', 'listing'), kind('networkpolicy', 'forbidden'), kind('job', 'live')),
    ],
  };

  it('is counted by kind and by why, in all clusters', () => {
    expect(unreadOf(status)).toEqual({ reading: 1, failing: 1, forbidden: 1 });
    expect(unreadOf(undefined)).toEqual({ reading: 0, failing: 0, forbidden: 0 });
  });

  it('matters only where the question is about it', () => {
    const { reading, forbidden } = unreadOf(status, (name) => name.endsWith('policy'));
    expect([reading, forbidden]).toEqual([0, 1]);
  });

  it('has one problem for all when the cluster is gone', () => {
    const gone = Array.from({ length: 5 }, (_, at) => kind(`k${at}`, 'failing', 'refused'));
    expect([...sharedProblems([...gone, kind('pod', 'forbidden', 'no right')])]).toEqual([['refused', 5]]);
  });
});
