import { execute } from '@canopy/gremlin';
import { type Bench, percentile } from './figure.ts';
import { loadModel } from './loaded-model.ts';

/** The queries of the Skydive blog post, on names that the synthetic cluster has: a tenth as many deployments as pods. A count and a walk beside them. */
const queries = {
  app: `G.V().Has("K8s.Labels.app", "app-77")`,
  'secret-users': `G.V().Has('Name','app-77-secret').In().Has('Type','pod')`,
  'type-and-name': `G.V().Has("Type","secret","Name","app-77-secret").In()`,
  type: `G.V().Has("Type","deployment")`,
  label: `g.V().hasLabel("deployment")`,
  regex: `G.V().Has("Name", Regex("app-77-.*"))`,
  'deployments-count': `G.V().Has("Type","deployment").Count()`,
  'three-hops': `G.V().Has('Name','app-77').Out().Out().Out().Count()`,
};

export const gremlin: Bench = {
  name: 'gremlin',
  doc: 'Queries by the size of the graph.',
  sizes: [15_000, 150_000],
  quick: [3_000],
  async run(pods) {
    const { graph } = await loadModel({ pods });
    const { reader } = graph;
    return Object.entries(queries).map(([name, query]) => {
      const samples: number[] = [];
      for (let i = 0; i < 210; i++) {
        const start = performance.now();
        execute(reader, query);
        samples.push(performance.now() - start);
      }
      return {
        name: `gremlin/${name}`,
        value: percentile(samples.slice(10), 0.5),
        unit: 'ms median',
        parameters: { pods, query },
      };
    });
  },
};
