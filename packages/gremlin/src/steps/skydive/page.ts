/** Skydive's Dedup, Limit, Range and Sort. */
import type { Call } from '../../2-plan/call.ts';
import { barrierOp, expandOp, singly } from '../../2-plan/ops.ts';
import type { Kind, Op } from '../../2-plan/plan.ts';
import { sortedPlaces } from '../../3-run/sort.ts';
import { asNumber } from '../../predicates/skydive-equal.ts';
import type { GraphReader } from '../../reader.ts';
import { keyOf } from '../../values/key.ts';
import { byText } from '../../values/order.ts';
import { Pile } from '../../values/pile.ts';
import { skydiveKey } from '../../values/property.ts';
import { SpreadMap } from '../../values/spread-map.ts';
import { isElement, Token } from '../../values/value.ts';
import { defineStep } from '../define.ts';

const same = (kind: Kind) => kind;

/** Passes the rows from position `low` up to, not including, `high`; stops pulling when it has them. */
export function rangeOp(call: Call, low: number, high: number): Op {
  return call.op({
    traits: { ordered: true },
    fact: { is: 'range', low, high },
    open: (run) =>
      function* (rows) {
        let at = 0;
        for (const row of rows) {
          if (row === undefined || run.tick(call.span)) yield undefined;
          if (row === undefined) continue;
          // Only now: an id that does not exist is an error even if nothing of it is wanted.
          if (high <= low) return;
          const take = Math.min(at + row.bulk, high) - Math.max(at, low);
          at += row.bulk;
          if (take > 0) yield row.times(take);
          if (at >= high) return;
        }
      },
  });
}

export const limit = defineStep({
  name: 'Limit',
  dialect: 'skydive',
  group: 'filter',
  signatures: ['Limit(n)'],
  doc: 'The first n.',
  example: 'G.V().Limit(10)',
  takes: ['nodes', 'edges', 'values', 'paths', 'any'],
  gives: same,
  plan(call) {
    call.expect(1);
    return rangeOp(call, 0, call.integer(0, 0));
  },
});

export const range = defineStep({
  name: 'Range',
  dialect: 'skydive',
  group: 'filter',
  signatures: ['Range(from, to)'],
  doc: 'The positions from the first number, counted from 0, up to and without the second.',
  example: 'G.V().Range(10, 20)',
  takes: ['nodes', 'edges', 'values', 'paths', 'any'],
  gives: same,
  plan(call) {
    call.expect(2);
    return rangeOp(call, call.integer(0, 0), call.integer(1, 0));
  },
});

/** The values under the keys as one; what the element lacks is left out. Absent where it has none; a value is its own. */
function combination(keys: readonly string[]) {
  const reads = keys.map(skydiveKey);
  return (value: unknown, reader: GraphReader): unknown => {
    if (keys.length === 0 || !isElement(value)) return value;
    const found = reads.map((read) => read(reader, value)).filter((one) => one !== undefined);
    return found.length === 0 ? undefined : found;
  };
}

export const dedup = defineStep({
  name: 'Dedup',
  dialect: 'skydive',
  group: 'filter',
  signatures: ['Dedup()', 'Dedup(key…)'],
  doc: 'The first of those that are the same, or have the same values under the keys; what has none of the keys stays.',
  example: "G.V().Both().Dedup('Type')",
  takes: ['nodes', 'edges', 'values', 'paths', 'scalar', 'any'],
  gives: (kind) => (kind === 'paths' ? 'nodes' : kind === 'scalar' ? 'values' : kind),
  plan(call) {
    const keys = call.strings();
    if (call.args.some((_, i) => call.is(i, 'null'))) throw call.error('Dedup takes keys, which are strings');
    const read = combination(keys);
    const seenOnce = call.op({
      traits: { remembers: true, bulks: true },
      ...(keys.length === 0 ? { fact: { is: 'dedup' } as const } : {}),
      open: (run) => {
        const seen = new SpreadMap<true>();
        return function* (rows) {
          for (const row of rows) {
            if (row === undefined || run.tick(call.span)) yield undefined;
            if (row === undefined) continue;
            const found = read(row.value, run.reader);
            const key = found === undefined ? undefined : keyOf(found);
            if (key !== undefined && seen.has(key)) continue;
            if (key !== undefined) {
              run.hold(1, call.span);
              seen.set(key, true);
            }
            yield found === undefined ? row : row.times(1);
          }
        };
      },
    });
    if (call.input !== 'paths') return seenOnce;
    return [expandOp(call, (path) => path as readonly unknown[], { text: 'the nodes of the paths' }), seenOnce];
  },
});

/** Numbers and their texts first, by value, then other text; what is absent counts as 0. */
export function compareKeys(a: unknown, b: unknown): number {
  const [x, y] = [a === undefined ? 0 : asNumber(a), b === undefined ? 0 : asNumber(b)];
  if (x !== undefined && y !== undefined) return x < y ? -1 : x > y ? 1 : 0;
  if (x !== undefined || y !== undefined) return x !== undefined ? -1 : 1;
  return byText(typeof a === 'string' ? a : JSON.stringify(a), typeof b === 'string' ? b : JSON.stringify(b));
}

export const sort = defineStep({
  name: 'Sort',
  dialect: 'skydive',
  group: 'filter',
  signatures: ['Sort()', 'Sort(key)', 'Sort(ASC or DESC, key)', 'Sort(key, ASC or DESC)'],
  doc: 'Orders by the value under the key, or by @CreatedAt and then by id. Equal ones stay in the order they came in.',
  example: "G.V().Has('Type', 'pod').Sort(DESC, '@CreatedAt')",
  takes: ['nodes', 'edges', 'any'],
  gives: same,
  plan(call) {
    call.expect(0, 2);
    const words = call.args.map((arg, i) => (call.is(i, 'token') || call.is(i, 'string') ? call.value(i) : arg));
    const direction = words.find((word): word is Token => word instanceof Token);
    const key = words.find((word): word is string => typeof word === 'string');
    const understood =
      words.length === Number(direction !== undefined) + Number(key !== undefined) &&
      (key !== undefined || words.length === 0);
    if (!understood || (direction && direction.group !== 'Order'))
      throw call.error('Sort takes a key, and ASC or DESC', call.args[0]);
    const read = skydiveKey(key ?? '@CreatedAt');
    const sign = direction?.name === 'desc' ? -1 : 1;
    return barrierOp(call, function* (rows, run) {
      const tick = run.ticker(call.span);
      const keys = new Pile<unknown>();
      for (const { value } of rows) {
        if (tick()) yield undefined;
        keys.push(isElement(value) ? read(run.reader, value) : value);
      }
      const idAt = (place: number) => {
        const { value } = rows.at(place);
        return isElement(value) ? value.id : '';
      };
      const tie = key === undefined ? (a: number, b: number) => byText(idAt(a), idAt(b)) : () => 0;
      const byKey = (a: number, b: number) => sign * compareKeys(keys.at(a), keys.at(b)) || tie(a, b);
      for (const place of yield* sortedPlaces(keys.length, byKey, tick)) yield* singly([rows.at(place)]);
    });
  },
});
