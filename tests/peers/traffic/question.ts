/** What both analysers are asked of a set: every end with every other, on every port that could make a difference. */

import { type ExampleSet, type Pod, type Policy, peersOf, rulesOf } from './example-set.ts';

/** A pod, or a bare address. */
export interface End {
  readonly pod?: Pod;
  readonly ip: string;
  readonly text: string;
}

export interface Port {
  readonly protocol: string;
  readonly port: number;
}

export interface Question {
  readonly ends: readonly End[];
  readonly ports: readonly Port[];
}

/** What an analyser says: one digit for each sender, receiver and port; 1 for a receiver that takes it, 2 for a sender that sends it. */
export type Verdicts = string;

export const isAllowed = (digit: string): boolean => digit === '3';

export interface Place {
  readonly from: End;
  readonly to: End;
  readonly port: Port;
}

export function placeOf({ ends, ports }: Question, at: number): Place {
  const pair = Math.floor(at / ports.length);
  return {
    from: ends[Math.floor(pair / ends.length)]!,
    to: ends[pair % ends.length]!,
    port: ports[at % ports.length]!,
  };
}

const protocols = ['TCP', 'UDP', 'SCTP'];
const farAway = ['203.0.113.7', '2001:db8::7'];

export function questionOf(set: ExampleSet): Question {
  const pods = set.pods.map((pod): End => {
    const { namespace, name } = pod.metadata;
    return { pod, ip: pod.status.podIP, text: `${namespace}/${name}` };
  });
  const taken = new Set(pods.map(({ ip }) => ip));
  const addresses = [...new Set([...farAway, ...set.policies.flatMap(blockAddresses)])].filter((ip) => !taken.has(ip));
  const ends = [...pods, ...addresses.map((ip): End => ({ ip, text: ip }))];
  const ports = numbersOf(set).flatMap((port) => protocols.map((protocol) => ({ protocol, port })));
  return { ends, ports };
}

/** The first address of each block and of each exception. */
const blockAddresses = (policy: Policy): readonly string[] =>
  peersOf(policy).flatMap(({ ipBlock }) =>
    ipBlock === undefined ? [] : [ipBlock.cidr, ...(ipBlock.except ?? [])].map((cidr) => cidr.split('/')[0] ?? ''),
  );

/** Those that containers declare, those that rules begin and end with and their neighbours, and one that nobody names. */
function numbersOf({ pods, policies }: ExampleSet): readonly number[] {
  const declared = pods.flatMap(({ spec }) => spec.containers.flatMap(({ ports = [] }) => ports));
  const named = policies.flatMap(rulesOf).flatMap(({ ports = [] }) => ports);
  const edges = named.flatMap(({ port, endPort }) => [
    ...(typeof port === 'number' ? [port - 1, port] : []),
    ...(endPort === undefined ? [] : [endPort, endPort + 1]),
  ]);
  const all = new Set([...declared.map(({ containerPort }) => containerPort), ...edges, 6543]);
  return [...all].filter((port) => port > 0 && port < 65_536).sort((a, b) => a - b);
}
