import { expect, test } from 'vitest';
import type { Kind } from '../../kinds/define.ts';
import type { KubeObject } from '../../kinds/object.ts';
import { projection } from './project.ts';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const plain = { key: 'pod' } as Kind;

interface Data extends KubeObject {
  readonly data: Record<string, string>;
}
const secret = {
  key: 'secret',
  redact: (object: Data, hash: (text: string) => string) => ({ ...object, data: hash(object.data.key!) }),
} as unknown as Kind;

const object = (more: object): KubeObject => ({ metadata: { name: 'a', uid: 'u', ...more } });

test('managedFields and the last applied configuration stay outside, other annotations come in', () => {
  const project = projection();
  const full = object({ managedFields: [{}], annotations: { [LAST_APPLIED]: '{}', other: 'x' } });
  expect(project(plain, full)).toEqual(object({ annotations: { other: 'x' } }));
  expect(project(plain, object({ annotations: { [LAST_APPLIED]: '{}' } }))).toEqual(object({}));
});

test('equal values of one object can be told, those of two objects or two processes cannot', () => {
  const key = Buffer.from('key');
  const [one, other] = [projection(key), projection()];
  const hashed = (project: typeof one, name: string, value: string) =>
    (project(secret, { ...object({ name, namespace: 'x' }), data: { key: value } } as KubeObject) as Data).data;
  expect(hashed(one, 'a', 'v')).toBe(hashed(one, 'a', 'v'));
  expect(hashed(one, 'a', 'v')).toBe(hashed(projection(key), 'a', 'v'));
  expect(hashed(one, 'a', 'v')).not.toBe(hashed(one, 'a', 'w'));
  expect(hashed(one, 'a', 'v')).not.toBe(hashed(one, 'b', 'v'));
  expect(hashed(one, 'a', 'v')).not.toBe(hashed(other, 'a', 'v'));
});

test('when values were last written is kept for the kinds that ask for it, and nothing else of managedFields', () => {
  const kind = { key: 'secret', readsManagedFields: true } as unknown as Kind;
  const managedFields = [
    { time: '2026-01-01T00:00:00Z', fieldsV1: { 'f:data': {} } },
    { time: '2026-01-03T00:00:00Z', fieldsV1: { 'f:data': {}, 'f:metadata': {} } },
    { time: '2026-01-05T00:00:00Z', fieldsV1: { 'f:metadata': {} } },
  ];
  expect(projection()(kind, object({ managedFields }))).toEqual({ ...object({}), written: '2026-01-03T00:00:00Z' });
  expect(projection()(plain, object({ managedFields }))).toEqual(object({}));
});
