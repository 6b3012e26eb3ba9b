/** Policies that keep a pod from a service which it is to call, on every port of the service. */

import type { GraphNode } from '../../graph/node.ts';
import type { Answer, Traffic } from '../traffic/traffic.ts';
import type { Denial, Denials } from './needs.ts';

interface Port {
  readonly Port?: number;
  readonly Protocol?: string;
}

/** The engine is asked for when it is needed first: it costs something to make. Pods of one class are judged once. */
export function denialsBy(engine: () => Traffic): Denials {
  let traffic: Traffic | undefined;
  let revision = -1;
  const known = new Map<string, Denial | undefined>();
  return (pod, service) => {
    traffic ??= engine();
    const { judge } = traffic;
    if (judge.reader.revision !== revision) known.clear();
    revision = judge.reader.revision;
    judge.refresh();
    const key = `${judge.population.classOf(pod.id)?.number ?? pod.id} ${service.id}`;
    if (!known.has(key)) known.set(key, denial(traffic, pod, service));
    return known.get(key);
  };
}

function denial(traffic: Traffic, pod: GraphNode, service: GraphNode): Denial | undefined {
  const ports = (service.fields.Ports ?? []) as readonly Port[];
  let denied: Answer | undefined;
  for (const { Port: port, Protocol: protocol } of ports) {
    const answer = traffic.ask({ from: pod.id, to: service.id, port, protocol });
    if (answer.verdict !== 'denied') return undefined;
    denied ??= answer;
  }
  const id = denied && decidedBy(denied);
  const policy: GraphNode | undefined = id === undefined ? undefined : traffic.judge.reader.node(id);
  return policy && { policy, why: denied!.reason };
}

/** The rule that denies; else the policy that came nearest to allowing it; else the first that isolates. */
function decidedBy({ cases }: Answer): string | undefined {
  const [first] = cases;
  const way = [first?.egress, first?.ingress].find((each) => each?.verdict === 'denied');
  const rule = way?.decisions.find(({ effect }) => effect === 'deny');
  return rule?.policy.id ?? way?.misses[0]?.policyId ?? way?.policies[0]?.id;
}
