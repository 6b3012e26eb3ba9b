import { expect, test } from 'vitest';
import type { Kind } from '../../kinds/define.ts';
import { FakeSource } from './fake-source.ts';
import { RecordingSink } from './testing/recording-sink.ts';

const api = { group: '', versions: ['v1'], plural: 'pods', kind: 'Pod', namespaced: true };
const pod = { key: 'pod', api } as unknown as Kind;

const named = (name: string, uid?: string) => ({ metadata: { namespace: 'default', name, ...(uid ? { uid } : {}) } });

function world() {
  const source = new FakeSource({ kinds: [pod] });
  const sink = new RecordingSink();
  const abort = new AbortController();
  source.put('pod', named('a'));
  source.put('pod', named('b'));
  const running = source.run(sink, abort.signal);
  return { source, sink, abort, running };
}

test('what is there is listed, what comes is delivered, until the end', async () => {
  const { source, sink, abort, running } = world();
  source.put('pod', named('c'));
  source.delete('pod', 'default', 'a');
  expect(sink.lines).toEqual(['+ pod a pod-1', '+ pod b pod-2', '= pod pod-1 pod-2', '+ pod c pod-3', '- pod a pod-1']);
  expect(sink.states).toBe('pending listing live');
  abort.abort();
  await running;
  source.put('pod', named('d'));
  expect(sink.lines).toHaveLength(5);
});

test('a cut watch is mended in any order', () => {
  const { source, sink } = world();
  source.cut();
  source.put('pod', named('c'));
  source.delete('pod', 'default', 'c');
  expect(sink.lines).toHaveLength(3);
  source.mend((events) => [...events, ...events].reverse());
  expect(sink.lines.slice(3)).toEqual(['- pod c pod-3', '+ pod c pod-3', '- pod c pod-3', '+ pod c pod-3']);
});

test('expired versions make a list, and what is gone goes with it', () => {
  const { source, sink } = world();
  source.cut();
  source.delete('pod', 'default', 'a');
  source.put('pod', named('b', 'other'));
  source.expire();
  expect(sink.lines.slice(3)).toEqual(['+ pod b other', '= pod other']);
  expect(sink.state('pod')).toMatchObject({ state: 'live', relists: 1, objects: 1 });
});

test('a kind is forbidden and allowed again', () => {
  const { source, sink } = world();
  source.forbid('pod');
  source.put('pod', named('c'));
  expect(sink.state('pod')?.state).toBe('forbidden');
  source.allow('pod');
  expect(sink.picture).toHaveLength(3);
  source.withdraw('pod');
  expect(sink.picture).toHaveLength(0);
});

test('the sink owns what it gets', async () => {
  const { source, sink } = world();
  (sink.objects[0] as unknown as { metadata: object }).metadata = {};
  expect((await source.get('pod', 'default', 'a'))?.metadata.uid).toBe('pod-1');
});
