import { describe, expect, it } from 'vitest';
import { edge, node, World } from '../../testing/world.ts';
import { Extra, reasonsOf, relationsOf, summaryOf } from './model.svelte.ts';

describe('details', () => {
  it('group relations by name and direction, containment last', () => {
    const world = new World().apply({
      add: [
        node('namespace', 'shop'),
        node('pod', 'shop/web'),
        node('secret', 'shop/pass'),
        node('service', 'shop/web'),
      ],
      link: [
        edge('namespace:shop', 'ownership', 'pod:shop/web'),
        edge('pod:shop/web', 'pod', 'secret:shop/pass', {
          Why: [{ Path: 'spec.volumes[0].secret.secretName', Key: 'password', Optional: true }],
        }),
        edge('service:shop/web', 'service', 'pod:shop/web', { Why: [{ Path: 'spec.selector', Selector: 'app=web' }] }),
      ],
    });
    const groups = relationsOf(world.reader, 'pod:shop/web');
    expect(
      groups.map(
        ({ direction, relation, rows }) =>
          `${direction} ${relation}: ${rows.map(({ other, why }) => `${other.name} because ${why.join('; ')}`)}`,
      ),
    ).toEqual([
      'in service: web because spec.selector, selects app=web',
      'out pod: pass because spec.volumes[0].secret.secretName, key password, optional',
      'in ownership: shop because ',
    ]);
  });

  it('say what a network policy does', () => {
    const policy = { PolicyType: 'ingress', PolicyTarget: 'deny', PolicyPoint: 'begin', PolicyPorts: ':80;:53/UDP' };
    expect(reasonsOf(edge('networkpolicy:a/n', 'networkpolicy', 'pod:a/p', policy))).toEqual([
      'ingress deny as the governed pod on 80, 53/UDP',
    ]);
  });

  it('leave out of the summary what is empty', () => {
    const fields = {
      IP: '10.0.0.1',
      Node: '',
      Ports: [80, 443],
      Capacity: { storage: '1Gi', pods: 9 },
      TLS: null,
      Data: {},
    };
    const world = new World().apply({ add: [node('pod', 'a/x', { fields })] });
    expect(summaryOf(world.reader.node('pod:a/x')!)).toEqual([
      { name: 'IP', value: '10.0.0.1' },
      { name: 'Ports', value: '80, 443' },
      { name: 'Capacity', value: 'storage=1Gi, pods=9' },
    ]);
  });

  it('say a list of objects line by line, and leave to the rules what those say', () => {
    const Containers = [
      { name: 'a', image: 'x', ports: [80] },
      { name: 'b', image: null },
    ];
    const Rules = { tier: 'namespace', subject: { pods: {} }, ingress: [] };
    const world = new World().apply({
      add: [node('pod', 'a/x', { fields: { Containers, Rules, PodSelector: 'a=b' } })],
    });
    expect(summaryOf(world.reader.node('pod:a/x')!)).toEqual([
      { name: 'Containers', value: 'name=a, image=x, ports=[80]\nname=b' },
    ]);
  });

  it('show the raw object of what is selected last, however the answers come', async () => {
    const answers: ((extra: unknown) => void)[] = [];
    const client = {
      query: () => ({
        toPromise: () =>
          new Promise((resolve) => answers.push((extra) => resolve({ data: { gremlin: { nodes: [{ extra }] } } }))),
      }),
    };
    const extra = new Extra(client as never);
    const first = extra.ask('a');
    const second = extra.ask('b');
    answers[1]!({ spec: 'b' });
    answers[0]!({ spec: 'a' });
    await Promise.all([first, second]);
    expect(extra.text).toBe('spec: b\n');
  });

  it('keep the raw object in sight while the same one is asked for again, and nothing of another', async () => {
    const extra = new Extra({
      query: () => ({ toPromise: async () => ({ data: { gremlin: { nodes: [{ uid: 'a', extra: { a: 1 } }] } } }) }),
    } as never);
    await extra.ask('a');
    const again = extra.ask('a');
    expect(extra.text).toBe('a: 1\n');
    await again;
    const other = extra.ask('b');
    expect(extra.text).toBeUndefined();
    await other;
  });
});
