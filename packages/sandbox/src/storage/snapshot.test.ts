import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../base/object.ts';
import { snapshotAt } from './snapshot.ts';
import { Store } from './store.ts';

const object = (namespace: string, name: string, value: number): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Thing',
  metadata: { namespace, name, uid: `${namespace}/${name}`, resourceVersion: '', creationTimestamp: '' },
  value,
});
const step = fc.record({
  namespace: fc.constantFrom('a', 'a-b', 'b'),
  name: fc.constantFrom('x', 'y', 'z'),
  value: fc.integer({ min: -1, max: 5 }),
});

describe('a snapshot', () => {
  it('shows every past moment as it was', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.constantFrom(undefined, 'a', 'b'), (steps, namespace) => {
        const store = new Store();
        const state = new Map<string, number>();
        const moments: [revision: number, state: [string, number][]][] = [];
        for (const { namespace: place, name, value } of steps) {
          const present = store.get('things', place, name);
          if (value < 0 && present) store.remove('things', present);
          else if (value >= 0) store.put('things', object(place, name, value));
          if (value < 0) state.delete(`${place}/${name}`);
          else state.set(`${place}/${name}`, value);
          const seen = [...state].filter(([key]) => namespace === undefined || key.startsWith(`${namespace}/`));
          moments.push([store.revision, seen.sort(([a], [b]) => (a < b ? -1 : 1))]);
        }
        for (const [revision, expected] of moments) {
          const { keys, get } = snapshotAt(store, 'things', revision, namespace);
          expect(keys.map((key) => [key, get(key)?.value])).toEqual(expected);
        }
      }),
    );
  });

  it('of a forgotten moment is refused', () => {
    const store = new Store();
    store.put('things', object('a', 'x', 1));
    const { revision } = store;
    store.put('things', object('a', 'x', 2));
    store.compact();
    expect(() => snapshotAt(store, 'things', revision)).toThrow('too old resource version');
    expect(snapshotAt(store, 'things', store.revision).keys).toEqual(['a/x']);
  });
});

describe('the log', () => {
  it('is bounded and says how far it reaches back', () => {
    const store = new Store(10);
    for (let value = 0; value < 100; value += 1) store.put('things', object('a', 'x', value));
    const { log } = store.shelf('things');
    expect(log.get(log.end - 1)?.object.value).toBe(99);
    expect(log.get(log.after(log.floor))?.revision).toBe(log.floor + 1);
    expect(log.end - log.after(log.floor)).toBeLessThanOrEqual(20);
  });
});
