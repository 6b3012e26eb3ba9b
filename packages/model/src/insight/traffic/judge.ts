/**
 * Judges traffic between two ends, on a graph that may go on changing: give it the change feed, and it follows; without
 * one it starts anew when the reader's revision is another.
 */

import type { ChangeFeed, GraphDelta } from '../../graph/changes.ts';
import type { GraphNode } from '../../graph/node.ts';
import type { Reader } from '../../graph/reader.ts';
import type { End } from './end.ts';
import { closedFlow, type Flow, flowOf, openFlow, type Step } from './flow.ts';
import type { Governing } from './governing.ts';
import type { PodClass } from './pod-class.ts';
import type { Policy, Way } from './policy.ts';
import { PolicyIndex, policyOf, policyTypes } from './policy-index.ts';
import { Population } from './population.ts';

/** Why no policy was asked. */
export type Exemption = 'itself' | 'own node' | 'finished' | 'outside' | 'other cluster';

export interface Judgement extends Flow {
  readonly exempt?: Exemption;
  readonly egress: Flow;
  readonly ingress: Flow;
}

/** `policies`: those to judge by instead of the reader's own, for questions of the sort "what if". */
export interface JudgeOptions {
  readonly changes?: Pick<ChangeFeed, 'since'> | undefined;
  readonly policies?: readonly Policy[] | undefined;
  /** Whether policies for that namespace may exist which the reader does not show: what they say is not known. */
  readonly hidden?: ((cluster: string, namespace: string) => boolean) | undefined;
}

export class Judge {
  readonly reader: Reader;
  readonly #options: JudgeOptions;
  #population: Population;
  #policies: PolicyIndex;
  #revision: number;

  constructor(reader: Reader, options: JudgeOptions = {}) {
    this.reader = reader;
    this.#options = options;
    this.#revision = reader.revision;
    this.#population = new Population(reader);
    this.#policies = this.#read();
  }

  get population(): Population {
    return this.#population;
  }

  get policies(): PolicyIndex {
    return this.#policies;
  }

  /** Takes in what happened since it was asked last. Call it before a question. */
  refresh(): void {
    const { revision } = this.reader;
    if (revision === this.#revision) return;
    const delta = this.#options.changes?.since(this.#revision);
    this.#revision = delta?.revision ?? revision;
    if (delta !== undefined) {
      this.#take(delta);
      return;
    }
    this.#population = new Population(this.reader);
    this.#policies = this.#read();
  }

  judge(from: End, to: End): Judgement {
    const exempt = exemption(from, to);
    if (exempt !== undefined) return exempted(exempt);
    const egress = this.flow('egress', from, to);
    const ingress = this.flow('ingress', to, from);
    const allowed = egress.allowed.and(ingress.allowed);
    const possible = egress.allowed.or(egress.unknown).and(ingress.allowed.or(ingress.unknown));
    return { allowed, unknown: possible.without(allowed), egress, ingress };
  }

  /** What `own` sends to (egress) or takes from (ingress) the other end. Only pods with a network of their own are governed. */
  flow(way: Way, own: End, other: End): Flow {
    if (own.kind !== 'pod' || own.host !== undefined) return openFlow;
    const found = this.#population.classOf(own.id);
    if (found === undefined) return closedFlow;
    if (this.isHidden(own)) return hiddenFlow;
    const otherClass = other.kind === 'pod' ? this.#population.classOf(other.id) : undefined;
    return found.flow(this.#governingOf(found, way), own, other, otherClass);
  }

  /** Whether what governs the pod is not wholly known. */
  isHidden(own: End): boolean {
    if (own.kind !== 'pod' || own.host !== undefined) return false;
    return this.#options.hidden?.(own.cluster, own.namespace) ?? false;
  }

  /** The policies that govern the pod in that direction; `undefined` for what no policy governs. */
  governing(way: Way, own: End): Governing | undefined {
    if (own.kind !== 'pod' || own.host !== undefined) return undefined;
    const found = this.#population.classOf(own.id);
    return found && this.#governingOf(found, way);
  }

  /** The rules that decided, in the order in which they did. */
  steps(way: Way, own: End, other: End): readonly Step[] {
    const governing = this.governing(way, own);
    if (governing === undefined) return [];
    const steps: Step[] = [];
    flowOf(governing, other, way === 'ingress' ? own : other, steps);
    return steps;
  }

  #governingOf(found: PodClass, way: Way): Governing {
    return found.governing(way, this.#policies, this.#population.spaceLabels(found.cluster, found.namespace));
  }

  #read(): PolicyIndex {
    const index = new PolicyIndex();
    const { policies } = this.#options;
    if (policies !== undefined) for (const policy of policies) index.add(policy);
    else {
      for (const type of policyTypes) {
        for (const node of this.reader.ofType(type)) {
          const policy = policyOf(node);
          if (policy !== undefined) index.add(policy);
        }
      }
    }
    return index;
  }

  #take({ nodes }: GraphDelta): void {
    for (const node of nodes.removed) this.#drop(node);
    for (const node of nodes.changed) this.#put(node);
    for (const node of nodes.added) this.#put(node);
  }

  #put(node: GraphNode): void {
    const population = this.#population;
    if (node.type === 'pod') population.putPod(node);
    else if (node.type === 'namespace') {
      if (population.putSpace(node)) this.#forget();
    } else if (node.type === 'node') {
      if (population.putMachine(node)) this.#forget();
    } else if (policyTypes.includes(node.type)) this.#replace(node.id, policyOf(node));
  }

  #drop(node: GraphNode): void {
    if (node.type === 'pod') this.#population.dropPod(node.id, node);
    else if (node.type === 'namespace') {
      this.#population.dropSpace(node);
      this.#forget();
    } else if (node.type === 'node') {
      this.#population.dropMachine(node);
      this.#forget();
    } else if (policyTypes.includes(node.type)) this.#replace(node.id, undefined);
  }

  #replace(id: string, policy: Policy | undefined): void {
    if (this.#options.policies !== undefined) return;
    const before = this.#policies.get(id);
    // A place that is only referred to.
    if (before === undefined && policy === undefined) return;
    if (before !== undefined && before.source.form === policy?.source.form) return;
    this.#policies.remove(id);
    if (policy !== undefined) this.#policies.add(policy);
    if ((before ?? policy)?.tier !== 'namespace' || (policy ?? before)?.tier !== 'namespace') this.#forget();
    else {
      if (before !== undefined) this.#tell(before, 'remove');
      if (policy !== undefined) this.#tell(policy, 'add');
    }
  }

  #tell(policy: Policy, what: 'add' | 'remove'): void {
    const { cluster, namespace } = policy.source;
    for (const found of this.#population.classesIn(cluster, namespace)) {
      if (policy.selector.matches(found.labels)) found.change(policy, what);
    }
  }

  #forget(): void {
    for (const found of this.#population.classes()) found.forget();
  }
}

const hiddenFlow: Flow = { allowed: closedFlow.allowed, unknown: openFlow.allowed };

const exempted = (exempt: Exemption): Judgement => {
  const flow = exempt === 'finished' ? closedFlow : exempt === 'other cluster' ? hiddenFlow : openFlow;
  return { ...flow, exempt, egress: flow, ingress: flow };
};

/** A pod always reaches itself, and a node and its pods each other. */
function exemption(from: End, to: End): Exemption | undefined {
  if ((from.kind === 'pod' && from.finished) || (to.kind === 'pod' && to.finished)) return 'finished';
  if (from.kind === 'pod' && to.kind === 'pod' && from.id === to.id) return 'itself';
  const [a, b] = [machineOf(from), machineOf(to)];
  if (a !== undefined && b !== undefined) {
    if (a.cluster !== b.cluster) return 'other cluster';
    if (a.name !== '' && a.name === b.name && (a.whole || b.whole)) return 'own node';
    return undefined;
  }
  return isForeign(from) && isForeign(to) ? 'outside' : undefined;
}

const isForeign = ({ kind }: End): boolean => kind === 'address' || kind === 'outside';

/** On which machine an end is, and whether it has that machine's address. */
function machineOf(end: End): { cluster: string; name: string; whole: boolean } | undefined {
  if (end.kind === 'node') return { cluster: end.cluster, name: end.name, whole: true };
  return end.kind === 'pod' ? { cluster: end.cluster, name: end.node, whole: end.host !== undefined } : undefined;
}
