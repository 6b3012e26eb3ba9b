import { describe, expect, it } from 'vitest';
import type { ClusterReach, Reach } from '../wire/reach.ts';
import { type FreshnessFacts, freshnessOf } from './freshness.ts';

const cluster = (reach: Reach, more: Partial<ClusterReach> = {}): ClusterReach => ({
  ...{ name: 'c', reach, done: 8, all: 41, failing: 3, forbidden: 0, since: 60_000, problem: undefined },
  ...more,
});

function said(facts: Partial<FreshnessFacts>): string {
  const { tone, words, span } = freshnessOf({
    ...{ phase: 'live', needsToken: false, heardAt: 90_000, share: undefined, reaches: [], now: 100_000 },
    ...facts,
  });
  return `${tone}: ${words}${span}`;
}

describe('the sign of freshness', () => {
  it('says live only where the server reads all that it may', () => {
    expect(said({})).toBe('good: Live');
    expect(said({ reaches: [cluster('whole')] })).toBe('good: Live');
    expect(said({ reaches: [cluster('reading')] })).toBe('quiet: Reading, 8 of 41 kinds');
    expect(said({ reaches: [cluster('forbidden')] })).toBe('warn: Nothing may be read');
    expect(said({ reaches: [cluster('partly')] })).toBe('warn: Live but for 3 kinds');
    expect(said({ reaches: [cluster('lost')] })).toBe('warn: Cluster out of reach for 40 s');
    expect(said({ reaches: [cluster('lost'), cluster('whole')] })).toBe('warn: 1 of 2 clusters out of reach for 40 s');
  });

  it('counts staleness from when the server was heard last, however quiet the cluster was', () => {
    expect(said({ phase: 'stale', reaches: [cluster('whole')] })).toBe('warn: Stale, last seen 10 s ago');
  });

  it('says what the picture waits for when a server has begun anew', () => {
    const reaches = [cluster('reading')];
    expect(said({ phase: 'stale', reaches })).toBe('warn: Stale, 8 of 41 kinds read again');
    expect(said({ phase: 'stale', reaches, heardAt: 40_000 })).toBe('warn: Stale, last seen 60 s ago');
  });

  it('says how much of a large picture has come, and what keeps it from coming', () => {
    expect(said({ phase: 'loading' })).toBe('quiet: Loading');
    expect(said({ phase: 'loading', share: 0.239 })).toBe('quiet: Loading 23 %');
    expect(said({ phase: 'connecting' })).toBe('quiet: Connecting');
    expect(said({ phase: 'refused' })).toBe('bad: Filter refused');
    expect(said({ phase: 'stale', needsToken: true })).toBe('warn: Token needed');
  });
});
