import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Kind } from '../../kinds/define.ts';
import type { KubeObject } from '../../kinds/object.ts';
import { Delivery } from './delivery.ts';
import { projection } from './project.ts';
import { RecordingSink } from './testing/recording-sink.ts';

const pod = { key: 'pod' } as Kind;

function world() {
  const sink = new RecordingSink();
  return { sink, delivery: new Delivery({ kind: pod, namespace: '', sink, project: projection() }) };
}

const object = (name: string, uid: string, namespace?: string): KubeObject => ({
  metadata: namespace === undefined ? { name, uid } : { name, uid, namespace },
});

test('another object of the same name ends its predecessor first', () => {
  const { sink, delivery } = world();
  delivery.upsert(object('a', '1', 'x'));
  delivery.upsert(object('a', '2', 'y'));
  delivery.upsert(object('a', '3', 'x'));
  expect(sink.lines).toEqual(['+ pod a 1', '+ pod a 2', '- pod a 1', '+ pod a 3']);
  expect(delivery.size).toBe(2);
});

test('an end is told once, and not for a name that is taken again', () => {
  const { sink, delivery } = world();
  delivery.upsert(object('a', '1'));
  delivery.upsert(object('a', '2'));
  delivery.remove(object('a', '1'));
  delivery.remove(object('a', '2'));
  delivery.remove(object('a', '2'));
  expect(sink.lines.filter((line) => line.startsWith('-'))).toEqual(['- pod a 1', '- pod a 2']);
});

test('what has no name or no UID is passed over', () => {
  const { sink, delivery } = world();
  expect(delivery.upsert({ metadata: { name: 'a' } } as KubeObject)).toBeUndefined();
  expect(delivery.upsert({} as KubeObject)).toBeUndefined();
  expect(sink.lines).toEqual([]);
});

test('it knows at any time what the sink has', () => {
  const uid = fc.constantFrom('1', '2', '3', '4', '5');
  const name = fc.constantFrom('a', 'b');
  const step = fc.oneof(
    fc.record({ put: uid, name }),
    fc.record({ remove: uid, name }),
    fc.record({ listed: fc.uniqueArray(uid) }),
  );
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const { sink, delivery } = world();
      for (const step of steps) {
        if ('put' in step) delivery.upsert(object(step.name, step.put + step.name));
        else if ('remove' in step) delivery.remove(object(step.name, step.remove + step.name));
        else delivery.listed(new Set(step.listed.flatMap((uid) => [`${uid}a`, `${uid}b`])));
        expect(sink.objects).toHaveLength(delivery.size);
        expect(sink.objects.every(({ metadata }) => delivery.has(metadata))).toBe(true);
      }
    }),
  );
});
