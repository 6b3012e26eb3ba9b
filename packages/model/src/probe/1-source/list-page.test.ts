import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ListPage } from './list-page.ts';

/** Takes a list apart from chunks of the given sizes. */
function take(bytes: Buffer, sizes: readonly number[]) {
  const page = new ListPage();
  const items: unknown[] = [];
  for (let at = 0, n = 0; at < bytes.length; n++) {
    const size = sizes[n % sizes.length] ?? bytes.length;
    for (const text of page.push(bytes.subarray(at, at + size))) items.push(JSON.parse(text));
    at += size;
  }
  return { items, metadata: page.end() };
}

const item = fc.record({
  metadata: fc.record({ name: fc.string({ unit: 'grapheme' }), labels: fc.dictionary(fc.string(), fc.string()) }),
  spec: fc.jsonValue({ maxDepth: 4 }),
});
const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 });

test('a list comes out of any chunks as it would be parsed whole', () => {
  const list = fc.record({
    metadata: fc.record({ resourceVersion: fc.string() }),
    items: fc.array(item),
    end: fc.jsonValue(),
  });
  fc.assert(
    fc.property(list, sizes, fc.constantFrom(undefined, 2), (value, chunks, indent) => {
      const text = JSON.stringify(value, null, indent);
      const whole = JSON.parse(text);
      expect(take(Buffer.from(text), chunks)).toEqual({ items: whole.items, metadata: whole.metadata });
    }),
    { numRuns: 300 },
  );
});

test('managedFields are not worth parsing; those of other places are data', () => {
  const object = {
    metadata: { name: 'a', managedFields: [{ manager: '"]}', fieldsV1: { 'f:x': {} } }], uid: 'u' },
    spec: { managedFields: [1] },
    data: { text: '"managedFields":[' },
  };
  const bytes = Buffer.from(JSON.stringify({ items: [object, object], metadata: { continue: 'token' } }));
  for (const size of [1, 7, 64, bytes.length]) {
    const { items, metadata } = take(bytes, [size]);
    expect(metadata).toEqual({ continue: 'token' });
    for (const each of items) {
      expect(each).toMatchObject({ metadata: { name: 'a', uid: 'u' }, spec: object.spec, data: object.data });
    }
  }
  const [whole] = take(bytes, [bytes.length]).items;
  expect(whole).toMatchObject({ metadata: { managedFields: [] } });
});

test('empty lists, null lists and lists without metadata are lists', () => {
  for (const text of ['{"items":[]}', '{"items":null}', '{"kind":"List"}', '{ "items" : [ ] }']) {
    expect(take(Buffer.from(text), [3])).toEqual({ items: [], metadata: {} });
  }
});

test('a list that ends early is not taken for a complete one', () => {
  const text = '{"metadata":{},"items":[{"a":1},{"b":';
  expect(() => take(Buffer.from(text), [5])).toThrow('ended early');
  expect(() => take(Buffer.from('<html>'), [5])).toThrow('ended early');
});

test('an object without end does not fill the memory', () => {
  const page = new ListPage(1000);
  const push = (text: string) => [...page.push(Buffer.from(text))];
  push('{"items":[{"a":"');
  expect(() => {
    for (let i = 0; i < 20; i++) push('x'.repeat(100));
  }).toThrow('longer than 1000 bytes');
});

test('managedFields stay where the kind reads them', () => {
  const page = new ListPage(undefined, true);
  const text = '{"items":[{"metadata":{"name":"a","managedFields":[{"time":"t"}]}}]}';
  expect([...page.push(Buffer.from(text))]).toEqual(['{"metadata":{"name":"a","managedFields":[{"time":"t"}]}}']);
});
