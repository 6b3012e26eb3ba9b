import { expect, test } from 'vitest';
import { Scopes, type ScopesOptions } from './scopes.ts';
import { RecordingSink } from './testing/recording-sink.ts';

const namespace = (name: string) => ({ metadata: { name, uid: `uid-${name}` } });

function world(options: Partial<ScopesOptions> = {}) {
  const scopes = new Scopes({ configured: [], namespaceKind: 'namespace', limit: 100, ...options });
  const sink = scopes.tap(new RecordingSink());
  const abort = new AbortController();
  const log: string[] = [];
  const start = async (name: string, signal: AbortSignal) => {
    log.push(`+${name}`);
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    log.push(`-${name}`);
  };
  return { scopes, sink, abort, log, run: () => scopes.each(abort.signal, start) };
}

test('namespaces are taken up as they come and dropped as they go', async () => {
  const w = world();
  w.sink.upsert('namespace', namespace('a'));
  const done = w.run();
  w.sink.upsert('namespace', namespace('b'));
  w.sink.upsert('namespace', namespace('b'));
  w.sink.upsert('pod', namespace('c'));
  w.sink.remove('namespace', namespace('a'));
  await Promise.resolve();
  expect(w.log).toEqual(['+a', '+b', '-a']);
  w.sink.listed('namespace', '', new Set());
  await Promise.resolve();
  expect(w.log).toEqual(['+a', '+b', '-a', '-b']);
  w.abort.abort();
  await done;
});

test('configured namespaces are final, and the own namespace the last resort', () => {
  const configured = world({ configured: ['x'], home: 'h' });
  configured.sink.upsert('namespace', namespace('a'));
  expect(configured.scopes.names).toEqual(['x']);
  expect(world({ home: 'h' }).scopes.names).toEqual(['h']);
  expect(world().scopes.names).toEqual([]);
  const few = world({ limit: 1, home: 'h' });
  for (const name of ['a', 'b']) few.sink.upsert('namespace', namespace(name));
  expect(few.scopes.names).toEqual(['a']);
});

test('who waits for the namespaces waits for their list or its refusal, no longer than the end', async () => {
  const w = world();
  let settled = false;
  const waiting = w.scopes.settled(w.abort.signal).then(() => {
    settled = true;
  });
  const status = { kind: 'namespace', namespace: '', objects: 0, since: 0, relists: 0 };
  w.sink.sync({ ...status, state: 'listing' });
  await Promise.resolve();
  expect(settled).toBe(false);
  w.sink.sync({ ...status, state: 'forbidden' });
  await waiting;
  const other = world();
  other.abort.abort();
  await other.scopes.settled(other.abort.signal);
});

test('a fault in one namespace is not swallowed', async () => {
  const { scopes, abort } = world({ configured: ['a'] });
  const run = scopes.each(abort.signal, () => Promise.reject(new Error('our fault')));
  await expect(run).rejects.toThrow('our fault');
});
