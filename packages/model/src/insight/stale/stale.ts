/**
 * Containers that run with an older secret or config map than the one that exists. Variables and single paths of a volume
 * (`subPath`) are read when a container starts and never again; whole volumes are refreshed by the kubelet.
 * Source: https://kubernetes.io/docs/concepts/configuration/secret/#using-secrets-as-files-from-a-pod
 */

import { type EdgeMetadata, type Provenance, provenances } from '../../graph/edge.ts';
import type { GraphNode } from '../../graph/node.ts';
import type { GraphEdge, Reader } from '../../graph/reader.ts';
import { topController } from '../controllers.ts';
import { configTypes, type LastChange, lastChange } from './last-change.ts';

export interface StaleUse {
  readonly container: GraphNode;
  readonly pod: GraphNode;
  /** What has to be started again. */
  readonly workload: GraphNode;
  /** The secret or config map. */
  readonly config: GraphNode;
  /** `variable DB_PASSWORD from key password`, `all its keys as variables`, `a path of volume v`. */
  readonly how: readonly string[];
  readonly startedAt: number;
  readonly changedAt: number;
  /** The change was not seen; see `LastChange`. */
  readonly inferred: boolean;
}

/** In natural order of the secrets and config maps. */
export function staleUses(reader: Reader): readonly StaleUse[] {
  return configTypes.flatMap((type) =>
    [...reader.ofType(type)].flatMap((config) => {
      const change = lastChange(config);
      return change === undefined ? [] : usesOf(reader, config, change);
    }),
  );
}

function usesOf(reader: Reader, config: GraphNode, change: LastChange): readonly StaleUse[] {
  const found: StaleUse[] = [];
  for (const edge of reader.inEdges(config.id)) {
    if (!freezes(edge)) continue;
    const pod = reader.node(edge.from);
    if (pod === undefined || pod.type !== 'pod') continue;
    for (const [container, how, startedAt] of older(reader, pod, edge, config, isMarked)) {
      const workload = topController(reader, pod);
      found.push({ container, pod, workload, config, how, startedAt, changedAt: change.at, inferred: change.inferred });
    }
  }
  return found;
}

/** Whether a container was seen to run before a secret or config map changed in the very second of its start. */
export type RanBefore = (container: GraphNode, config: GraphNode) => boolean;

/** What the probe found out and noted. */
const isMarked: RanBefore = ({ fields }) => fields.Stale === true;

/** The ids of the containers of a pod that are stale for whatever reason. */
export function staleContainers(reader: Reader, pod: GraphNode, ranBefore: RanBefore): ReadonlySet<string> {
  const found = new Set<string>();
  for (const edge of reader.outEdges(pod.id)) {
    if (!freezes(edge)) continue;
    const config = reader.node(edge.to);
    if (config !== undefined)
      for (const [container] of older(reader, pod, edge, config, ranBefore)) found.add(container.id);
  }
  return found;
}

/** Containers that started before the change, and how they read what changed. */
function* older(
  reader: Reader,
  pod: GraphNode,
  edge: GraphEdge,
  config: GraphNode,
  ranBefore: RanBefore,
): Generator<FrozenUse> {
  const { at, seen } = lastChange(config) ?? NEVER;
  // No container is older than its pod; most pods are younger than what they read.
  if (seconds(at) < seconds(pod.createdAt)) return;
  for (const use of frozenIn(reader, pod, edge)) {
    const [container, , startedAt] = use;
    if (isTied(startedAt, at) ? seen && ranBefore(container, config) : startedAt < at) yield use;
  }
}

const NEVER: LastChange = { at: Number.NEGATIVE_INFINITY, inferred: false, seen: false };

type FrozenUse = readonly [container: GraphNode, how: readonly string[], startedAt: number];

/** The running containers of a pod that read something along an edge when they started and will not read it again. */
export function* frozenIn(
  reader: Reader,
  pod: GraphNode,
  { metadata }: Pick<GraphEdge, 'metadata'>,
): Generator<FrozenUse> {
  const frozen = frozenUses(metadata);
  for (const [container, startedAt] of running(reader, pod)) {
    const how = frozen.get(container.name);
    if (how !== undefined) yield [container, how, startedAt];
  }
}

/** The API's times have whole seconds; which of two came first within one, only who saw them can tell. */
export const isTied = (one: number, other: number): boolean => seconds(one) === seconds(other);

const seconds = (time: number): number => Math.floor(time / 1000);

/** Whether a pod reads something along this edge that it will not read again while it runs. */
export function freezes({ relationType, metadata }: Pick<GraphEdge, 'relationType' | 'metadata'>): boolean {
  return relationType === 'pod' && frozenUses(metadata).size > 0;
}

/** What edges say is shared between those that say the same: most pods are one of many. */
const known = new WeakMap<EdgeMetadata, Uses>();
type Uses = ReadonlyMap<string, readonly string[]>;

function frozenUses(metadata: EdgeMetadata): Uses {
  const found = known.get(metadata);
  if (found !== undefined) return found;
  const uses = usesIn(provenances(metadata));
  known.set(metadata, uses);
  return uses;
}

/** What each container read when it started and will not read again. */
function usesIn(all: readonly Provenance[]): Uses {
  const uses = new Map<string, string[]>();
  const note = (container: unknown, how: string) => {
    const list = uses.get(String(container)) ?? [];
    list.push(how);
    uses.set(String(container), list);
  };
  for (const why of all) {
    const path = why.Path ?? '';
    if (path.includes('.env[')) note(why.Container, `variable ${String(why.Env)} from key ${why.Key}`);
    else if (path.includes('.envFrom[')) note(why.Container, 'all its keys as variables');
    else if (typeof why.SubPath === 'string') {
      for (const container of why.SubPath.split(',')) note(container, `a path of volume ${String(why.Volume)}`);
    }
  }
  return uses;
}

const runs: ReadonlySet<string | undefined> = new Set([undefined, 'NotReady', 'Starting']);

/** Containers that run, with the time when they started; those that wait will read anew, and those that ended are done. */
function* running(reader: Reader, pod: GraphNode): Generator<[GraphNode, number]> {
  if (pod.fields.Finished === true) return;
  for (const edge of reader.outEdges(pod.id)) {
    const part = edge.relationType === 'ownership' ? reader.node(edge.to) : undefined;
    if (part?.type !== 'container' || part.fields.Role === 'init' || part.fields.Role === 'ephemeral') continue;
    const { since, reason } = part.status;
    if (since !== undefined && runs.has(reason)) yield [part, since];
  }
}

export interface StaleWorkload {
  readonly workload: GraphNode;
  readonly uses: readonly StaleUse[];
  /** What brings it up to date. */
  readonly command: string;
}

/** By workload, in the order in which their uses were found. */
export function staleWorkloads(uses: readonly StaleUse[]): readonly StaleWorkload[] {
  const groups = new Map<string, StaleUse[]>();
  for (const use of uses) {
    const list = groups.get(use.workload.id);
    if (list === undefined) groups.set(use.workload.id, [use]);
    else list.push(use);
  }
  return [...groups.values()].map((list) => ({ workload: list[0]!.workload, uses: list, command: commandFor(list) }));
}

const restartable: ReadonlySet<string> = new Set(['deployment', 'statefulset', 'daemonset']);

/** kubectl restarts what rolls out; anything else makes its pods anew when they go, and a bare pod has to be made again. */
function commandFor(uses: readonly StaleUse[]): string {
  const { type, namespace, name } = uses[0]!.workload;
  if (restartable.has(type)) return `kubectl rollout restart ${type}/${name} -n ${namespace}`;
  const pods = [...new Set(uses.map(({ pod }) => pod.name))].join(' ');
  return `kubectl delete pod ${pods} -n ${namespace}`;
}
