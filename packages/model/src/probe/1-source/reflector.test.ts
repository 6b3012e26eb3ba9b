import { afterEach, describe, expect, test } from 'vitest';
import { Breather } from '../../base/breather.ts';
import { Gate } from '../../base/gate.ts';
import type { Kind } from '../../kinds/define.ts';
import { ApiServer } from './api-server.ts';
import { anonymous } from './credentials.ts';
import { projection } from './project.ts';
import { Reflector, type ReflectorOptions } from './reflector.ts';
import { RecordingSink } from './testing/recording-sink.ts';
import { eventLine, refuse, ScriptedServer, stream, streamAndBreak } from './testing/scripted-server.ts';
import { TestClock } from './testing/test-clock.ts';

const api = { group: '', versions: ['v1'], plural: 'pods', kind: 'Pod', namespaced: true };
const pod = { key: 'pod', type: 'pod', api } as unknown as Kind;

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function world(prepare: (server: ScriptedServer) => void = () => {}, more: Partial<ReflectorOptions> = {}) {
  const server = await new ScriptedServer().start();
  const clock = new TestClock();
  const sink = new RecordingSink();
  const abort = new AbortController();
  prepare(server);
  const apiServer = new ApiServer({ credentials: anonymous(server.url), clock });
  const reflector = new Reflector({
    server: apiServer,
    project: projection(),
    gate: new Gate(4),
    breather: new Breather(),
    clock,
    random: () => 0.5,
    pageSize: 2,
    kind: pod,
    namespace: '',
    sink,
    target: () => Promise.resolve({ kind: 'pod', api, version: 'v1' }),
    ...more,
  });
  const running = reflector.run(abort.signal);
  const stop = async () => {
    abort.abort();
    await running.catch(() => {});
    await apiServer.close();
  };
  cleanups.push(() => server.close(), stop);
  return { server, clock, sink, stop, abort, running, pod: () => sink.state('pod')! };
}

const live = ({ sink }: { sink: RecordingSink }) => expect.poll(() => sink.state('pod')?.state).toBe('live');
const picture = (server: ScriptedServer) =>
  server.objects.map(({ metadata: m }) => `${m.namespace}/${m.name} ${m.uid} ${m.resourceVersion}`).sort();
const same = ({ server, sink }: { server: ScriptedServer; sink: RecordingSink }) =>
  expect.poll(() => sink.picture).toEqual(picture(server));
const watching = ({ server }: { server: ScriptedServer }) => expect.poll(() => server.openWatches).toBe(1);

const three = (server: ScriptedServer): void => {
  for (const name of ['a', 'b', 'c']) server.put(name);
};

describe('the everyday', () => {
  test('a list comes in pages and is followed by what changes', async () => {
    const w = await world(three);
    await live(w);
    expect(w.sink.lines).toEqual(['+ pod a uid-1', '+ pod b uid-2', '+ pod c uid-3', '= pod uid-1 uid-2 uid-3']);
    expect(w.server.asks('list').map(({ query }) => query.get('limit'))).toEqual(['2', '2']);
    await watching(w);
    w.server.put('d');
    w.server.put('a');
    w.server.remove('b');
    await same(w);
    expect(w.sink.lines.slice(4)).toEqual(['+ pod d uid-4', '+ pod a uid-1', '- pod b uid-2']);
    expect(w.sink.states).toBe('pending listing live');
    expect(w.pod().relists).toBe(0);
  });

  test('an object of a list says its kind, as one of a watch does', async () => {
    const w = await world((server) => server.put('a'));
    await live(w);
    expect(w.sink.objects[0]).toMatchObject({ kind: 'Pod', apiVersion: 'v1' });
  });

  test('a watch that the server ends goes on where it ended', async () => {
    const w = await world(three);
    await watching(w);
    w.server.put('d');
    await same(w);
    w.server.endWatches('clean');
    w.server.put('e');
    await same(w);
    expect(w.server.asks('watch').at(-1)!.query.get('resourceVersion')).toBe('104');
    expect(w.server.asks('list').filter(({ query }) => query.get('limit') === '2')).toHaveLength(2);
    expect(w.sink.states).toBe('pending listing live');
  });

  test('a bookmark alone moves the version on', async () => {
    const w = await world(three);
    await watching(w);
    w.server.version = 500;
    w.server.bookmark();
    await expect.poll(() => w.pod().resourceVersion).toBe('500');
    w.server.compact();
    w.server.endWatches('clean');
    await expect.poll(() => w.server.asks('watch')).toHaveLength(2);
    expect(w.server.asks('watch')[1]!.query.get('resourceVersion')).toBe('500');
    expect(w.pod().relists).toBe(0);
  });

  test('the server is asked for bookmarks and for an end after five to ten minutes', async () => {
    const w = await world(three);
    await watching(w);
    const { query } = w.server.asks('watch')[0]!;
    expect([query.get('allowWatchBookmarks'), query.get('timeoutSeconds')]).toEqual(['true', '450']);
  });
});

describe('a stream that breaks', () => {
  test('a connection cut in the middle of a line loses nothing', async () => {
    const w = await world((server) => {
      three(server);
      const line = eventLine('ADDED', { metadata: { name: 'x', uid: 'x', resourceVersion: '104' } });
      server.watches.push(streamAndBreak(line.slice(0, 30)));
    });
    await watching(w);
    w.server.put('d');
    await same(w);
    expect(w.sink.states).toBe('pending listing live');
    expect(w.pod().relists).toBe(0);
  });

  test('a character split over two chunks stays whole', async () => {
    const object = {
      metadata: { name: 'é', namespace: 'default', uid: 'u', resourceVersion: '150' },
      note: 'größer 🌳',
    };
    const bytes = Buffer.from(eventLine('ADDED', object));
    const at = bytes.indexOf(Buffer.from('🌳')) + 2;
    const w = await world((server) => {
      server.watches.push((asked, response) => {
        stream(bytes.subarray(0, at))(asked, response);
        setTimeout(() => response.write(bytes.subarray(at)), 5);
      });
    });
    await expect.poll(() => w.sink.objects[0]).toMatchObject(object);
  });

  test('nonsense in the stream is asked for again, and when it stays, the list is', async () => {
    const nonsense = streamAndBreak('{"type":"ADDED","object":{"metadata":}}\n');
    const w = await world((server) => {
      three(server);
      server.watches.push(nonsense, nonsense, nonsense);
    });
    await watching(w);
    expect(w.pod()).toMatchObject({ state: 'live', relists: 1 });
  });

  test('what was sent twice arrives once', async () => {
    const line = eventLine('ADDED', { metadata: { name: 'x', uid: 'x', resourceVersion: '104' } });
    const w = await world((server) => {
      three(server);
      const last = eventLine('ADDED', { metadata: { name: 'y', uid: 'y', resourceVersion: '105' } });
      server.watches.push(stream(line, line, last));
    });
    await expect.poll(() => w.sink.picture).toHaveLength(5);
    await w.stop();
    expect(w.sink.lines.filter((text) => text.includes(' x '))).toEqual(['+ pod x x']);
  });

  test('events out of order make a new list', async () => {
    const late = { metadata: { name: 'x', uid: 'x', resourceVersion: '103' } };
    const w = await world((server) => {
      three(server);
      server.put('d');
      server.watches.push(stream(eventLine('MODIFIED', late)));
    });
    await watching(w);
    await same(w);
    expect(w.pod().relists).toBe(1);
  });
});

describe('versions that are gone', () => {
  test('an expired version in the stream leads to a list; gone objects leave with it', async () => {
    const w = await world((server) => {
      three(server);
      server.watches.push((asked, response) => {
        stream(eventLine('ERROR', { kind: 'Status', code: 410, reason: 'Expired', message: 'too old' }))(
          asked,
          response,
        );
      });
    });
    await watching(w);
    expect(w.pod()).toMatchObject({ state: 'live', relists: 1 });
    w.server.endWatches('cut');
    w.server.remove('b');
    w.server.compact();
    await expect.poll(() => w.pod().relists).toBe(2);
    await same(w);
    expect(w.sink.lines.at(-1)).toBe('= pod uid-1 uid-3');
  });

  test('an expired answer to the watch request leads to a list', async () => {
    const w = await world((server) => {
      three(server);
      server.watches.push(refuse(410, 'Gone'));
    });
    await watching(w);
    expect(w.pod()).toMatchObject({ state: 'live', relists: 1 });
  });

  test('a server whose every version is expired is not asked without pause', async () => {
    const w = await world((server) => {
      three(server);
      for (let i = 0; i < 5; i++) server.watches.push(refuse(410, 'Expired'));
    });
    await watching(w);
    expect(w.clock.slept.filter((ms) => ms < 60_000)).toEqual([750, 1500, 3000, 6000]);
  });

  test('a continue token that expires starts the list again, and a hopeless one asks for it whole', async () => {
    const w = await world((server) => {
      for (let i = 0; i < 5; i++) server.put(`p${i}`);
      const expired = (asked: { query: URLSearchParams }) => asked.query.has('continue') && refuse(410, 'Expired');
      server.closedFor = (asked) => expired(asked) || undefined;
    });
    await live(w);
    await same(w);
    expect(w.server.asks('list').map(({ query }) => query.get('limit'))).toEqual(['2', '2', '2', '2', null]);
    expect(w.pod().relists).toBe(0);
  });

  test('a first page that breaks off comes again at a newer version, without what went meanwhile', async () => {
    const gone = { metadata: { name: 'gone', namespace: 'default', uid: 'uid-gone', resourceVersion: '7' } };
    const begun = `{"kind":"List","metadata":{"resourceVersion":"8"},"items":[${JSON.stringify(gone)},{"meta`;
    const w = await world((server) => {
      three(server);
      server.lists.push(streamAndBreak(begun));
    });
    await live(w);
    expect(w.sink.lines.some((line) => line.includes('uid-gone'))).toBe(true);
    await same(w);
  });

  test('a server restored from a backup is noticed by its lower versions', async () => {
    const w = await world(three);
    await watching(w);
    w.server.remove('c');
    await same(w);
    w.server.goBackTo(50);
    w.server.put('d');
    w.server.endWatches('cut');
    await same(w);
    expect(w.pod()).toMatchObject({ state: 'live', relists: 1 });
  });

  test('an object recreated while nobody listened is an end and a beginning', async () => {
    const w = await world(three);
    await watching(w);
    w.server.watches.push(refuse(410, 'Expired'));
    w.server.endWatches('cut');
    w.server.remove('a');
    w.server.put('a');
    w.server.compact();
    await same(w);
    expect(w.sink.lines.slice(4)).toEqual([
      '+ pod b uid-2',
      '+ pod c uid-3',
      '- pod a uid-1',
      '+ pod a uid-4',
      '= pod uid-2 uid-3 uid-4',
    ]);
  });
});

describe('refusals', () => {
  test('429 is obeyed to the second', async () => {
    const w = await world((server) => {
      three(server);
      server.lists.push(refuse(429, 'TooManyRequests', { 'retry-after': '17' }));
    });
    await live(w);
    expect(w.clock.slept.filter((ms) => ms < 60_000)).toEqual([17_500]);
    expect(w.sink.states).toBe('pending listing failing listing live');
  });

  test('a server in trouble is asked again, slower and slower, and a list goes on where it stood', async () => {
    const w = await world((server) => {
      three(server);
      const trouble = [refuse(500, 'InternalError'), refuse(503), refuse(502)];
      server.closedFor = ({ query }) => (query.has('continue') ? trouble.shift() : undefined);
    });
    await live(w);
    expect(w.clock.slept.filter((ms) => ms < 60_000)).toEqual([375, 750, 1500]);
    expect(w.server.asks('list').filter(({ query }) => !query.has('continue'))).toHaveLength(1);
    await same(w);
  });

  test('a forbidden kind is tried again after minutes', async () => {
    const w = await world((server) => {
      three(server);
      server.lists.push(refuse(403, 'Forbidden'));
    });
    await expect.poll(() => w.pod()).toMatchObject({ state: 'forbidden', problem: '403 refused: Forbidden' });
    await expect.poll(() => w.clock.sleepers).toBe(1);
    w.clock.advance(5 * 60_000);
    await live(w);
    expect(w.pod().problem).toBeUndefined();
  });

  test('a kind that the server does not have is absent, and appears when it does', async () => {
    const w = await world((server) => {
      three(server);
      server.lists.push(refuse(404, 'NotFound'));
    });
    await expect.poll(() => w.pod().state).toBe('absent');
    await expect.poll(() => w.clock.sleepers).toBe(1);
    w.clock.advance(5 * 60_000);
    await live(w);
    await same(w);
  });

  test('a single 404 from a server that starts takes nothing away; a second one does', async () => {
    const w = await world(three);
    await watching(w);
    w.server.watches.push(refuse(404));
    w.server.endWatches('cut');
    await expect.poll(() => w.server.asks('watch')).toHaveLength(3);
    await live(w);
    expect(w.sink.picture).toHaveLength(3);
    w.server.closedFor = () => refuse(404);
    w.server.endWatches('cut');
    await expect.poll(() => w.pod()).toMatchObject({ state: 'absent', objects: 0 });
    expect(w.sink.picture).toEqual([]);
  });

  test('a single 403 from a server that starts means nothing; a second one does, and what is known stays', async () => {
    const w = await world(three);
    await watching(w);
    w.server.watches.push(refuse(403));
    w.server.endWatches('cut');
    await expect.poll(() => w.server.asks('watch')).toHaveLength(3);
    await live(w);
    w.server.closedFor = () => refuse(403);
    w.server.endWatches('cut');
    await expect.poll(() => w.pod()).toMatchObject({ state: 'forbidden', objects: 3 });
    expect(w.sink.picture).toHaveLength(3);
  });

  test('a server that is away for a while is failing, and says why', async () => {
    const w = await world(three);
    await watching(w);
    w.server.closedFor = () => refuse(503, 'down');
    w.server.endWatches('cut');
    await expect.poll(() => w.pod()).toMatchObject({ state: 'failing', problem: '503 refused: down' });
    w.server.closedFor = undefined;
    w.server.put('d');
    await live(w);
    await same(w);
    expect(w.pod().relists).toBe(0);
  });
});

describe('the end', () => {
  const nothingOpen = async ({ server }: { server: ScriptedServer }) =>
    expect.poll(async () => [await server.connections(), server.openWatches]).toEqual([0, 0]);

  test('comes during a watch', async () => {
    const w = await world(three);
    await watching(w);
    await w.stop();
    await nothingOpen(w);
  });

  test('comes during a list that hangs', async () => {
    const w = await world((server) => server.lists.push((_, response) => void response.write('{"items":[')));
    await expect.poll(() => w.server.asked).toHaveLength(1);
    await w.stop();
    await nothingOpen(w);
    expect(w.sink.lines).toEqual([]);
  });

  test('comes during a pause', async () => {
    const w = await world((server) => server.lists.push(refuse(403)));
    // A page that is waited for has a sleeper too, which wakes when it is late.
    await expect.poll(() => w.pod()).toMatchObject({ state: 'forbidden' });
    await expect.poll(() => w.clock.sleepers).toBe(1);
    await w.stop();
    await nothingOpen(w);
    expect(w.server.asked).toHaveLength(1);
  });

  test('a fault in the sink is ours, and is not swallowed', async () => {
    const sink = new RecordingSink();
    sink.upsert = () => {
      throw new Error('our fault');
    };
    const w = await world(three, { sink });
    await expect(w.running).rejects.toThrow('our fault');
  });
});
