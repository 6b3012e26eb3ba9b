import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Kind } from '../../kinds/define.ts';
import { ApiServer } from './api-server.ts';
import { anonymous } from './credentials.ts';
import { discover, targetOf } from './discovery.ts';
import { type Answer, refuse, ScriptedServer } from './testing/scripted-server.ts';

const never = new AbortController().signal;
const verbs = ['get', 'list', 'watch'];
const gateways = { name: 'gateways', kind: 'Gateway', namespaced: true, verbs, shortNames: ['gw'] };

const answers: Record<string, unknown> = {
  '/api': { versions: ['v1'] },
  '/api/v1': {
    resources: [
      { name: 'pods', kind: 'Pod', namespaced: true, verbs },
      { name: 'pods/log', kind: 'Pod', namespaced: true, verbs: ['get'] },
      { name: 'bindings', kind: 'Binding', namespaced: true, verbs: ['create'] },
    ],
  },
  '/apis': {
    groups: [
      {
        name: 'networking.istio.io',
        versions: [{ version: 'v1beta1' }, { version: 'v1' }],
        preferredVersion: { version: 'v1' },
      },
      { name: 'metrics.k8s.io', versions: [{ version: 'v1beta1' }] },
    ],
  },
  '/apis/networking.istio.io/v1': { resources: [gateways] },
  '/apis/networking.istio.io/v1beta1': { resources: [gateways] },
};

let scripted: ScriptedServer;
let server: ApiServer;
beforeEach(async () => {
  scripted = await new ScriptedServer().start();
  scripted.closedFor = ({ path }): Answer => {
    const answer = answers[path];
    return answer ? (_, response) => response.end(JSON.stringify(answer)) : refuse(503, 'down');
  };
  server = new ApiServer({ credentials: anonymous(scripted.url) });
});
afterEach(async () => {
  await server.close();
  await scripted.close();
});

const kind = (group: string, plural: string, versions: string[]): Kind =>
  ({ key: plural, api: { group, plural, versions, kind: '', namespaced: true } }) as unknown as Kind;

test('everything that can be listed and watched is found, custom resources included, the preferred version first', async () => {
  const { resources } = await discover(server, never);
  expect(resources).toEqual([
    { group: '', versions: ['v1'], plural: 'pods', kind: 'Pod', namespaced: true, shortNames: [] },
    {
      group: 'networking.istio.io',
      versions: ['v1', 'v1beta1'],
      plural: 'gateways',
      kind: 'Gateway',
      namespaced: true,
      shortNames: ['gw'],
    },
  ]);
});

test('a kind is read in the first version that it understands', async () => {
  const found = await discover(server, never);
  const gateway = kind('networking.istio.io', 'gateways', ['v1alpha3', 'v1beta1', 'v1']);
  expect(targetOf(gateway, found)?.version).toBe('v1beta1');
  expect(targetOf(kind('networking.istio.io', 'gateways', ['v9']), found)).toBeUndefined();
  expect(targetOf(kind('', 'widgets', ['v1']), found)).toBeUndefined();
});

test('a group whose server is down is in trouble, not absent, and harms no other', async () => {
  const found = await discover(server, never);
  expect(() => targetOf(kind('metrics.k8s.io', 'pods', ['v1beta1']), found)).toThrow('503 refused: down');
  expect(targetOf(kind('', 'pods', ['v1']), found)?.version).toBe('v1');
});

test('only the groups of interest are asked', async () => {
  await discover(server, never, new Set(['']));
  expect(scripted.asked.map(({ path }) => path).sort()).toEqual(['/api', '/api/v1', '/apis']);
});
