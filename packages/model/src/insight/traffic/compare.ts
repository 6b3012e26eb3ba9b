/** What would change with other policies: the connections that open and those that close. */

import type { Reader } from '../../graph/reader.ts';
import type { End } from './end.ts';
import { Judge, type JudgeOptions } from './judge.ts';
import type { Policy } from './policy.ts';
import { type Connection, connect, everyPod, type Named, workloadsOf } from './reach.ts';

export interface TrafficChange {
  readonly from: string;
  readonly to: string;
  readonly before: Connection['verdict'];
  readonly after: Connection['verdict'];
  readonly portsBefore: string;
  readonly portsAfter: string;
}

const anything = { protocol: 'TCP' };

/**
 * Compares two sets of policies over the same pods, workload by workload. Only pairs with a workload that the policies
 * treat differently are looked at.
 */
export function comparePolicies(
  reader: Reader,
  before: readonly Policy[],
  after: readonly Policy[],
  options: Pick<JudgeOptions, 'hidden'> = {},
): readonly TrafficChange[] {
  const old = new Judge(reader, { ...options, policies: before });
  const now = new Judge(reader, { ...options, policies: after });
  const [was, is] = [new Set(before), new Set(after)];
  const changed = new Set([...before.filter((one) => !is.has(one)), ...after.filter((one) => !was.has(one))]);
  const outside: Named = { name: 'outside', ends: [{ kind: 'outside' } as End] };
  const all = [...workloadsOf(reader, everyPod(old)), outside];
  const touched = new Set(all.filter(({ ends }) => ends.some((end) => governedBy(changed, end))));
  const changes: TrafficChange[] = [];
  for (const from of all) {
    for (const to of all) {
      if (from === outside && to === outside) continue;
      if (!touched.has(from) && !touched.has(to)) continue;
      const [was, is] = [connect(old, from, to, anything), connect(now, from, to, anything)];
      if (was.verdict === is.verdict && was.ports === is.ports) continue;
      changes.push({
        from: from.name,
        to: to.name,
        before: was.verdict,
        after: is.verdict,
        portsBefore: was.ports,
        portsAfter: is.ports,
      });
    }
  }
  return changes;
}

function governedBy(policies: ReadonlySet<Policy>, end: End): boolean {
  if (end.kind !== 'pod' || end.host !== undefined) return false;
  for (const { source, selector, namespaces } of policies) {
    if (source.cluster !== end.cluster || !selector.matches(end.labels)) continue;
    if (namespaces === undefined ? source.namespace === end.namespace : namespaces.matches(end.spaceLabels))
      return true;
  }
  return false;
}
