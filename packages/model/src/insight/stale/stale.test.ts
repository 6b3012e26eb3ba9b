import { describe, expect, it } from 'vitest';
import { Graph } from '../../graph/graph.ts';
import { noteKinds, registry } from '../../kinds/registry.ts';
import { Projection } from '../../probe/projection.ts';
import { kindFor, objectsOf, redacted } from '../../testing/show-kind.ts';
import { staleUses, staleWorkloads } from './stale.ts';

const time = (minute: number, second = 0): string =>
  `2026-05-01T10:${String(minute).padStart(2, '0')}:${String(second).padStart(2, '0')}Z`;

/** A cluster at a minute of its own clock. */
function cluster() {
  let minute = 0;
  const graph = new Graph({ clock: () => Date.parse(time(minute)) });
  const kinds = [...registry, ...noteKinds];
  const projection = new Projection({ graph, cluster: 'test', kinds });
  const put = (at: number, yaml: string) => {
    minute = at;
    for (const object of objectsOf(yaml)) {
      const kind = kindFor(object, kinds);
      projection.upsert(kind.key, redacted(kind, object));
    }
    projection.settle();
    graph.commit();
  };
  const shown = () =>
    staleUses(graph.reader).map(
      ({ pod, container, config, how, inferred }) =>
        `${pod.name}/${container.name}: ${config.type} ${config.name}, ${how.join(', ')}${inferred ? ' (inferred)' : ''}`,
    );
  return { graph, put, shown };
}

const secret = (value: string, more = '') => `
---
{ apiVersion: v1, kind: Secret, metadata: { name: pass, namespace: shop, creationTimestamp: '${time(0)}' }, stringData: { k: ${value} }${more} }`;

const pod = (uses: string, started: number, name = 'web-1') => `
---
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, creationTimestamp: '${time(0)}' }
spec: { containers: [{ name: main, image: i${uses.startsWith('env') ? `, ${uses}` : ', volumeMounts: [{ name: v, mountPath: /v SUB }]'.replace(' SUB', uses.includes('SUB') ? ', subPath: k' : '')} }]${uses.startsWith('env') ? '' : ', volumes: [{ name: v, secret: { secretName: pass } }]'} }
status: { phase: Running, containerStatuses: [{ name: main, ready: true, restartCount: 0, state: { running: { startedAt: '${time(started)}' } } }] }`;

const env = 'env: [{ name: PASSWORD, valueFrom: { secretKeyRef: { name: pass, key: k } } }]';
const envFrom = 'envFrom: [{ secretRef: { name: pass } }]';

describe('a container whose secret changes', () => {
  it.each([
    ['a variable', env, ['web-1/main: secret pass, variable PASSWORD from key k']],
    ['all its keys as variables', envFrom, ['web-1/main: secret pass, all its keys as variables']],
    ['a single path of a volume', 'SUB', ['web-1/main: secret pass, a path of volume v']],
    ['a whole volume, which is refreshed', '', []],
  ])('is stale by how it reads it: %s', (_, uses, expected) => {
    const { put, shown } = cluster();
    put(1, secret('old') + pod(uses, 1));
    expect(shown()).toEqual([]);
    put(5, secret('longer than before'));
    expect(shown()).toEqual(expected);
    put(7, pod(uses, 7));
    expect(shown()).toEqual([]);
  });

  it('is not stale by a write that changes no value', () => {
    const { put, shown } = cluster();
    put(1, secret('old') + pod(env, 1));
    put(5, secret('old', ', immutable: true'));
    expect(shown()).toEqual([]);
  });

  it('is known by the notes of the API server where nobody saw the change, and that is said', () => {
    const { put, shown } = cluster();
    put(1, secret('new', `, written: '${time(5)}'`) + pod(env, 1));
    expect(shown()).toEqual(['web-1/main: secret pass, variable PASSWORD from key k (inferred)']);
  });

  it('is known by those notes from the second after the creation on', () => {
    const { put, shown } = cluster();
    put(1, secret('new', `, written: '${time(0, 1)}'`) + pod(env, 0));
    expect(shown()).toHaveLength(1);
  });

  it('is stale by a change in the second of its start, if it was seen to run before', () => {
    const { put, shown } = cluster();
    put(1, secret('old') + pod(env, 1));
    put(1, secret('newer', `, written: '${time(1)}'`));
    expect(shown()).toEqual(['web-1/main: secret pass, variable PASSWORD from key k']);
    put(1, secret('newer', `, written: '${time(1)}', immutable: true`) + pod(env, 1));
    expect(shown()).toHaveLength(1);
    put(2, pod(env, 2));
    expect(shown()).toEqual([]);
  });

  it('is not said to be stale by a change in the second of its start when both came to light at once', () => {
    const { put, shown } = cluster();
    put(1, secret('old'));
    put(1, secret('newer', `, written: '${time(1)}'`) + pod(env, 1));
    expect(shown()).toEqual([]);
  });

  it('is stale too when the secret was deleted and made again with another value', () => {
    const { graph, put, shown } = cluster();
    put(1, secret('old') + pod(env, 1));
    put(5, secret('another value').replace('name: pass,', 'name: pass, uid: other,'));
    expect(shown()).toHaveLength(1);
    expect(staleWorkloads(staleUses(graph.reader)).map(({ command }) => command)).toEqual([
      'kubectl delete pod web-1 -n shop',
    ]);
  });
});
