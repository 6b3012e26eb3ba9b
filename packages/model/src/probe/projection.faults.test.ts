/** The original's faults that concern the life of the graph, each as a case; their numbers stand in the titles. */

import { execute } from '@canopy/gremlin';
import { expect, it } from 'vitest';
import { Graph } from '../graph/graph.ts';
import type { KubeObject } from '../kinds/object.ts';
import { watchedKinds } from '../kinds/registry.ts';
import { show } from '../testing/show.ts';
import { Projection } from './projection.ts';

function world() {
  const graph = new Graph({ clock: () => 1 });
  const projection = new Projection({ graph, cluster: 'c', kinds: watchedKinds });
  for (const { key } of watchedKinds) {
    projection.sync({ kind: key, namespace: '', state: 'live', objects: 0, since: 0, relists: 0 });
  }
  const commit = () => {
    projection.settle();
    return graph.commit();
  };
  const query = (text: string) => execute(graph.reader, text).values;
  return { graph, projection, commit, query };
}

const pod = (name: string, uid: string, more: object = {}): KubeObject =>
  ({
    metadata: { name, namespace: 'd', uid, labels: { app: 'x', 'app.kubernetes.io/name': 'shop' } },
    spec: { containers: [{ name: 'c', image: 'i' }], volumes: [{ name: 'v', secret: { secretName: 's' } }] },
    status: { phase: 'Running' },
    ...more,
  }) as KubeObject;
const policy = (uid: string): KubeObject =>
  ({
    metadata: { name: 'np', namespace: 'd', uid },
    spec: {
      podSelector: { matchLabels: { app: 'x' } },
      ingress: [{ from: [{ podSelector: {} }, { podSelector: { matchLabels: { app: 'x' } } }] }],
    },
  }) as KubeObject;

it('the ids of edges are the same in every run, and a pod that two peers select has one edge for a role (W-08)', () => {
  const ids = [1, 2].map(() => {
    const { graph, projection, commit } = world();
    projection.upsert('networkpolicy', policy('np1'));
    projection.upsert('pod', pod('a', 'p1'));
    commit();
    return [...graph.reader.inEdges('p1')].map(({ id }) => id).sort();
  });
  expect(ids[0]).toEqual(ids[1]);
  expect(ids[0]!.filter((id) => id.startsWith('np1|'))).toEqual([
    'np1|networkpolicy|p1|ingress/begin',
    'np1|networkpolicy|p1|ingress/end',
  ]);
});

it('objects that went while nobody looked are gone after the next list, with their containers (W-30)', () => {
  const { graph, projection, commit } = world();
  projection.upsert('pod', pod('a', 'p1'));
  projection.upsert('pod', pod('b', 'p2'));
  commit();
  projection.listed('pod', '', new Set(['p2']));
  commit();
  expect(graph.reader.node('p1')).toBeUndefined();
  expect([...graph.reader.ofType('container')].map(({ id }) => id)).toEqual(['p2/c']);
});

it('an object that was made again under its name is another one, whoever tells (W-31)', () => {
  const { graph, projection, commit } = world();
  projection.upsert('pod', pod('a', 'p1'));
  commit();
  projection.upsert('pod', pod('a', 'p2'));
  const delta = commit();
  expect(delta?.nodes.removed.map(({ id }) => id)).toContain('p1');
  expect(delta?.nodes.added.map(({ id }) => id)).toContain('p2');
  expect([...graph.reader.ofType('pod')].map(({ id }) => id)).toEqual(['p2']);
});

it('a cluster that was emptied leaves nothing but its own node (W-35)', () => {
  const { graph, projection, commit } = world();
  const objects: [string, KubeObject][] = [
    ['networkpolicy', policy('np1')],
    ['pod', pod('a', 'p1')],
    ['service', { metadata: { name: 's', namespace: 'd', uid: 's1' }, spec: { selector: { app: 'x' } } } as KubeObject],
  ];
  for (const [kind, object] of objects) projection.upsert(kind, structuredClone(object));
  commit();
  for (const [kind, object] of objects) projection.remove(kind, object);
  commit();
  expect(show(graph.reader)).toEqual(['cluster/c UP healthy - "" - {} {}']);
});

it('an object that is told to be new and is known is brought up to date (W-36)', () => {
  const { projection, commit, query } = world();
  projection.upsert('pod', pod('a', 'p1'));
  commit();
  projection.upsert('pod', pod('a', 'p1', { status: { phase: 'Failed', reason: 'Evicted' } }));
  commit();
  expect(query(`G.V('p1').Values('K8s.Status')`)).toEqual(['Evicted']);
});

it('the cluster has the same id after a restart (W-38)', () => {
  expect([...world().graph.reader.nodes()].map(({ id }) => id)).toEqual(
    [...world().graph.reader.nodes()].map(({ id }) => id),
  );
});

it('a label with dots and one that is its beginning stand side by side (W-40)', () => {
  const { projection, commit, query } = world();
  projection.upsert('pod', pod('a', 'p1'));
  commit();
  expect(query(`G.V().Has('Type', 'pod', 'K8s.Labels.app', 'x').Values('Name')`)).toEqual(['a']);
  expect(query(`G.V().Has('Type', 'pod', 'K8s.Labels.app.kubernetes.io/name', 'shop').Values('Name')`)).toEqual(['a']);
});

it('phases, types and ports can be asked for like any text (W-43)', () => {
  const { projection, commit, query } = world();
  const ports = [{ name: 'http', port: 80, protocol: 'TCP' }];
  projection.upsert('namespace', { metadata: { name: 'd', uid: 'n1' }, status: { phase: 'Active' } } as KubeObject);
  projection.upsert('service', {
    metadata: { name: 's', namespace: 'd', uid: 's1' },
    spec: { type: 'NodePort', ports },
  } as KubeObject);
  commit();
  expect(query(`G.V().Has('K8s.Status', 'Active').Values('Name')`)).toEqual(['d']);
  expect(query(`G.V().Has('K8s.ServiceType', 'NodePort').Values('Name')`)).toEqual(['s']);
  expect(query(`G.V().Has('K8s.Ports.Name', 'http').Values('Name')`)).toEqual(['s']);
});

it('a policy selects pods of namespaces that come, are labelled and go after it (W-07)', () => {
  const { graph, projection, commit } = world();
  const spec = { podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'a' } } }] }] };
  projection.upsert('networkpolicy', { metadata: { name: 'np', namespace: 'd', uid: 'np1' }, spec } as KubeObject);
  const other = pod('b', 'p2');
  projection.upsert('pod', { ...other, metadata: { ...other.metadata, namespace: 'e' } });
  const ends = () => [...graph.reader.inEdges('p2')].filter(({ metadata }) => metadata.PolicyPoint === 'end').length;
  commit();
  expect(ends()).toBe(0);
  projection.upsert('namespace', { metadata: { name: 'e', uid: 'n2', labels: { team: 'a' } } });
  commit();
  expect(ends()).toBe(1);
  projection.upsert('namespace', { metadata: { name: 'e', uid: 'n2', labels: { team: 'b' } } });
  commit();
  expect(ends()).toBe(0);
});
