import { afterEach, expect, test } from 'vitest';
import type { Kind } from '../../kinds/define.ts';
import type { KubeObject } from '../../kinds/object.ts';
import { connectServer } from './connect.ts';
import { RecordingSink } from './testing/recording-sink.ts';
import { type Answer, type Asked, refuse, ScriptedServer } from './testing/scripted-server.ts';
import { TestClock } from './testing/test-clock.ts';

interface SecretObject extends KubeObject {
  readonly data?: Record<string, string>;
}

const kind = (key: string, api: object, more: object = {}): Kind =>
  ({
    key,
    type: key,
    api: { group: '', versions: ['v1'], kind: key, namespaced: true, ...api },
    ...more,
  }) as unknown as Kind;

const pod = kind('pod', { plural: 'pods' });
const namespace = kind('namespace', { plural: 'namespaces', namespaced: false });
const slice = kind('endpointslice', { group: 'discovery.k8s.io', plural: 'endpointslices' });
const secret = kind(
  'secret',
  { plural: 'secrets' },
  {
    redact: (object: SecretObject, hash: (text: string) => string) => ({
      ...object,
      data: Object.fromEntries(Object.entries(object.data ?? {}).map(([key, value]) => [key, hash(key + value)])),
    }),
  },
);

const json =
  (value: unknown): Answer =>
  (_, response) =>
    response.end(JSON.stringify(value));

const resource = (name: string, namespaced = true) => ({ name, kind: name, namespaced, verbs: ['list', 'watch'] });

/** Discovery answers; each plural has its own server state in production, here pods stand for all of them. */
function discovery({ path }: Asked): Answer | undefined {
  if (path === '/api') return json({ versions: ['v1'] });
  if (path === '/apis') return json({ groups: [] });
  if (path !== '/api/v1') return undefined;
  return json({
    resources: [resource('pods'), resource('secrets'), resource('namespaces', false), resource('pods/log')],
  });
}

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function world(kinds: readonly Kind[], answers: (asked: Asked) => Answer | undefined, namespaces?: string[]) {
  const server = await new ScriptedServer().start();
  server.closedFor = (asked) => discovery(asked) ?? answers(asked);
  const clock = new TestClock();
  const sink = new RecordingSink();
  const abort = new AbortController();
  const source = connectServer(server.url, { kinds, clock, random: () => 0.5, namespaces });
  const running = source.run(sink, abort.signal);
  cleanups.push(
    () => server.close(),
    async () => {
      abort.abort();
      await running;
    },
  );
  return { server, clock, sink, source, abort, running };
}

const open = (): undefined => undefined;

test('what the server does not offer is absent, and the rest is live', async () => {
  const w = await world([pod, slice], open);
  await expect.poll(() => w.sink.state('pod')?.state).toBe('live');
  await expect.poll(() => w.sink.state('endpointslice')?.state).toBe('absent');
  expect(w.source.cluster).toBe('cluster');
});

test('a server whose discovery fails is asked until it answers', async () => {
  let trouble = 3;
  const server = await new ScriptedServer().start();
  const sink = new RecordingSink();
  const abort = new AbortController();
  server.closedFor = (asked) => (trouble-- > 0 ? refuse(503, 'starting') : discovery(asked));
  const source = connectServer(server.url, { kinds: [pod], clock: new TestClock(), clusterName: 'lab' });
  const running = source.run(sink, abort.signal);
  await expect.poll(() => sink.state('pod')?.state).toBe('live');
  expect(sink.states).toBe('pending failing listing live');
  expect(source.cluster).toBe('lab');
  abort.abort();
  await running;
  await expect.poll(() => server.connections()).toBe(0);
  await server.close();
});

test('where discovery is forbidden, trying tells', async () => {
  const server = await new ScriptedServer().start();
  const sink = new RecordingSink();
  const abort = new AbortController();
  server.closedFor = ({ path }) => (path.endsWith('/pods') ? undefined : refuse(403));
  const running = connectServer(server.url, { kinds: [pod], clock: new TestClock() }).run(sink, abort.signal);
  await expect.poll(() => sink.state('pod')?.state).toBe('live');
  abort.abort();
  await running;
  await server.close();
});

test('a kind that may not be listed as a whole is listed in the namespaces that are configured', async () => {
  const whole = ({ path }: Asked) => (path === '/api/v1/pods' ? refuse(403, 'Forbidden') : undefined);
  const w = await world([pod], whole, ['blue', 'green']);
  w.server.put('a', {}, 'blue');
  w.server.put('b', {}, 'green');
  w.server.put('c', {}, 'red');
  await expect.poll(() => w.sink.state('pod', 'blue')?.state).toBe('live');
  await expect.poll(() => w.sink.state('pod', 'green')?.state).toBe('live');
  expect(w.sink.state('pod', '')?.state).toBe('forbidden');
  expect(w.sink.picture.map((line) => line.split(' ')[0])).toEqual(['blue/a', 'green/b']);
});

test('what is taken by namespace is taken as a whole as soon as that is allowed', async () => {
  let allowed = false;
  const whole = ({ path }: Asked) => (path === '/api/v1/pods' && !allowed ? refuse(403, 'Forbidden') : undefined);
  const w = await world([pod], whole, ['blue']);
  w.server.put('a', {}, 'blue');
  w.server.put('c', {}, 'red');
  await expect.poll(() => w.sink.state('pod', 'blue')?.state).toBe('live');
  await expect.poll(() => w.clock.sleepers).toBe(1);
  allowed = true;
  w.clock.advance(15 * 60_000);
  await expect.poll(() => w.sink.state('pod')?.state).toBe('live');
  await expect.poll(() => w.sink.state('pod', 'blue')?.state).toBe('absent');
  expect(w.sink.picture.map((line) => line.split(' ')[0])).toEqual(['blue/a', 'red/c']);
  await expect.poll(() => w.server.openWatches).toBe(1);
});

test('without configured namespaces those of the server are taken, as they come and go', async () => {
  const names: { metadata: Record<string, unknown> }[] = [
    { metadata: { name: 'blue', uid: 'n1', resourceVersion: '1' } },
  ];
  const events: string[] = [];
  const gone = Promise.withResolvers<string>();
  const answers = ({ path, query }: Asked): Answer | undefined => {
    if (path === '/api/v1/pods') return refuse(403, 'Forbidden');
    if (path !== '/api/v1/namespaces') return undefined;
    if (!query.has('watch')) return json({ metadata: { resourceVersion: '1' }, items: names });
    return (_, response) => {
      response.writeHead(200);
      const next = events.shift();
      if (next) response.end(next);
      else response.flushHeaders();
      if (!next) void gone.promise.then((text) => response.write(text));
    };
  };
  const green = { metadata: { name: 'green', uid: 'n2', resourceVersion: '2' } };
  const line = (type: string, object: object) => `${JSON.stringify({ type, object })}\n`;
  events.push(line('ADDED', green));
  const w = await world([pod, namespace], answers);
  w.server.put('a', {}, 'blue');
  w.server.put('b', {}, 'green');
  await expect.poll(() => w.sink.state('pod', 'blue')?.state).toBe('live');
  await expect.poll(() => w.sink.state('pod', 'green')?.state).toBe('live');
  await expect.poll(() => w.server.openWatches).toBe(2);
  gone.resolve(line('DELETED', { metadata: { name: 'blue', uid: 'n1', resourceVersion: '3' } }));
  await expect.poll(() => w.sink.state('pod', 'blue')?.state).toBe('absent');
  expect(w.sink.picture.map((text) => text.split(' ')[0]).filter((text) => text !== '/green')).toEqual(['green/b']);
  await expect.poll(() => w.server.openWatches).toBe(1);
});

test('the value of a secret never reaches the sink, and a changed value is seen', async () => {
  const w = await world([secret], open);
  const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': '{"data":{"key":"aHVudGVyMg=="}}' };
  w.server.put('a', { data: { key: 'aHVudGVyMg==' }, extra: annotations });
  await expect.poll(() => w.sink.objects).toHaveLength(1);
  const before = w.sink.objects[0] as SecretObject;
  await expect.poll(() => w.server.openWatches).toBe(1);
  w.server.put('a', { data: { key: 'c2VjcmV0' } });
  await expect.poll(() => (w.sink.objects[0] as SecretObject).data).not.toEqual(before.data);
  expect(JSON.stringify([before.data, w.sink.objects])).not.toMatch(/aHVudGVyMg==|c2VjcmV0/);
});

test('one object can be had fresh, redacted like any other; where there is none there is none', async () => {
  const object = { metadata: { name: 'a', namespace: 'blue', uid: 'u' }, data: { key: 'aHVudGVyMg==' } };
  const w = await world([secret, pod], ({ path }) => {
    if (path === '/api/v1/namespaces/blue/secrets/a') return json(object);
    if (path === '/api/v1/namespaces/blue/pods/b') return refuse(500, 'broken');
    return path.startsWith('/api/v1/namespaces/') ? refuse(404) : undefined;
  });
  const got = (await w.source.get('secret', 'blue', 'a')) as SecretObject;
  expect(got).toMatchObject({ kind: 'secret', apiVersion: 'v1', metadata: object.metadata });
  expect(JSON.stringify(got)).not.toContain('aHVudGVyMg==');
  expect(await w.source.get('pod', 'blue', 'a')).toBeUndefined();
  expect(await w.source.get('widget', 'blue', 'a')).toBeUndefined();
  await expect(w.source.get('pod', 'blue', 'b')).rejects.toThrow('500 refused: broken');
});

test('the end leaves nothing open, whatever is going on', async () => {
  const w = await world([pod, secret, namespace, slice], ({ path }) =>
    path.endsWith('/secrets') ? refuse(429) : undefined,
  );
  await expect.poll(() => w.sink.state('pod')?.state).toBe('live');
  w.abort.abort();
  await w.running;
  await expect.poll(() => w.server.connections()).toBe(0);
  const asked = w.server.asked.length;
  await new Promise((resolve) => setImmediate(resolve));
  expect(w.server.asked).toHaveLength(asked);
});
