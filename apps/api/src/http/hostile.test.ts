import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { subscribe } from '../testing/subscriber.ts';
import { startWorld, type World } from '../testing/world.ts';

const codeOf = async (world: World, query: string) => {
  const { errors } = await world.ask(query);
  return errors?.[0]?.extensions?.code ?? errors?.[0]?.message;
};

async function alive(world: World): Promise<void> {
  expect((await world.get('/healthz')).status).toBe(200);
}

test('a deep query is refused by its depth', async () => {
  await using world = await startWorld();
  world.put({ id: 'a' });
  const deep = `{ resources { nodes ${'{ owner '.repeat(30)}{ name }${' }'.repeat(30)} } }`;
  expect(await codeOf(world, deep)).toBe('QUERY_DEPTH');
});

test('a wide query is refused by its cost', async () => {
  await using world = await startWorld();
  const wide =
    '{ resources(first: 1000) { nodes { owned(first: 1000) { nodes { owned(first: 1000) { nodes { name } } } } } } }';
  expect(await codeOf(world, wide)).toBe('QUERY_COMPLEXITY');
});

test('many aliases, many tokens and huge pages are refused', async () => {
  await using world = await startWorld();
  const aliases = Array.from({ length: 200 }, (_, i) => `a${i}: __typename`).join(' ');
  expect(await codeOf(world, `{ ${aliases} }`)).toBe('QUERY_ALIASES');
  expect(await codeOf(world, `{ ${'__typename '.repeat(10_000)} }`)).toBe('QUERY_TOKENS');
  expect(await codeOf(world, '{ resources(first: 2000) { nodes { name } } }')).toBe('LIMIT');
  expect(await codeOf(world, '{ resources(first: -1) { nodes { name } } }')).toBe('BAD_USER_INPUT');
});

test('fragments that multiply each other are counted, not expanded', async () => {
  await using world = await startWorld();
  const fragments = Array.from(
    { length: 40 },
    (_, i) => `fragment F${i} on Resource { owner { ...F${i + 1} } o${i}: owner { ...F${i + 1} } }`,
  );
  const query = `{ resources { nodes { ...F0 } } } ${fragments.join(' ')} fragment F40 on Resource { name }`;
  // Expanded, these are 2 to the power of 40 fields: the test would not end.
  expect(await codeOf(world, query)).toMatch(/^QUERY_/);
});

test('batches, huge bodies and broken text get their status', async () => {
  await using world = await startWorld({ client: { bodyBytes: 10_000 } });
  const post = (path: string, body: BodyInit) =>
    world.get(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  expect((await post('/graphql', '[{"query":"{__typename}"},{"query":"{__typename}"}]')).status).toBe(400);
  const huge = JSON.stringify({ query: `{ __typename } #${'x'.repeat(20_000)}` });
  expect((await post('/graphql', huge)).status).toBe(413);
  expect((await post('/api/topology', huge)).status).toBe(413);
  expect((await post('/api/topology', new Uint8Array([123, 34, 0xff, 0xfe, 34]))).status).toBe(400);
  expect((await post('/graphql', new Uint8Array([123, 34, 0xff, 0xfe, 34]))).status).toBe(400);
  await alive(world);
});

/** What a server answers to these bytes, and how long it waits. */
function send(world: World, ...parts: (string | Buffer)[]): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(Number(new URL(world.url).port), '127.0.0.1', () => {
      for (const part of parts) socket.write(part);
    });
    socket.on('data', (part) => {
      text += part;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
  });
}

const head = 'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';

test('a body that comes too slowly, or never ends, is given up on', async () => {
  await using world = await startWorld({ client: { requestMs: 300, bodyBytes: 10_000 } });
  expect(await send(world, `${head}content-length: 100\r\n\r\n{`)).toMatch(/^HTTP\/1.1 408/);
  expect(await send(world, 'GET /graphql HTTP/1.1\r\nhost: loc')).toMatch(/^HTTP\/1.1 408/);
  const chunk = `1000\r\n${'x'.repeat(0x1000)}\r\n`;
  expect(await send(world, `${head}transfer-encoding: chunked\r\n\r\n`, chunk.repeat(20))).toMatch(/^HTTP\/1.1 413/);
  await alive(world);
});

test('an address longer than headers may be is refused by its length', async () => {
  await using world = await startWorld();
  const answer = await send(world, `GET /graphql?query=${'x'.repeat(40_000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1.1 431/);
  await alive(world);
});

test('one address asks no faster and no more at once than it may; health is answered all the same', async () => {
  let now = 0;
  await using world = await startWorld({ client: { requestsPerSecond: 2, requestsAtOnce: 3 } }, { clock: () => now });
  const ask = () => world.get('/graphql?query={__typename}');
  const statuses = async (many: number) => {
    const all: number[] = [];
    for (let i = 0; i < many; i++) all.push((await ask()).status);
    return all;
  };
  expect(await statuses(20)).toEqual(Array.from({ length: 20 }, () => 200));
  const refused = await ask();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
  await alive(world);
  now += 1_000;
  expect(await statuses(3)).toEqual([200, 200, 429]);
  now += 10_000;
  const hanging = Array.from({ length: 3 }, () => {
    const socket = connect(Number(new URL(world.url).port), '127.0.0.1');
    socket.write(`${head}content-length: 100\r\n\r\n{`);
    return socket;
  });
  await expect.poll(async () => (await ask()).status).toBe(429);
  for (const socket of hanging) socket.destroy();
  now += 10_000;
  await expect
    .poll(async () => {
      now += 1_000;
      return (await ask()).status;
    })
    .toBe(200);
});

test('bytes that are no HTTP are answered with 400', async () => {
  await using world = await startWorld();
  expect(await send(world, '\x16\x03\x01 hello\r\n\r\n')).toMatch(/^HTTP\/1.1 400/);
  await alive(world);
});

test('a WebSocket that asks for nonsense, or is gone before it is refused, takes nobody along', async () => {
  await using world = await startWorld();
  const upgrade = (path: string) =>
    `GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`;
  for (const path of ['//', '///x', '/nope']) expect(await send(world, upgrade(path))).toMatch(/^HTTP\/1.1 404/);
  const gone = Array.from(
    { length: 100 },
    () =>
      new Promise<void>((resolve) => {
        const socket = connect(Number(new URL(world.url).port), '127.0.0.1', () => {
          socket.write(upgrade('/nope'), () => socket.resetAndDestroy());
        });
        socket.on('error', () => {});
        socket.on('close', () => resolve());
      }),
  );
  await Promise.all(gone);
  await alive(world);
});

test('whoever asks too often whether the server is ready is told, and not asked who he is', async () => {
  let asked = 0;
  const authenticate = async () => {
    asked++;
    return undefined;
  };
  await using world = await startWorld({ client: { requestsPerSecond: 1 } }, { authenticate, clock: () => 0 });
  const statuses = await Promise.all(Array.from({ length: 40 }, async () => (await world.get('/readyz')).status));
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(asked).toBe(10);
});

test('a flood of messages, an oversized one and broken ones close the connection, and no other', async () => {
  await using world = await startWorld({ client: { bodyBytes: 10_000, messagesPerSecond: 5 } });
  const closed = (drive: (socket: WebSocket) => void) =>
    new Promise<number>((resolve) => {
      const socket = new WebSocket(`${world.url.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws');
      socket.on('open', () => drive(socket));
      socket.on('close', resolve);
      socket.on('error', () => {});
    });
  expect(await closed((socket) => socket.send('{'))).toBe(4400);
  expect(await closed((socket) => socket.send(Buffer.from([1, 2, 3])))).toBe(4400);
  expect(await closed((socket) => socket.send('x'.repeat(20_000)))).toBe(1009);
  // Text that is not UTF-8, as RFC 6455 wants it told.
  expect(await closed((socket) => socket.send(Buffer.from([0xff, 0xfe]), { binary: false }))).toBe(1007);
  const flood = (socket: WebSocket) => {
    for (let i = 0; i < 1_000; i++) socket.send('{"type":"ping"}');
  };
  expect(await closed(flood)).toBe(4429);
  const early = { type: 'subscribe', id: '1', payload: { query: '{ __typename }' } };
  expect(await closed((socket) => socket.send(JSON.stringify(early)))).toBe(4401);
  await alive(world);
});

test('one address holds no more connections than it may, one connection no more operations', async () => {
  await using world = await startWorld({ client: { socketsPerClient: 2, operationsPerSocket: 2 } });
  const open = () =>
    new Promise<WebSocket | number>((resolve) => {
      const socket = new WebSocket(`${world.url.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws');
      socket.on('open', () => resolve(socket));
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
      socket.on('error', () => {});
    });
  const [one, two] = [await open(), await open()];
  expect(await open()).toBe(429);
  (two as WebSocket).terminate();
  const socket = one as WebSocket;
  const messages: { type: string; id?: string; payload?: { extensions?: { code: string } }[] }[] = [];
  socket.on('message', (data) => messages.push(JSON.parse(String(data))));
  socket.send('{"type":"connection_init"}');
  await expect.poll(() => messages.length).toBe(1);
  for (const id of ['1', '2', '3'])
    socket.send(
      JSON.stringify({ type: 'subscribe', id, payload: { query: 'subscription { topology { revision } }' } }),
    );
  await expect
    .poll(() => messages.find(({ type }) => type === 'error'))
    .toMatchObject({ id: '3', payload: [{ extensions: { code: 'LIMIT' } }] });
  await expect.poll(async () => typeof (await open())).toBe('object');
});

test('a question that would hold too much of the memory is told so', async () => {
  await using world = await startWorld({ query: { gremlinBytes: 1_000 } });
  for (let i = 0; i < 20; i++) world.put({ id: `n${i}` });
  const ask = (query: string) =>
    fetch(`${world.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ gremlin(query: "g.V()QUERY") { rows } }'.replace('QUERY', query) }),
    }).then((response) => response.json());
  expect(await ask('.count()')).toMatchObject({ data: { gremlin: { rows: [20] } } });
  expect(await ask(".order().by('Name')")).toMatchObject({
    errors: [{ message: expect.stringContaining('limit of 1000 bytes (limit "memory")') }],
  });
});

test('a hundred costly questions at once leave everybody else their turns', async () => {
  await using world = await startWorld({ query: { gremlinMs: 200 } });
  const names = Array.from({ length: 20 }, (_, i) => `n${i}`);
  for (const name of names) world.put({ id: name });
  for (const from of names) for (const to of names) if (from !== to) world.link(from, 'x', to);
  const query = "g.V().repeat(out('x').simplePath()).times(15).count()";
  const socket = new WebSocket(`${world.url.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws');
  const kinds: string[] = [];
  socket.on('message', (data) => {
    const { type } = JSON.parse(String(data)) as { type: string };
    kinds.push(type);
    if (type !== 'connection_ack') return;
    for (let i = 0; i < 100; i++) {
      const payload = { query: 'query ($query: String!) { gremlin(query: $query) { rows } }', variables: { query } };
      socket.send(JSON.stringify({ type: 'subscribe', id: String(i), payload }));
    }
  });
  socket.on('open', () => socket.send('{"type":"connection_init"}'));
  await expect.poll(() => kinds.length).toBeGreaterThan(1);
  const before = process.memoryUsage().rss;
  await alive(world);
  await expect.poll(() => kinds.filter((kind) => kind === 'next' || kind === 'error').length).toBe(100);
  expect(process.memoryUsage().rss - before).toBeLessThan(300e6);
  socket.terminate();
  await alive(world);
});

test('distinct live pictures are limited; those that nobody looks at make room', async () => {
  await using world = await startWorld({ query: { views: 2 } });
  const look = (type: string) =>
    subscribe(world.url, 'subscription ($type: String!) { topology(filter: { types: [$type] }) { revision } }', {
      type,
    });
  const [one, two] = [look('pod'), look('secret')];
  await Promise.all([one.until(() => true), two.until(() => true)]);
  const three = look('service');
  await expect.poll(() => three.errors).toMatchObject([{ extensions: { code: 'LIMIT' } }]);
  await one.stop();
  const again = async () => {
    const eyes = look('service');
    await expect.poll(() => eyes.frames.length + eyes.errors.length).toBe(1);
    await eyes.stop();
    return eyes.frames.length;
  };
  await expect.poll(again).toBe(1);
  await Promise.all([two.stop(), three.stop()]);
});

test('an expression that takes too long is stopped, and holds up nobody', async () => {
  await using world = await startWorld({ query: { gremlinMs: 2_000 } });
  const names = Array.from({ length: 20 }, (_, i) => `n${i}`);
  for (const name of names) world.put({ id: name });
  for (const from of names) for (const to of names) if (from !== to) world.link(from, 'x', to);
  const query = "g.V().repeat(out('x').simplePath()).times(15).count()";
  const answered: string[] = [];
  const slow = world
    .ask('query ($query: String!) { gremlin(query: $query) { rows } }', { query })
    .finally(() => answered.push('slow'));
  await alive(world).finally(() => answered.push('quick'));
  expect((await slow).errors?.[0]?.extensions).toMatchObject({ code: 'GREMLIN_EXECUTION', reason: 'LIMIT' });
  expect(answered).toEqual(['quick', 'slow']);
});
