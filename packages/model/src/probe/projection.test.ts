import { describe, expect, it } from 'vitest';
import { Graph } from '../graph/graph.ts';
import type { KubeObject } from '../kinds/object.ts';
import { watchedKinds } from '../kinds/registry.ts';
import { FakeSource } from './1-source/fake-source.ts';
import { createProbe } from './probe.ts';
import { Projection } from './projection.ts';

function world(...clusters: string[]) {
  const graph = new Graph();
  const projections = clusters.map((cluster) => new Projection({ graph, cluster, kinds: watchedKinds }));
  for (const projection of projections) {
    for (const { key } of watchedKinds) {
      projection.sync({ kind: key, namespace: '', state: 'live', objects: 0, since: 0, relists: 0 });
    }
  }
  const commit = () => {
    for (const projection of projections) projection.settle();
    return graph.commit();
  };
  commit();
  return { graph, commit, projection: projections[0]!, projections };
}

const object = (text: object): KubeObject => text as KubeObject;
const copy = (of: KubeObject, change: (copy: Record<string, Record<string, unknown>>) => void): KubeObject => {
  const made = structuredClone(of) as unknown as Record<string, Record<string, unknown>>;
  change(made);
  return made as unknown as KubeObject;
};

const node = object({
  metadata: { name: 'n', uid: 'n1', resourceVersion: '1', annotations: { 'volumes.kubernetes.io/attach': 'true' } },
  status: {
    conditions: [
      {
        type: 'Ready',
        status: 'True',
        lastHeartbeatTime: '2026-01-01T00:00:00Z',
        lastTransitionTime: '2026-01-01T00:00:00Z',
      },
    ],
    images: [{ names: ['a'] }],
  },
});
const pod = object({
  metadata: { name: 'p', namespace: 'd', uid: 'p1', resourceVersion: '1', labels: { app: 'x' } },
  spec: { nodeName: 'n', containers: [{ name: 'c', image: 'i' }] },
  status: { phase: 'Running', podIP: '10.0.0.1', conditions: [{ type: 'Ready', status: 'True' }] },
});
const leader = object({
  metadata: {
    name: 'leader',
    namespace: 'd',
    uid: 'e1',
    resourceVersion: '1',
    annotations: { 'control-plane.alpha.kubernetes.io/leader': '{"renewTime":"2026-01-01T00:00:00Z"}' },
  },
});

describe('what changes nothing makes no revision (W-46)', () => {
  const { graph, commit, projection } = world('c');
  projection.upsert('node', structuredClone(node));
  projection.upsert('pod', structuredClone(pod));
  for (const kind of ['endpoints', 'configmap']) {
    projection.upsert(
      kind,
      copy(leader, (o) => Object.assign(o.metadata!, { uid: `${kind}1` })),
    );
  }
  commit();

  const writes: Record<string, () => void> = {
    'an unchanged object': () => projection.upsert('pod', structuredClone(pod)),
    'an object whose resourceVersion alone moved': () =>
      projection.upsert(
        'pod',
        copy(pod, (o) => Object.assign(o.metadata!, { resourceVersion: '9' })),
      ),
    'the heartbeat of a node': () =>
      projection.upsert(
        'node',
        copy(node, (o) => {
          Object.assign(o.metadata!, { resourceVersion: '2' });
          Object.assign((o.status!.conditions as object[])[0]!, { lastHeartbeatTime: '2026-01-01T00:05:00Z' });
        }),
      ),
    'a leader that renews its lease in an endpoints object or a config map': () => {
      for (const kind of ['endpoints', 'configmap']) {
        projection.upsert(
          kind,
          copy(leader, (o) => {
            const annotations = { 'control-plane.alpha.kubernetes.io/leader': '{"renewTime":"2026-01-01T00:00:02Z"}' };
            Object.assign(o.metadata!, { uid: `${kind}1`, resourceVersion: '7', annotations });
          }),
        );
      }
    },
    'a list that has what is known': () => projection.listed('pod', '', new Set(['p1'])),
  };
  for (const [title, write] of Object.entries(writes)) {
    it(title, () => {
      const { revision } = graph.changes;
      write();
      expect(commit()).toBeUndefined();
      expect(graph.changes.revision).toBe(revision);
    });
  }

  it('but a restart of a container does', () => {
    const status = { containerStatuses: [{ name: 'c', restartCount: 1, ready: true, state: { running: {} } }] };
    projection.upsert(
      'pod',
      copy(pod, (o) => Object.assign(o.status!, status)),
    );
    expect(commit()?.nodes.changed.map(({ type }) => type)).toContain('container');
  });
});

describe('several clusters in one graph (W-60)', () => {
  it('have nodes of the same names side by side, and no edge from one to the other', () => {
    const { graph, commit, projections } = world('east', 'west');
    for (const [i, projection] of projections.entries()) {
      const own = (of: KubeObject) => copy(of, (o) => Object.assign(o.metadata!, { uid: `${o.metadata!.uid}-${i}` }));
      projection.upsert('pod', own(pod));
      if (i === 0) projection.upsert('node', own(node));
      projection.upsert(
        'service',
        object({ metadata: { name: 's', namespace: 'd', uid: `s-${i}` }, spec: { selector: { app: 'x' } } }),
      );
      projection.upsert('replicaset', object({ metadata: { name: 'r', namespace: 'd', uid: `r-${i}` }, spec: {} }));
    }
    // An owner of the other cluster is none.
    projections[1]!.upsert(
      'pod',
      copy(pod, (o) =>
        Object.assign(o.metadata!, {
          uid: 'p1-1',
          ownerReferences: [{ uid: 'r-0', kind: 'ReplicaSet', name: 'r', apiVersion: 'apps/v1' }],
        }),
      ),
    );
    commit();
    const { reader } = graph;
    const crossing = [...reader.edges()].filter(
      ({ from, to }) => reader.node(from)!.cluster !== reader.node(to)!.cluster,
    );
    expect(crossing).toEqual([]);
    expect(reader.find('pod', 'd', 'p', 'east')?.id).toBe('p1-0');
    expect(reader.find('pod', 'd', 'p', 'west')?.id).toBe('p1-1');
    expect(reader.find('node', '', 'n', 'west')?.status.reason).toBe('NotFound');
    expect(reader.countOfType('namespace')).toBe(2);
  });

  it('need different names', () => {
    const sources = [
      new FakeSource({ cluster: 'c', kinds: watchedKinds }),
      new FakeSource({ cluster: 'c', kinds: watchedKinds }),
    ];
    expect(() => createProbe({ graph: new Graph(), sources })).toThrow('two clusters are called c');
  });
});
