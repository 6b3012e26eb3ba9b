/** What Canopy says of a set: its objects go the whole way through the probe, and its engine judges on the graph. */

import { Graph } from '@canopy/model';
import { Traffic } from '@canopy/model/insight';
import { registry } from '@canopy/model/kinds';
import { Projection } from '@canopy/model/probe';
import type { ExampleSet } from './example-set.ts';
import type { Question, Verdicts } from './question.ts';

export function ours(set: ExampleSet, { ends, ports }: Question): Verdicts {
  const graph = graphOf(set);
  const { judge } = new Traffic(graph.reader);
  const found = ends.map(({ pod, ip }) =>
    pod === undefined ? judge.population.at(ip) : judge.population.pod(pod.metadata.uid)!,
  );
  const digits: string[] = [];
  for (const from of found) {
    for (const to of found) {
      const { ingress, egress, unknown } = judge.judge(from, to);
      for (const { protocol, port } of ports) {
        const takes = ingress.allowed.has(protocol, port) ? 1 : 0;
        const sends = egress.allowed.has(protocol, port) ? 2 : 0;
        digits.push(unknown.has(protocol, port) ? '?' : String(takes + sends));
      }
    }
  }
  return digits.join('');
}

function graphOf({ spaces, pods, policies }: ExampleSet): Graph {
  const graph = new Graph({ clock: () => 0 });
  const projection = new Projection({ graph, cluster: 'example', kinds: registry });
  for (const { key } of registry) {
    projection.sync({ kind: key, namespace: '', state: 'live', objects: 0, since: 0, relists: 0 });
  }
  for (const object of [...spaces, ...pods, ...policies]) projection.upsert(object.kind!.toLowerCase(), object);
  projection.settle();
  graph.commit();
  return graph;
}
