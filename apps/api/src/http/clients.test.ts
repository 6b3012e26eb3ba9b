/** Clients that others wrote understand the server: what they ask and follow is plain GraphQL. */

import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { createClient } from 'graphql-ws';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startWorld, type World } from '../testing/world.ts';

const query = '{ resources(kind: "pod") { nodes { name status { state } } } }';
const subscription = 'subscription { topology { type complete nodes { added { id } removed } } }';
const found = { resources: { nodes: [{ name: 'a', status: { state: 'UP' } }] } };

interface Frame {
  readonly topology: { readonly type: string; readonly nodes: { readonly added: { id: string }[]; removed: string[] } };
}

async function oneNode(): Promise<World> {
  const world = await startWorld();
  world.put({ id: 'a' });
  return world;
}

/** What a follower has been told: added ids, and removed ones with a minus. */
async function follows(world: World, told: () => Frame[]): Promise<void> {
  const ids = () =>
    told().flatMap(({ topology: { nodes } }) => [
      ...nodes.added.map(({ id }) => id),
      ...nodes.removed.map((id) => `-${id}`),
    ]);
  await expect.poll(ids).toEqual(['a']);
  world.put({ id: 'b' });
  await expect.poll(ids).toEqual(['a', 'b']);
  world.drop('a');
  await expect.poll(ids).toEqual(['a', 'b', '-a']);
}

const socketUrl = (world: World) => `${world.url.replace(/^http/, 'ws')}/graphql`;

test('graphql-ws asks and follows over one connection', async () => {
  await using world = await oneNode();
  const client = createClient({ url: socketUrl(world), webSocketImpl: WebSocket });
  const { value } = await client.iterate({ query }).next();
  expect(value?.data).toEqual(found);
  const frames: Frame[] = [];
  client.subscribe<Frame & Record<string, unknown>>(
    { query: subscription },
    { next: ({ data }) => data && frames.push(data), error: () => {}, complete: () => {} },
  );
  await follows(world, () => frames);
  await client.dispose();
});

test('urql asks over HTTP and follows over a WebSocket', async () => {
  await using world = await oneNode();
  const socket = createClient({ url: socketUrl(world), webSocketImpl: WebSocket });
  const client = new Client({
    url: `${world.url}/graphql`,
    preferGetMethod: false,
    exchanges: [
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query: text = '', variables }) => ({
          subscribe: (sink) => ({
            unsubscribe: socket.subscribe({ query: text, variables }, sink as never),
          }),
        }),
      }),
    ],
  });
  expect((await client.query(query, {}).toPromise()).data).toMatchObject(found);
  const wrong = await client.query('{ nothing }', {}).toPromise();
  expect(wrong.error?.graphQLErrors[0]?.message).toContain('nothing');
  const frames: Frame[] = [];
  const { unsubscribe } = client.subscription<Frame>(subscription, {}).subscribe(({ data }) => {
    if (data) frames.push(data);
  });
  await follows(world, () => frames);
  unsubscribe();
  await socket.dispose();
});

/** Skipped, and said so, on a machine without it. */
const hasCurl = spawnSync('curl', ['--version']).status === 0;

test.skipIf(!hasCurl)('curl asks with GET and POST, and follows a stream of events', async () => {
  await using world = await oneNode();
  const curl = async (...args: string[]) =>
    (await promisify(execFile)('curl', ['--silent', '--show-error', ...args])).stdout;
  const url = `${world.url}/graphql`;
  expect(JSON.parse(await curl('--get', '--data-urlencode', `query=${query}`, url))).toEqual({ data: found });
  const body = JSON.stringify({ query });
  expect(JSON.parse(await curl('-H', 'content-type: application/json', '--data', body, url))).toEqual({ data: found });
  const stop = new AbortController();
  const stream = execFile(
    'curl',
    [
      ...['--silent', '--no-buffer', '-H', 'content-type: application/json', '-H', 'accept: text/event-stream'],
      ...['--data', JSON.stringify({ query: subscription }), url],
    ],
    { signal: stop.signal },
    () => {},
  );
  let text = '';
  stream.stdout!.on('data', (part) => {
    text += part;
  });
  await follows(world, () =>
    [...text.matchAll(/^event: ?next\ndata: ?(.*)\n\n/gm)].map(
      ([, data]) => (JSON.parse(data!) as { data: Frame }).data,
    ),
  );
  stop.abort();
});
