/** One side of a question: the ends that a text means, grouped so that pods which fare alike are judged once. */

import { canonicalAddress, parseBlock } from '../../base/address.ts';
import type { GraphNode } from '../../graph/node.ts';
import { podsBelow } from '../controllers.ts';
import { fullName, locate, QuestionError } from '../locate.ts';
import type { End, PodEnd } from './end.ts';
import type { Judge } from './judge.ts';
import type { PodClass } from './pod-class.ts';

export interface Party {
  readonly text: string;
  readonly ends: readonly End[];
  /** The node behind the text; none for addresses and the outside. */
  readonly node?: GraphNode;
}

/** `outside`, an address, or anything that `locate` understands and that has pods. */
export function partyOf(judge: Judge, text: string): Party {
  const trimmed = text.trim();
  if (trimmed === 'outside' || trimmed === 'internet') return { text: 'outside', ends: [{ kind: 'outside' }] };
  const address = canonicalAddress(trimmed);
  if (address !== undefined) return { text: address, ends: [judge.population.at(address)] };
  if (trimmed.includes('/') && parseBlock(trimmed) !== undefined)
    throw new QuestionError(`"${trimmed}" is a block of addresses: ask about one of them, or about "outside"`);
  const node = locate(judge.reader, trimmed);
  return { text: fullName(node), ends: endsOf(judge, node), node };
}

function endsOf({ population, reader }: Judge, node: GraphNode): readonly End[] {
  if (node.type === 'node') {
    const machine = population.machine(node.cluster, node.name);
    if (machine !== undefined) return [machine];
  }
  if (node.type === 'pod') return [population.podOf(node)];
  if (node.type === 'namespace')
    return podsIn(judgePods(population.classesIn(node.cluster, node.name)), population.pod.bind(population));
  if (node.type === 'cluster') return podsIn(judgePods(population.classes()), population.pod.bind(population));
  const pods = podsBelow(reader, node).map((pod) => population.podOf(pod));
  const running = pods.filter(({ finished }) => !finished);
  if (pods.length > 0) return running.length > 0 ? running : pods;
  if (controlsNothing.has(node.type))
    throw new QuestionError(
      `${fullName(node)} has no network; ask about a pod, a workload, a namespace, a node, an address or "outside"`,
    );
  return [];
}

/** Kinds that never have pods, with which a question makes no sense. */
const controlsNothing: ReadonlySet<string> = new Set([
  'configmap',
  'secret',
  'container',
  'persistentvolume',
  'persistentvolumeclaim',
  'storageclass',
  'networkpolicy',
  'serviceaccount',
  'role',
  'rolebinding',
  'clusterrole',
  'clusterrolebinding',
]);

function* judgePods(classes: Iterable<PodClass>): Generator<string> {
  for (const each of classes) yield* each.members;
}

function podsIn(ids: Iterable<string>, pod: (id: string) => PodEnd | undefined): readonly PodEnd[] {
  return [...ids].flatMap((id) => pod(id) ?? []);
}

export interface Group {
  readonly ends: readonly End[];
  readonly found: PodClass | undefined;
}

/** Pods of one class together; everything else by itself. */
export function groupsOf(judge: Judge, ends: readonly End[]): readonly Group[] {
  const groups = new Map<PodClass, End[]>();
  const alone: Group[] = [];
  for (const end of ends) {
    const found = end.kind === 'pod' ? judge.population.classOf(end.id) : undefined;
    if (found === undefined) alone.push({ ends: [end], found });
    else {
      const list = groups.get(found);
      if (list === undefined) groups.set(found, [end]);
      else list.push(end);
    }
  }
  return [...[...groups].map(([found, list]) => ({ ends: list, found })), ...alone];
}

/** Splits a group by what a single other group can tell apart: places in blocks, and the node where that counts. */
export function refined(group: Group, other: Group, place: (end: End) => string): readonly Group[] {
  if (group.ends.length === 1) return [group];
  const parts = new Map<string, End[]>();
  const machines = other.found?.host || other.ends[0]?.kind === 'node' || group.found?.host;
  for (const end of group.ends) {
    const key = `${place(end)} ${machines && end.kind === 'pod' ? end.node : ''}`;
    const list = parts.get(key);
    if (list === undefined) parts.set(key, [end]);
    else list.push(end);
  }
  return [...parts.values()].map((ends) => ({ ends, found: group.found }));
}
