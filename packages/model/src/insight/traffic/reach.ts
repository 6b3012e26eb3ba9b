/** Reachability by the many: who reaches whom, the connections of a namespace, and what the outside can do. */

import type { GraphNode } from '../../graph/node.ts';
import type { Reader } from '../../graph/reader.ts';
import { topController } from '../controllers.ts';
import { fullName } from '../locate.ts';
import { type Asked, verdictOf } from './answer.ts';
import type { End, PodEnd } from './end.ts';
import type { Judge } from './judge.ts';
import { type Group, groupsOf, type Party, refined } from './party.ts';
import { PortSet } from './port-set.ts';

/** Whether something may pass between two workloads, and on which ports at least one pair of their pods agrees. */
export interface Connection {
  readonly from: string;
  readonly to: string;
  readonly verdict: 'allowed' | 'denied' | 'unknown' | 'partly';
  readonly ports: string;
}

const outside: End = { kind: 'outside' };

/** Pods by the workload that people know them by; other ends by their own name. */
export interface Named {
  readonly name: string;
  readonly ends: readonly End[];
}

export function workloadsOf(reader: Reader, ends: readonly End[]): readonly Named[] {
  const found = new Map<string, End[]>();
  for (const end of ends) {
    const name = end.kind === 'pod' ? workloadName(reader, end) : end.kind === 'node' ? `node/${end.name}` : 'outside';
    const list = found.get(name);
    if (list === undefined) found.set(name, [end]);
    else list.push(end);
  }
  return [...found].map(([name, list]) => ({ name, ends: list })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function workloadName(reader: Reader, end: PodEnd): string {
  const node: GraphNode | undefined = reader.node(end.id);
  return node === undefined ? end.name : fullName(topController(reader, node));
}

/** What may pass between two sets of ends; a pod's talk with itself does not count where there is anything else. */
export function connect(judge: Judge, from: Named, to: Named, asked: Asked): Connection {
  let [all, unknown, ports] = [true, false, PortSet.none];
  let some = false;
  for (const [a, b] of pairs(judge, from.ends, to.ends)) {
    const judgement = judge.judge(a, b);
    const verdict = verdictOf(judgement, asked);
    ports = ports.or(judgement.allowed);
    if (verdict === 'allowed') some = true;
    else all = false;
    if (verdict === 'unknown') unknown = true;
  }
  const verdict = some ? (all ? 'allowed' : 'partly') : unknown ? 'unknown' : 'denied';
  return { from: from.name, to: to.name, verdict, ports: String(ports) };
}

/** One pair of ends for each way to fare. */
function* pairs(judge: Judge, from: readonly End[], to: readonly End[]): Generator<readonly [End, End]> {
  const receivers = groupsOf(judge, to);
  for (const sender of groupsOf(judge, from)) {
    for (const receiver of receivers) {
      for (const a of refined(sender, receiver, placeIn(judge, 'ingress', receiver))) {
        for (const b of refined(receiver, a, placeIn(judge, 'egress', a))) yield pairOf(a, b);
      }
    }
  }
}

/** Where an end stands in the blocks of the policies that govern the other group. */
export function placeIn(judge: Judge, way: 'ingress' | 'egress', { found, ends }: Group): (end: End) => string {
  const governing = judge.governing(way, ends[0]!);
  return (end) => (found === undefined || governing === undefined ? '' : found.place(governing, end));
}

/** Two ends of the groups that are not the same pod, where there are such. */
export function pairOf(a: Group, b: Group): readonly [End, End] {
  for (const from of a.ends) {
    const to = b.ends.find((end) => !(end.kind === 'pod' && from.kind === 'pod' && end.id === from.id));
    if (to !== undefined) return [from, to];
  }
  return [a.ends[0]!, b.ends[0]!];
}

/** Every pod of the graph, by class. */
export function everyPod(judge: Judge): readonly PodEnd[] {
  return [...judge.population.classes()].flatMap(({ members }) =>
    [...members].flatMap((id) => judge.population.pod(id) ?? []),
  );
}

/** The workloads (and the outside) that a party can reach, or that can reach it; those that cannot are left out. */
export function reach(
  judge: Judge,
  party: Party,
  which: 'reaches' | 'reachableFrom',
  asked: Asked,
): readonly Connection[] {
  const own: Named = { name: party.text, ends: party.ends };
  const others = [...workloadsOf(judge.reader, everyPod(judge)), { name: 'outside', ends: [outside] }];
  return others
    .map((other) => (which === 'reaches' ? connect(judge, own, other, asked) : connect(judge, other, own, asked)))
    .filter(({ verdict }) => verdict !== 'denied');
}

/** Between all workloads of some ends, and the outside; each with each. */
export function matrix(judge: Judge, ends: readonly End[], asked: Asked): readonly Connection[] {
  const rows = [...workloadsOf(judge.reader, ends), { name: 'outside', ends: [outside] }];
  return rows.flatMap((from) =>
    rows
      .filter((to) => !(from.name === 'outside' && to.name === 'outside'))
      .map((to) => connect(judge, from, to, asked)),
  );
}
