/** May this talk to that? Asked of pods, workloads, services, namespaces, nodes, addresses and the outside. */

import type { GraphNode } from '../../graph/node.ts';
import type { Reader } from '../../graph/reader.ts';
import type { KubeObject } from '../../kinds/object.ts';
import { QuestionError } from '../locate.ts';
import { type Asked, type Case, directionOf, reasonFor, type Verdict, verdictOf } from './answer.ts';
import { comparePolicies, type TrafficChange } from './compare.ts';
import { type End, nameOf } from './end.ts';
import { Judge, type JudgeOptions } from './judge.ts';
import { type Group, groupsOf, type Party, partyOf, refined } from './party.ts';
import { policyFrom, withPolicies } from './policies-of.ts';
import { type Protocol, protocols } from './port-set.ts';
import { type Connection, matrix, pairOf, placeIn, reach } from './reach.ts';

export interface Question {
  readonly from: string;
  readonly to: string;
  readonly port?: number | undefined;
  /** Default TCP where a port is given, else any. */
  readonly protocol?: string | undefined;
}

export interface Answer {
  readonly from: string;
  readonly to: string;
  readonly port: number | undefined;
  readonly protocol: string | undefined;
  readonly verdict: Verdict;
  readonly reason: string;
  /** How many pairs of ends were judged. */
  readonly pairs: number;
  readonly allowedPairs: number;
  /** One for each way to fare; the largest first. */
  readonly cases: readonly Case[];
}

const MOST_NAMES = 5;

export class Traffic {
  readonly judge: Judge;
  readonly #hidden: Pick<JudgeOptions, 'hidden'>;

  constructor(reader: Reader, options: JudgeOptions = {}) {
    this.judge = new Judge(reader, options);
    this.#hidden = { hidden: options.hidden };
  }

  /** Throws a `QuestionError` for a question that makes no sense. */
  ask(question: Question): Answer {
    this.judge.refresh();
    const asked = askedOf(question);
    const from = partyOf(this.judge, question.from);
    const to = partyOf(this.judge, question.to);
    const cases = this.#cases(from, to, asked).sort((a, b) => b.pairs - a.pairs);
    const pairs = sum(cases);
    const allowedPairs = sum(cases.filter(({ verdict }) => verdict === 'allowed'));
    const { port, protocol } = question;
    const shown = {
      from: from.text,
      to: to.text,
      port,
      protocol: protocol?.toUpperCase() ?? (port ? 'TCP' : undefined),
    };
    return { ...shown, verdict: together(cases), reason: summary(cases, from, to), pairs, allowedPairs, cases };
  }

  /** The workloads that it can reach, and the outside. */
  reaches(end: string, about: Pick<Question, 'port' | 'protocol'> = {}): readonly Connection[] {
    this.judge.refresh();
    return reach(this.judge, partyOf(this.judge, end), 'reaches', askedOf({ ...about, from: end, to: '' }));
  }

  /** The workloads that can reach it, and the outside. */
  reachableFrom(end: string, about: Pick<Question, 'port' | 'protocol'> = {}): readonly Connection[] {
    this.judge.refresh();
    return reach(this.judge, partyOf(this.judge, end), 'reachableFrom', askedOf({ ...about, from: end, to: '' }));
  }

  /** Each workload of a namespace (or whatever has pods) with each other one and the outside. */
  matrix(party: string, about: Pick<Question, 'port' | 'protocol'> = {}): readonly Connection[] {
    this.judge.refresh();
    return matrix(this.judge, partyOf(this.judge, party).ends, askedOf({ ...about, from: party, to: '' }));
  }

  /** What policies that are not there yet would change; objects that are no policies are passed over. */
  suppose(objects: readonly KubeObject[], cluster?: string): readonly TrafficChange[] {
    this.judge.refresh();
    const [first] = this.judge.reader.ofType('cluster');
    const where = cluster ?? first?.name ?? '';
    const put = objects.flatMap((object) => policyFrom(object, where) ?? []);
    if (put.length === 0) throw new QuestionError('there is no policy among the objects');
    const now = [...this.judge.policies.all()];
    return comparePolicies(this.judge.reader, now, withPolicies(now, put), this.#hidden);
  }

  #cases(from: Party, to: Party, asked: Asked): Case[] {
    const cases: Case[] = [];
    const receivers = groupsOf(this.judge, to.ends);
    for (const sender of groupsOf(this.judge, from.ends)) {
      for (const receiver of receivers) {
        for (const a of refined(sender, receiver, placeIn(this.judge, 'ingress', receiver))) {
          for (const b of refined(receiver, a, placeIn(this.judge, 'egress', a))) {
            cases.push(...this.#pair(a, b, atPod(asked, to.node, b)));
          }
        }
      }
    }
    return cases;
  }

  /** A pod among both reaches itself whatever the policies say; the others are judged by one of them. */
  #pair(a: Group, b: Group, asked: Asked): readonly Case[] {
    const selves = a.found !== undefined && a.found === b.found ? common(a.ends, b.ends) : 0;
    const pairs = a.ends.length * b.ends.length - selves;
    const cases: Case[] = [];
    const first = a.ends[0]!;
    if (selves > 0 && pairs === 0) cases.push(this.caseOf(first, first, asked, selves, a, b));
    if (pairs > 0) {
      const [from, to] = pairOf(a, b);
      cases.push(this.caseOf(from, to, asked, pairs, a, b));
    }
    return cases;
  }

  /** One pair in full. */
  caseOf(
    from: End,
    to: End,
    asked: Asked,
    pairs = 1,
    a: Pick<Group, 'ends'> = { ends: [from] },
    b: Pick<Group, 'ends'> = { ends: [to] },
  ): Case {
    const judgement = this.judge.judge(from, to);
    const egress = directionOf(this.judge, 'egress', judgement, from, to, asked);
    const ingress = directionOf(this.judge, 'ingress', judgement, from, to, asked);
    const verdict = verdictOf(judgement, asked);
    const reason = reasonFor(verdict, judgement, egress, ingress);
    const ports = String(judgement.allowed);
    const unknownPorts = String(judgement.unknown);
    const names = { from: namesOf(a.ends), to: namesOf(b.ends) };
    return { ...names, pairs, verdict, ports, unknownPorts, reason, egress, ingress };
  }
}

const namesOf = (ends: readonly End[]): readonly string[] => ends.slice(0, MOST_NAMES).map(nameOf);
const sum = (cases: readonly Case[]): number => cases.reduce((total, { pairs }) => total + pairs, 0);

function common(a: readonly End[], b: readonly End[]): number {
  const ids = new Set(a.map((end) => (end.kind === 'pod' ? end.id : '')));
  return b.filter((end) => end.kind === 'pod' && ids.has(end.id)).length;
}

function askedOf({ port, protocol }: Question): Asked {
  if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65_535)) {
    throw new QuestionError(`${port} is no port: ports are 1 to 65535`);
  }
  const known = protocol?.toUpperCase() ?? 'TCP';
  if (!protocols.includes(known as Protocol))
    throw new QuestionError(`policies know no protocol "${protocol}"; there are ${protocols.join(', ')}`);
  return { port, protocol: known, only: protocol !== undefined };
}

interface ServicePort {
  readonly Name?: string;
  readonly Port?: number;
  readonly Protocol?: string;
  readonly TargetPort?: string;
}

/**
 * A service's port is a port of its pods, perhaps under another number or a name; policies see that one. Nobody translates
 * for a headless service: https://kubernetes.io/docs/concepts/services-networking/service/#headless-services
 */
function atPod(asked: Asked, target: GraphNode | undefined, { ends }: Group): Asked {
  if (target?.type !== 'service' || asked.port === undefined || target.fields.ClusterIP === 'None') return asked;
  const ports = (target.fields.Ports ?? []) as readonly ServicePort[];
  const found = ports.find(({ Port, Protocol }) => Port === asked.port && (Protocol ?? 'TCP') === asked.protocol);
  const wanted = found?.TargetPort ?? '0';
  if (found === undefined || wanted === '0') return asked;
  if (/^\d+$/.test(wanted)) return { ...asked, port: Number(wanted) };
  const [end] = ends;
  const named =
    end?.kind === 'pod'
      ? end.ports.find(({ name, protocol }) => name === wanted && protocol === asked.protocol)
      : undefined;
  return named === undefined ? asked : { ...asked, port: named.port };
}

function together(cases: readonly Case[]): Verdict {
  const verdicts = new Set(cases.map(({ verdict }) => verdict));
  if (verdicts.size === 0) return 'unknown';
  if (verdicts.size === 1) return cases[0]!.verdict;
  return verdicts.has('allowed') ? 'partly' : 'unknown';
}

function summary(cases: readonly Case[], from: Party, to: Party): string {
  if (cases.length === 0) {
    const empty = from.ends.length === 0 ? from : to;
    return `${empty.text} has no running pods at present`;
  }
  if (cases.length === 1) return cases[0]!.reason;
  const counted = (['allowed', 'denied', 'unknown'] as const).flatMap((verdict) => {
    const number = sum(cases.filter((each) => each.verdict === verdict));
    return number === 0 ? [] : [`${number} ${verdict}`];
  });
  return `of ${sum(cases)} pairs ${counted.join(', ')}`;
}
