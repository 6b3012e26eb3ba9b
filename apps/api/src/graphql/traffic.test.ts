import { createClient } from 'graphql-ws';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { subscribe } from '../testing/subscriber.ts';
import { startUsers } from '../testing/two-users.ts';
import { startWorld, type World } from '../testing/world.ts';

/** Two pods, and a policy that lets only `app=web` reach the other one on 5432. */
function shop(world: World): void {
  world.put({ id: 'ns', type: 'namespace', namespace: '', name: 'shop' });
  world.put({ id: 'web', namespace: 'shop', name: 'web-1', labels: { app: 'web' }, fields: { IP: '10.0.0.1' } });
  world.put({ id: 'db', namespace: 'shop', name: 'db-1', labels: { app: 'db' }, fields: { IP: '10.0.0.2' } });
  const from = [{ pods: { matchLabels: { app: 'web' } } }];
  const rules = {
    tier: 'namespace',
    subject: { pods: { matchLabels: { app: 'db' } } },
    ingress: [{ peers: from, ports: [{ protocol: 'TCP', port: 5432 }] }],
  };
  world.put({ id: 'np', type: 'networkpolicy', namespace: 'shop', name: 'guard', fields: { Rules: rules } });
}

const question = '{ traffic(from: "shop/web-1", to: "shop/db-1", port: 5432) { verdict reason } }';

test('a question about traffic is answered with the rule that decides', async () => {
  await using world = await startWorld();
  shop(world);
  const { data } = (await world.ask(question)) as { data: { traffic: { verdict: string; reason: string } } };
  expect(data.traffic.verdict).toBe('ALLOWED');
  expect(data.traffic.reason).toBe('networkpolicy shop/guard allows it: spec.ingress[0].from[0], TCP 5432');
  const wrong = await world.ask('{ traffic(from: "shop/nobody", to: "outside") { verdict } }');
  expect(wrong.errors?.[0]).toMatchObject({
    message: expect.stringContaining('shop/nobody'),
    extensions: { code: 'BAD_USER_INPUT' },
  });
});

test('a standing question is answered again when a label changes the answer', async () => {
  await using world = await startWorld();
  shop(world);
  const frames = subscribe<{ verdict: string; reason: string }>(world.url, `subscription ${question}`);
  await frames.until(({ verdict }) => verdict === 'ALLOWED');
  world.put({ id: 'web', labels: { app: 'other' } });
  const { reason } = await frames.until(({ verdict }) => verdict === 'DENIED');
  expect(reason).toContain('label app=web differs (it is other)');
  await frames.stop();
});

test('who may not see the policies of a namespace is told that the answer is not known', async () => {
  const { world } = await startUsers({ ann: ['*'], bob: ['pods/shop'] });
  await using _ = world;
  shop(world);
  const ask = async (token: string) => {
    const answer = await fetch(`${world.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: question }),
    });
    return ((await answer.json()) as { data: { traffic: { verdict: string; reason: string } } }).data.traffic;
  };
  await expect.poll(() => ask('ann')).toMatchObject({ verdict: 'ALLOWED' });
  const { verdict, reason } = await ask('bob');
  expect(verdict).toBe('UNKNOWN');
  expect(reason).toContain('not all policies that may govern pod shop/db-1 can be seen');
});

test('a standing question is answered again when rights change, though the graph does not', async () => {
  const { users, world } = await startUsers({ bob: ['pods/shop', 'networkpolicies/shop', 'namespaces/'] });
  await using _ = world;
  shop(world);
  const frames = subscribe<{ verdict: string }>(world.url, `subscription ${question}`, {}, { token: 'bob' });
  await frames.until(({ verdict }) => verdict === 'ALLOWED');
  users.rights.bob = ['pods/shop', 'namespaces/'];
  await frames.until(({ verdict }) => verdict === 'UNKNOWN');
  await frames.stop();
});

test('a standing question about what is gone ends with an error, and nothing else on its connection does', async () => {
  await using world = await startWorld();
  shop(world);
  const watched: string[] = [];
  const client = createClient({
    url: `${world.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    on: { closed: (event) => watched.push(`closed ${(event as CloseEvent).code}`) },
  });
  const follow = (name: string, query: string) =>
    client.subscribe(
      { query },
      {
        next: ({ errors }) => watched.push(`${name} ${errors?.[0]?.message ?? 'next'}`),
        error: (error) => watched.push(`${name} lost ${JSON.stringify(error)}`),
        complete: () => watched.push(`${name} complete`),
      },
    );
  follow('traffic', `subscription ${question}`);
  follow('nodes', 'subscription { topology(filter: { types: ["service"] }) { nodes { added { id } } } }');
  await expect.poll(() => watched, { timeout: 20_000 }).toEqual(expect.arrayContaining(['traffic next', 'nodes next']));
  world.drop('web');
  await expect.poll(() => watched.join('\n'), { timeout: 20_000 }).toMatch(/traffic (lost|nothing)/);
  expect(watched.join()).not.toContain('closed');
  watched.length = 0;
  world.put({ id: 's', type: 'service' });
  await expect.poll(() => watched, { timeout: 20_000 }).toContain('nodes next');
  expect(watched).toEqual(['nodes next']);
  await client.dispose();
});

test.each([1, 'text', [], {}, { metadata: 5 }, { metadata: {}, spec: 5 }, { metadata: null }])(
  'what is no object is not passed over among policies: %j',
  async (policy) => {
    await using world = await startWorld();
    const { errors } = await world.ask('query ($p: [JSON!]!) { trafficDiff(policies: $p) { from } }', { p: [policy] });
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('policies[0] is no object of the API'),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  },
);
