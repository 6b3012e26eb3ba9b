import { describe, expect, it } from 'vitest';
import { crashed, edge, node, World } from '../../testing/world.ts';
import { Insight } from './insight.svelte.ts';
import { problemsIn } from './model.ts';

const missing = { state: 'DOWN', health: 'missing', reason: 'NotFound' } as const;

describe('problems', () => {
  it('name the missing secret first, with all that it takes down', () => {
    const world = new World().apply({
      add: [
        node('deployment', 'a/web', { status: crashed }),
        node('replicaset', 'a/web-1', { status: crashed }),
        node('pod', 'a/web-1-x', { status: crashed }),
        node('pod', 'a/other', { status: crashed }),
        node('secret', 'a/pass', { status: missing }),
        node('pod', 'a/fine'),
      ],
      link: [
        edge('deployment:a/web', 'deployment', 'replicaset:a/web-1'),
        edge('replicaset:a/web-1', 'replicaset', 'pod:a/web-1-x'),
        edge('pod:a/web-1-x', 'pod', 'secret:a/pass'),
        edge('pod:a/fine', 'pod', 'secret:a/pass'),
      ],
    });
    const problems = problemsIn(world.reader).map(
      ({ node: { name }, affects }) => `${name}: ${affects.map(({ name }) => name)}`,
    );
    expect(problems).toEqual(['pass: web,web-1-x,web-1', 'other: ']);
  });

  it('are not the containers of a pod that waits for something', () => {
    const world = new World().apply({
      add: [
        node('pod', 'a/web', { status: crashed }),
        node('container', 'a/main', { status: crashed }),
        node('persistentvolumeclaim', 'a/data', { status: missing }),
      ],
      link: [
        edge('pod:a/web', 'ownership', 'container:a/main'),
        edge('pod:a/web', 'pod', 'persistentvolumeclaim:a/data'),
      ],
    });
    const [problem, ...others] = problemsIn(world.reader);
    expect([problem?.node.name, problem?.affects.map(({ name }) => name), others]).toEqual([
      'data',
      ['main', 'web'],
      [],
    ]);
  });

  it('are the containers of a pod that waits for nothing else', () => {
    const world = new World().apply({
      add: [node('pod', 'a/web', { status: crashed }), node('container', 'a/main', { status: crashed })],
      link: [edge('pod:a/web', 'ownership', 'container:a/main')],
    });
    expect(problemsIn(world.reader).map(({ node: { name } }) => name)).toEqual(['main']);
  });

  it('are not storage classes that are only a word among volumes', () => {
    const world = new World().apply({
      add: [
        node('persistentvolumeclaim', 'a/data', { status: crashed }),
        node('storageclass', 'manual', { status: missing }),
      ],
      link: [edge('storageclass:manual', 'storageclass', 'persistentvolumeclaim:a/data')],
    });
    const names = () =>
      problemsIn(world.reader).flatMap(({ node, affects }) => [node, ...affects].map(({ name }) => name));
    expect(names()).toContain('manual');
    world.apply({ add: [node('persistentvolume', 'disk', { fields: { StorageClassName: 'manual' } })] });
    expect(names()).toEqual(['data']);
  });

  it('are one where all pods of a replica set lack the same image', () => {
    const pulling = { state: 'DOWN', health: 'degraded', reason: 'ImagePullBackOff' } as const;
    const crashing = { state: 'DOWN', health: 'degraded', reason: 'CrashLoopBackOff' } as const;
    const world = new World().apply({
      add: [
        node('replicaset', 'a/web', { status: crashed }),
        ...['x', 'y', 'z'].flatMap((name) => [
          node('pod', `a/${name}`, { status: pulling }),
          node('container', `a/main-${name}`, { name: 'main', status: name === 'z' ? crashing : pulling }),
        ]),
      ],
      link: ['x', 'y', 'z'].flatMap((name) => [
        edge('replicaset:a/web', 'replicaset', `pod:a/${name}`),
        edge(`pod:a/${name}`, 'ownership', `container:a/main-${name}`),
      ]),
    });
    const problems = problemsIn(world.reader).map(({ node, alike, affects }) => ({
      cause: `${node.id} ${node.status.reason}`,
      alike: alike.map(({ id }) => id),
      affects: affects.map(({ id }) => id),
    }));
    expect(problems).toEqual([
      {
        cause: 'container:a/main-x ImagePullBackOff',
        alike: ['container:a/main-y'],
        affects: ['pod:a/x', 'pod:a/y', 'replicaset:a/web'],
      },
      { cause: 'container:a/main-z CrashLoopBackOff', alike: [], affects: ['pod:a/z', 'replicaset:a/web'] },
    ]);
  });

  it('do not run in circles', () => {
    const world = new World().apply({
      add: [node('pod', 'a/x', { status: crashed }), node('pod', 'a/y', { status: crashed })],
      link: [edge('pod:a/x', 'pod', 'pod:a/y'), edge('pod:a/y', 'pod', 'pod:a/x')],
    });
    expect(
      problemsIn(world.reader)
        .map(({ node: { name } }) => name)
        .sort(),
    ).toEqual(['x', 'y']);
  });

  it('are grouped as the server says, while its cause is down', () => {
    const world = new World().apply({
      add: [
        node('pod', 'a/x', { status: crashed }),
        node('node', 'n1', { status: crashed }),
        node('pod', 'a/y', { status: crashed }),
      ],
    });
    const causes = new Map([
      ['pod:a/x', ['node:n1']],
      ['pod:a/y', ['node:gone']],
    ]);
    const said = problemsIn(world.reader, causes).map(
      ({ node: { name }, affects }) => `${name}: ${affects.map(({ name }) => name)}`,
    );
    expect(said).toEqual(['n1: x', 'y: ']);
  });

  it('are asked of the server once while the graph changes often, and not again where it has no answer', async () => {
    let asked = 0;
    const query = () => {
      asked++;
      return { toPromise: async () => ({ error: { graphQLErrors: [{ message: 'Cannot query field "problems"' }] } }) };
    };
    const insight = new Insight({ query } as never);
    insight.refresh();
    insight.refresh();
    await Promise.resolve();
    expect(asked).toBe(2);
    await insight.ask();
    insight.stop();
    insight.refresh();
    expect([asked, insight.causes.size]).toEqual([4, 0]);
  });
});
