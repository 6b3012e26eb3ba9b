/** The questions of insight for all doors: one engine that follows the graph, and one with less for each restricted viewer. */

import type { Graph, GraphNode, Reader } from '@canopy/model';
import {
  type CauseOptions,
  denialsBy,
  FailingNodes,
  type ProblemGroup,
  policyTypes,
  problemsOf,
  QuestionError,
  Traffic,
} from '@canopy/model/insight';
import type { Kind } from '@canopy/model/kinds';
import { lookup } from '@canopy/model/kinds';
import type { Access } from '../auth/access.ts';
import { problem } from './errors.ts';
import { type Pulse, pause } from './subscriptions/pulse.ts';

export interface Insight {
  readonly traffic: Traffic;
  /** With what causes are looked for. */
  readonly causes: CauseOptions;
  /** All that is down, by its cause; only what is in these namespaces, where some are given. */
  problems(namespaces?: readonly string[]): readonly ProblemGroup[];
  kindOf(node: GraphNode): Kind | undefined;
  /** Asks, and asks again whenever the graph or the rights changed; yields answers that differ from the one before. */
  watch<T extends object>(ask: () => T, signal: AbortSignal): AsyncGenerator<T, void, void>;
}

export interface Insights {
  /** What one viewer may ask about. */
  of(visible: Reader, access: Access): Insight;
}

export interface InsightOptions {
  readonly graph: Pick<Graph, 'reader' | 'changes'>;
  readonly kinds: readonly Kind[];
  readonly pulse: Pulse;
}

export function createInsights({ graph, kinds, pulse }: InsightOptions): Insights {
  const { reader, changes } = graph;
  const table = lookup(kinds);
  const failing = new FailingNodes(reader, changes);
  let whole: Traffic | undefined;
  const trafficOf = (visible: Reader, access: Access): Traffic => {
    if (!access.everything) return new Traffic(visible, { hidden: hiddenFrom(reader, access) });
    whole ??= new Traffic(reader, { changes });
    return whole;
  };
  const insightOf = (visible: Reader, access: Access): Insight => {
    const causes = { denials: denialsBy(() => trafficOf(visible, access)) };
    return {
      get traffic() {
        return trafficOf(visible, access);
      },
      causes,
      problems: (namespaces) => {
        const isMeant = ({ namespace }: GraphNode) => namespaces?.includes(namespace) ?? true;
        const among = [...failing].filter((node) => isMeant(node) && access.sees(node));
        return problemsOf(visible, among, causes);
      },
      kindOf: (node) => kindOfNode(table, node),
      watch: (ask, signal) => again({ pulse, reader, access }, ask, signal),
    };
  };
  return { of: insightOf };
}

/** Types that two API groups share differ by their manager. */
function kindOfNode(table: ReturnType<typeof lookup>, { type, manager }: GraphNode): Kind | undefined {
  return table.byType(type).find((kind) => kind.manager === manager);
}

/** Where policies exist that the viewer may not see, a verdict would be a guess. */
function hiddenFrom(reader: Reader, access: Access): (cluster: string, namespace: string) => boolean {
  let places: Set<string> | undefined;
  const find = (): Set<string> => {
    const hidden = (node: GraphNode) => !access.sees(node);
    const nodes = policyTypes.flatMap((type) => [...reader.ofType(type)].filter(hidden));
    return new Set(nodes.map(({ cluster, namespace }) => `${cluster}\n${namespace}`));
  };
  return (cluster, namespace) => {
    places ??= find();
    return places.has(`${cluster}\n${namespace}`) || places.has(`${cluster}\n`);
  };
}

interface Followed {
  readonly pulse: Pulse;
  readonly reader: Pick<Reader, 'revision'>;
  readonly access: Pick<Access, 'version'>;
}

/** A question that takes long is asked a fifth of the time at most. */
async function* again<T extends object>(
  { pulse, reader, access }: Followed,
  ask: () => T,
  signal: AbortSignal,
): AsyncGenerator<T, void, void> {
  let last = '';
  while (!signal.aborted) {
    const { revision } = reader;
    const { version } = access;
    const start = performance.now();
    const answer = ask();
    const took = performance.now() - start;
    const text = JSON.stringify(answer);
    if (text !== last) yield answer;
    last = text;
    // Rights may have changed while the answer was taken.
    if (access.version === version) await pulse.next(revision, signal);
    if (took > 10) await pause(4 * took, signal);
  }
}

/** Runs a question; one that makes no sense becomes an error that the client sees. */
export function answering<T>(ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    if (error instanceof QuestionError) throw problem('BAD_USER_INPUT', error.message);
    throw error;
  }
}
