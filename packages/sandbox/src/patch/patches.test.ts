import { describe, expect, it } from 'vitest';
import { jsonPatch } from './json-patch.ts';
import { mergePatch } from './merge-patch.ts';
import { strategicMerge } from './strategic-merge.ts';

describe('JSON patch', () => {
  it.each([
    ['adds to a map', { a: 1 }, [{ op: 'add', path: '/b', value: 2 }], { a: 1, b: 2 }],
    ['inserts into a list', { a: [1, 3] }, [{ op: 'add', path: '/a/1', value: 2 }], { a: [1, 2, 3] }],
    ['appends to a list', { a: [1] }, [{ op: 'add', path: '/a/-', value: 2 }], { a: [1, 2] }],
    ['removes', { a: { b: 1, c: 2 } }, [{ op: 'remove', path: '/a/b' }], { a: { c: 2 } }],
    ['replaces', { a: 1 }, [{ op: 'replace', path: '/a', value: null }], { a: null }],
    ['moves', { a: { b: 1 } }, [{ op: 'move', from: '/a/b', path: '/c' }], { a: {}, c: 1 }],
    ['copies', { a: [1] }, [{ op: 'copy', from: '/a', path: '/b' }], { a: [1], b: [1] }],
    [
      'reads escaped keys',
      { 'a/b': { '~': 1 } },
      [{ op: 'replace', path: '/a~1b/~0', value: 2 }],
      { 'a/b': { '~': 2 } },
    ],
    [
      'goes on after a test that holds',
      { a: 1 },
      [
        { op: 'test', path: '/a', value: 1 },
        { op: 'remove', path: '/a' },
      ],
      {},
    ],
  ])('%s', (_title, before, patch, after) => expect(jsonPatch(before, patch)).toEqual(after));

  it.each([
    ['a test that fails', [{ op: 'test', path: '/a', value: 2 }]],
    ['a path that is not there', [{ op: 'remove', path: '/x' }]],
    ['an index out of bounds', [{ op: 'replace', path: '/list/7', value: 1 }]],
    ['no operation', [{ op: 'explode', path: '/a' }]],
  ])('refuses %s', (_title, patch) => expect(() => jsonPatch({ a: 1, list: [] }, patch)).toThrow());
});

describe('merge patch', () => {
  it('merges maps, replaces lists and deletes by null', () => {
    const before = { a: { b: 1, c: 2 }, list: [1, 2], d: 1 };
    expect(mergePatch(before, { a: { b: null, e: { f: null, g: 1 } }, list: [3], d: null })).toEqual({
      a: { c: 2, e: { g: 1 } },
      list: [3],
    });
    expect(before).toEqual({ a: { b: 1, c: 2 }, list: [1, 2], d: 1 });
  });
});

const spec = (containers: object[]) => ({ spec: { containers } });

describe('strategic merge patch', () => {
  it('merges containers by name and keeps the others', () => {
    const before = spec([
      { name: 'a', image: 'x', env: [{ name: 'K', value: '1' }] },
      { name: 'b', image: 'y' },
    ]);
    const patch = spec([{ name: 'a', image: 'z', env: [{ name: 'L', value: '2' }] }]);
    expect(strategicMerge(before, patch)).toEqual(
      spec([
        {
          name: 'a',
          image: 'z',
          env: [
            { name: 'K', value: '1' },
            { name: 'L', value: '2' },
          ],
        },
        { name: 'b', image: 'y' },
      ]),
    );
  });

  it('deletes and replaces elements by directive', () => {
    const before = spec([{ name: 'a' }, { name: 'b' }]);
    expect(strategicMerge(before, spec([{ name: 'a', $patch: 'delete' }]))).toEqual(spec([{ name: 'b' }]));
    expect(strategicMerge(before, spec([{ $patch: 'replace' }, { name: 'c' }]))).toEqual(spec([{ name: 'c' }]));
  });

  it('tells ports of one number apart by protocol', () => {
    const ports = [
      { port: 53, protocol: 'TCP', name: 't' },
      { port: 53, protocol: 'UDP', name: 'u' },
    ];
    const patched = strategicMerge(
      { spec: { ports } },
      { spec: { ports: [{ port: 53, protocol: 'UDP', name: 'v' }] } },
    );
    expect(patched).toEqual({ spec: { ports: [ports[0], { port: 53, protocol: 'UDP', name: 'v' }] } });
  });

  it('orders elements, and drops values from sets', () => {
    const before = { metadata: { finalizers: ['a', 'b'] }, ...spec([{ name: 'a' }, { name: 'b' }]) };
    const patch = {
      metadata: { '$deleteFromPrimitiveList/finalizers': ['a'] },
      spec: { '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }] },
    };
    expect(strategicMerge(before, patch)).toEqual({
      metadata: { finalizers: ['b'] },
      ...spec([{ name: 'b' }, { name: 'a' }]),
    });
  });

  it('retains only the named keys of a union', () => {
    const before = { spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } } };
    const patch = { spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } } };
    expect(strategicMerge(before, patch)).toEqual({ spec: { strategy: { type: 'Recreate' } } });
  });

  it('replaces lists that have no key, and whole maps by directive', () => {
    expect(strategicMerge({ args: ['a', 'b'] }, { args: ['c'] })).toEqual({ args: ['c'] });
    expect(strategicMerge({ m: { a: 1, b: 2 } }, { m: { $patch: 'replace', c: 3 } })).toEqual({ m: { c: 3 } });
  });
});
