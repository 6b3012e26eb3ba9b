/**
 * Custom resources: their definitions are nodes like any other, so what is in the graph says what can be watched, now and
 * when a definition comes later.
 */

import type { Graph, GraphNode } from '@canopy/model';
import { type ApiResource, customKind, type Kind, type LinkRule } from '@canopy/model/kinds';
import type { Probe, Source } from '@canopy/model/probe';
import type { Logger } from '../log.ts';

export interface CustomOptions {
  readonly graph: Graph;
  readonly probe: Pick<Probe, 'follow'>;
  /** The kinds that are watched anyway. */
  readonly known: readonly Kind[];
  /** Names such as `widgets.example.com`, or all. */
  readonly wanted: readonly string[] | 'all';
  readonly rules: readonly LinkRule[];
  /** A kind is about to be watched; told once for each cluster. */
  readonly found?: (kind: Kind) => void;
  /** A source of these kinds of a cluster. */
  readonly open: (cluster: string, kinds: readonly Kind[]) => Promise<Source>;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

const DEFINITION = 'customresourcedefinition';

/** Runs until the signal aborts. A kind that cannot be opened is told in the log and tried again with the next change. */
export async function followCustom(options: CustomOptions, signal: AbortSignal): Promise<void> {
  const { graph } = options;
  const followed = new Set<string>();
  const running = new Set<Promise<void>>();
  while (!signal.aborted) {
    const { revision } = graph.changes;
    for (const node of graph.reader.ofType(DEFINITION)) {
      const place = `${node.cluster}/${node.name}`;
      if (followed.has(place) || !isWanted(options, node)) continue;
      followed.add(place);
      const watching = follow(options, node, signal)
        .catch((error) => {
          followed.delete(place);
          options.log.warn({ resource: node.name, error: String(error) }, 'a custom resource cannot be watched');
        })
        .finally(() => running.delete(watching));
      running.add(watching);
    }
    await graph.changes.next(revision, signal);
  }
  await Promise.all(running);
}

async function follow(options: CustomOptions, node: GraphNode, signal: AbortSignal): Promise<void> {
  const { probe, open, rules, log, found } = options;
  const kind = customKind(apiOf(node), rules);
  const source = await open(node.cluster, [kind]);
  found?.(kind);
  log.info({ cluster: node.cluster, resource: node.name }, 'watching a custom resource');
  await probe.follow(source, [kind], signal);
}

/** Established, asked for, and not a kind that Canopy knows more of. */
function isWanted({ wanted, known }: CustomOptions, node: GraphNode): boolean {
  const { Group: group, Kind: kind } = node.fields;
  if (node.status.state !== 'UP' || typeof group !== 'string' || typeof kind !== 'string') return false;
  if (known.some(({ api }) => api?.group === group && api.kind === kind)) return false;
  return wanted === 'all' || wanted.includes(node.name);
}

function apiOf({ name, fields }: GraphNode): ApiResource {
  return {
    group: String(fields.Group),
    versions: (fields.Versions as readonly string[] | undefined) ?? [],
    plural: name.slice(0, name.indexOf('.')),
    kind: String(fields.Kind),
    namespaced: fields.Scope === 'Namespaced',
  };
}
