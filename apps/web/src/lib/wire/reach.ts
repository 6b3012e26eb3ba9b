/** How well the server reaches its clusters: what sixty kinds come to, in a word. */

import type { KindSync, ProbeStatus } from './frames.ts';

/**
 * whole: all that may be read is live · reading: for the first time · partly: some kinds cannot be read at the moment ·
 * lost: none can · forbidden: the cluster lets the server read nothing.
 */
export type Reach = 'whole' | 'reading' | 'partly' | 'lost' | 'forbidden';

export interface ClusterReach {
  readonly name: string;
  readonly reach: Reach;
  /** Kinds that were read, or that cannot be, of all that the cluster has. */
  readonly done: number;
  readonly all: number;
  readonly failing: number;
  readonly forbidden: number;
  /** When the first of those that fail was lost; 0 where none does. */
  readonly since: number;
  /** The first trouble, as the cluster put it. */
  readonly problem: string | undefined;
}

export function reachOf({ name, ready, kinds }: ProbeStatus['clusters'][number]): ClusterReach {
  const there = kinds.filter(({ state }) => state !== 'absent');
  const of = (...states: KindSync['state'][]) => there.filter(({ state }) => states.includes(state));
  const failing = of('failing');
  const forbidden = of('forbidden');
  const waiting = of('pending', 'listing').length;
  const live = of('live').length;
  const reach = (): Reach => {
    if (live === 0 && failing.length > 0) return 'lost';
    if (live === 0 && waiting === 0 && forbidden.length > 0) return 'forbidden';
    if (!ready && waiting > 0) return 'reading';
    return failing.length > 0 ? 'partly' : 'whole';
  };
  return {
    name,
    reach: reach(),
    done: there.length - waiting,
    all: there.length,
    failing: failing.length,
    forbidden: forbidden.length,
    since: failing.length === 0 ? 0 : Math.min(...failing.map(({ since }) => since)),
    problem: [...failing, ...forbidden].find(({ problem }) => problem)?.problem ?? undefined,
  };
}

export const reachesOf = (status: ProbeStatus | undefined): readonly ClusterReach[] =>
  (status?.clusters ?? []).map(reachOf);

/** Of several clusters the one that is worst off, and which others are as badly. */
export function worstOf(reaches: readonly ClusterReach[]): readonly ClusterReach[] {
  const order: readonly Reach[] = ['lost', 'forbidden', 'reading', 'partly', 'whole'];
  const worst = order.find((reach) => reaches.some((cluster) => cluster.reach === reach));
  return reaches.filter(({ reach }) => reach === worst);
}

/** Problems that many kinds of one cluster share, as when it is gone: said once, with the number of kinds. */
export function sharedProblems(kinds: readonly KindSync[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { problem, state } of kinds)
    if (problem && state !== 'absent') counts.set(problem, (counts.get(problem) ?? 0) + 1);
  return new Map([...counts].filter(([, count]) => count > 3));
}

export interface Unread {
  readonly reading: number;
  readonly failing: number;
  readonly forbidden: number;
}

/** How many kinds the graph knows nothing or too little of, by why; all kinds, or those that a question is about. */
export function unreadOf(status: ProbeStatus | undefined, concerns: (kind: string) => boolean = () => true): Unread {
  const kinds = (status?.clusters ?? []).flatMap((cluster) =>
    cluster.kinds.map((kind) => ({ ...kind, first: !cluster.ready })),
  );
  const count = (counts: (kind: (typeof kinds)[number]) => boolean) =>
    new Set(kinds.filter((kind) => concerns(kind.kind) && counts(kind)).map(({ kind }) => kind)).size;
  return {
    reading: count(({ state, first }) => first && (state === 'pending' || state === 'listing')),
    failing: count(({ state }) => state === 'failing'),
    forbidden: count(({ state }) => state === 'forbidden'),
  };
}
