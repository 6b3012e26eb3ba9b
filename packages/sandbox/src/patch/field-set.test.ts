import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equal } from '../base/json.ts';
import type { KubeObject } from '../base/object.ts';
import { serverSideApply } from './apply.ts';
import { changedFields, fieldsOf, intersect, isEmpty, subtract, union } from './field-set.ts';

const key = fc.constantFrom('a', 'b', 'c');
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, fc.nat(2), fc.dictionary(key, tie('value')), fc.array(fc.nat(2), { maxLength: 2 })),
}));
const object = fc.dictionary(key, value) as fc.Arbitrary<Record<string, unknown>>;

describe('field sets', () => {
  it('have each element of a keyed list under its key', () => {
    expect(fieldsOf({ spec: { containers: [{ name: 'a', image: 'x' }] } })).toEqual({
      'f:spec': { 'f:containers': { 'k:{"name":"a"}': { '.': {}, 'f:name': {}, 'f:image': {} } } },
    });
  });

  it('lose nothing in a union and keep nothing when taken from themselves', () => {
    fc.assert(
      fc.property(object, object, (a, b) => {
        const [one, two] = [fieldsOf(a), fieldsOf(b)];
        expect(isEmpty(subtract(one, one))).toBe(true);
        expect(intersect(one, union(one, two))).toEqual(one);
        expect(isEmpty(subtract(one, union(one, two)))).toBe(true);
      }),
    );
  });

  it('are empty of change exactly where nothing is new', () => {
    fc.assert(fc.property(object, (a) => isEmpty(changedFields(a, structuredClone(a)))));
  });
});

const apply = (live: KubeObject, manager: string, applied: Record<string, unknown>) =>
  serverSideApply(live, applied, { manager, force: true, time: '2026-01-01T00:00:00Z' });

describe('server-side apply', () => {
  it('by one manager, twice, leaves what the second configuration says', () => {
    fc.assert(
      fc.property(object, object, (first, second) => {
        const empty = { apiVersion: 'v1', kind: 'Thing', metadata: {} } as KubeObject;
        const live = apply(apply(empty, 'me', { data: first }), 'me', { data: second });
        expect(withoutEmpty(live.data)).toEqual(withoutEmpty(second));
      }),
    );
  });

  it('applied again changes nothing', () => {
    fc.assert(
      fc.property(object, (data) => {
        const empty = { apiVersion: 'v1', kind: 'Thing', metadata: {} } as KubeObject;
        const once = apply(empty, 'me', { data });
        expect(equal(apply(once, 'me', { data }), once)).toBe(true);
      }),
    );
  });
});

/** Maps that have become empty may stay. */
function withoutEmpty(tree: unknown): unknown {
  if (typeof tree !== 'object' || tree === null || Array.isArray(tree)) return tree;
  const kept = Object.entries(tree)
    .map(([name, inner]) => [name, withoutEmpty(inner)] as const)
    .filter(([, inner]) => inner !== undefined);
  return kept.length ? Object.fromEntries(kept) : undefined;
}
