/** How fresh the picture is, in a few words: is the page connected, and does the server reach its clusters. */

import type { Phase } from '../graph/live.svelte.ts';
import { counted } from '../parts/number.ts';
import { ago, span } from '../parts/time.ts';
import { type ClusterReach, type Reach, worstOf } from '../wire/reach.ts';

export interface Freshness {
  readonly tone: 'good' | 'quiet' | 'warn' | 'bad';
  readonly words: string;
  /** How long so, after the words; empty where that does not matter. */
  readonly span: string;
  /** Of the clusters that are worst off; empty while nothing is known of them. */
  readonly reach: Reach | '';
}

export interface FreshnessFacts {
  readonly phase: Phase;
  readonly needsToken: boolean;
  /** When the server was heard last, in milliseconds since the epoch. */
  readonly heardAt: number;
  /** How much of a large picture has come. */
  readonly share: number | undefined;
  readonly reaches: readonly ClusterReach[];
  readonly now: number;
}

/** Whoever was heard within this time, which is more than that between two pings, is there. */
const silentFor = 20_000;

export function freshnessOf(facts: FreshnessFacts): Freshness {
  const { phase, needsToken, heardAt, share, reaches, now } = facts;
  const reach = worstOf(reaches)[0]?.reach ?? '';
  const plain = (tone: Freshness['tone'], words: string): Freshness => ({ tone, words, span: '', reach });
  if (needsToken) return plain(phase === 'stale' ? 'warn' : 'quiet', 'Token needed');
  if (phase === 'stale' && reach === 'reading' && now - heardAt < silentFor)
    return { ...plain('warn', 'Stale'), span: `, ${readOf(reaches)} read again` };
  if (phase === 'stale') return { ...plain('warn', 'Stale'), span: `, last seen ${ago(heardAt, now)}` };
  if (phase === 'refused') return plain('bad', 'Filter refused');
  if (phase === 'connecting') return plain('quiet', 'Connecting');
  if (phase === 'loading')
    return plain('quiet', `Loading${share === undefined ? '' : ` ${Math.floor(100 * share)} %`}`);
  return { ...plain('good', 'Live'), ...ofClusters(reaches, now) };
}

/** What is live is only what the server has read. */
function ofClusters(reaches: readonly ClusterReach[], now: number): Partial<Freshness> {
  const worst = worstOf(reaches);
  switch (worst[0]?.reach) {
    case 'lost': {
      const since = Math.min(...worst.map((cluster) => cluster.since));
      const which = reaches.length === 1 ? 'Cluster' : `${worst.length} of ${reaches.length} clusters`;
      return { tone: 'warn', words: `${which} out of reach`, span: ` for ${span(secondsFrom(since, now))}` };
    }
    case 'forbidden':
      return { tone: 'warn', words: 'Nothing may be read' };
    case 'reading':
      return { tone: 'quiet', words: `Reading, ${readOf(worst)}` };
    case 'partly':
      return { tone: 'warn', words: `Live but for ${counted(sumOf(worst, 'failing'), 'kind')}` };
    default:
      return {};
  }
}

const sumOf = (reaches: readonly ClusterReach[], figure: 'done' | 'all' | 'failing') =>
  reaches.reduce((sum, cluster) => sum + cluster[figure], 0);

const readOf = (reaches: readonly ClusterReach[]) =>
  `${sumOf(reaches, 'done')} of ${counted(sumOf(reaches, 'all'), 'kind')}`;

const secondsFrom = (then: number, now: number) => Math.max(0, Math.round((now - then) / 1000));
