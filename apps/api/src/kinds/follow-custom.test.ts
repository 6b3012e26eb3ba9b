import { Graph } from '@canopy/model';
import { customKind, type Kind, watchedKinds } from '@canopy/model/kinds';
import { Projection, type Source } from '@canopy/model/probe';
import { expect, it } from 'vitest';
import { followCustom } from './follow-custom.ts';

const definition = (plural: string, group: string, kind: string, uid: string) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${plural}.${group}`, uid },
  spec: { group, scope: 'Namespaced', names: { kind, plural }, versions: [{ name: 'v1', served: true }] },
  status: {
    conditions: [
      { type: 'NamesAccepted', status: 'True' },
      { type: 'Established', status: 'True' },
    ],
  },
});

/** The first `refusals` sources cannot be opened. */
function world(wanted: readonly string[] | 'all', refusals = 0) {
  const graph = new Graph();
  const projection = new Projection({ graph, cluster: 'c', kinds: watchedKinds });
  const opened: string[] = [];
  const found: string[] = [];
  let left = refusals;
  const stop = new AbortController();
  const source = (kinds: readonly Kind[]): Source => ({
    cluster: 'c',
    run: (sink) => {
      for (const { key } of kinds) sink.upsert(key, { metadata: { name: 'w', namespace: 'n', uid: `uid-${key}` } });
      return Promise.resolve();
    },
    get: () => Promise.resolve(undefined),
  });
  const done = followCustom(
    {
      graph,
      known: watchedKinds,
      wanted,
      rules: [],
      probe: {
        follow: async (each, kinds, signal) => {
          for (const kind of kinds) projection.learn(kind);
          await each.run(projection, signal);
          graph.commit();
        },
      },
      found: ({ key }) => found.push(key),
      open: async (cluster, kinds) => {
        if (left-- > 0) throw new Error('no such cluster');
        opened.push(`${cluster} ${kinds.map(({ key }) => key)}`);
        return source(kinds);
      },
      log: { info: () => {}, warn: () => {} },
    },
    stop.signal,
  );
  return { graph, projection, opened, found, stop, done };
}

it('a custom resource is watched as soon as its definition is there, once, and only when asked for', async () => {
  const { graph, projection, opened, stop, done } = world(['widgets.example.com']);
  projection.upsert('customresourcedefinition', definition('gadgets', 'example.com', 'Gadget', 'd1'));
  graph.commit();
  projection.upsert('customresourcedefinition', definition('widgets', 'example.com', 'Widget', 'd2'));
  graph.commit();
  await expect.poll(() => graph.reader.find('widget', 'n', 'w')?.name).toBe('w');
  projection.upsert('customresourcedefinition', definition('widgets', 'example.com', 'Widget', 'd2'));
  graph.commit();
  stop.abort();
  await done;
  expect(opened).toEqual(['c widget.example.com']);
});

it('of all custom resources, those that have a kind of their own are left to it', async () => {
  const { graph, projection, opened, stop, done } = world('all');
  projection.upsert('customresourcedefinition', definition('gateways', 'gateway.networking.k8s.io', 'Gateway', 'd1'));
  projection.upsert('customresourcedefinition', definition('widgets', 'example.com', 'Widget', 'd2'));
  graph.commit();
  await expect.poll(() => opened.length).toBe(1);
  stop.abort();
  await done;
  expect(opened).toEqual(['c widget.example.com']);
});

it('a custom resource that cannot be opened is tried again, and made known once when it can', async () => {
  const { graph, projection, opened, found, stop, done } = world('all', 3);
  const widgets = definition('widgets', 'example.com', 'Widget', 'd1');
  let changes = 0;
  await expect
    .poll(() => {
      projection.upsert('customresourcedefinition', {
        ...widgets,
        metadata: { ...widgets.metadata, labels: { changes: String(++changes) } },
      });
      graph.commit();
      return opened;
    })
    .toEqual(['c widget.example.com']);
  stop.abort();
  await done;
  expect(found).toEqual(['widget.example.com']);
});

it('a reference to a kind that nobody watches turns real when the kind is watched', () => {
  const graph = new Graph();
  const projection = new Projection({ graph, cluster: 'c', kinds: watchedKinds });
  const target = { apiVersion: 'example.com/v1', kind: 'Widget', name: 'w' };
  projection.upsert('horizontalpodautoscaler', {
    metadata: { name: 'h', namespace: 'n', uid: 'u1' },
    spec: { scaleTargetRef: target, maxReplicas: 3 },
  } as never);
  projection.settle();
  graph.commit();
  expect(graph.reader.find('widget', 'n', 'w')?.status.reason).toBe('Unwatched');
  const api = { group: 'example.com', versions: ['v1'], plural: 'widgets', kind: 'Widget', namespaced: true };
  projection.learn(customKind(api));
  projection.upsert('widget.example.com', { metadata: { name: 'w', namespace: 'n', uid: 'u2' } });
  projection.settle();
  graph.commit();
  expect([...graph.reader.ofType('widget')].map(({ id }) => id)).toEqual(['u2']);
  expect([...graph.reader.inEdges('u2')].map(({ relationType }) => relationType).sort()).toEqual([
    'horizontalpodautoscaler',
    'ownership',
  ]);
});
