/** TinkerPop's count, sum, min, max and mean, over rows or within one value. */

import type { Call } from '../../2-plan/call.ts';
import { add, extreme as extremeOf } from '../../2-plan/operators.ts';
import { flowOp, mapOp, reduceOp } from '../../2-plan/ops.ts';
import { isNumber, type NumberType, numeric, typeOfNumber } from '../../values/number.ts';
import { compare } from '../../values/order.ts';
import { Path } from '../../values/value.ts';
import { defineStep } from '../define.ts';

/** The items of a collection; anything else is its own only item. */
export function itemsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (value instanceof Set) return [...value];
  if (value instanceof Map) return [...value.values()];
  if (value instanceof Path) return [...value.objects];
  return [value];
}

function isLocal(call: Call): boolean {
  call.expect(0, 1);
  const scope = call.token(0, 'Scope');
  if (call.args[0] && !scope) throw call.error(`${call.spec.name} takes local or global, or nothing`, call.args[0]);
  return scope?.name === 'local';
}

export const count = defineStep({
  name: 'count',
  dialect: 'tinkerpop',
  group: 'aggregate',
  signatures: ['count()', 'count(local)'],
  doc: 'How many rows there are, or how many items the value has.',
  example: 'g.V().count()',
  gives: (_, { args }) => (args?.length ? 'values' : 'scalar'),
  plan(call) {
    if (isLocal(call))
      return mapOp(call, (value) => numeric(value instanceof Map ? value.size : itemsOf(value).length, 'long'));
    return reduceOp(
      call,
      () => 0,
      (total, row) => total + row.bulk,
      (total) => numeric(total, 'long'),
      { fact: { is: 'count' } },
    );
  },
});

/** A fold over values that leaves out nulls; `undefined` where there is no value at all. */
interface Fold {
  add(state: unknown, value: unknown, bulk: number): unknown;
  done?(state: unknown): unknown;
}

function folding(name: string, doc: string, fold: Fold) {
  return defineStep({
    name,
    dialect: 'tinkerpop',
    group: 'aggregate',
    signatures: [`${name}()`, `${name}(local)`],
    doc,
    example: `g.V().values('age').${name}()`,
    gives: 'any',
    plan(call) {
      // Null alone gives null; among others it is left out.
      const next = (state: unknown, value: unknown, bulk: number) => {
        if (value === null) return state === undefined ? null : state;
        return fold.add(state === null ? undefined : state, value, bulk);
      };
      const done = (state: unknown) => (state === undefined || state === null || !fold.done ? state : fold.done(state));
      if (isLocal(call))
        return flowOp(
          call,
          [],
          (run) =>
            function* (row) {
              let state: unknown;
              if (row.value instanceof Map) throw new Error(`${name}(local) works on lists`);
              for (const item of itemsOf(row.value)) {
                if (run.tick(call.span)) yield undefined;
                state = next(state, item, 1);
              }
              const result = done(state);
              if (result !== undefined) yield run.move(row, result);
            },
        );
      return reduceOp(
        call,
        () => undefined as unknown,
        (state, row) => next(state, row.value, row.bulk),
        done,
      );
    },
  });
}

function number(value: unknown): number {
  if (!isNumber(value)) throw new Error(`Expected a number, got: ${JSON.stringify(value)}`);
  return Number(value);
}

export const sum = folding('sum', 'The sum of the numbers; nulls are left out.', {
  add(state, value, bulk) {
    number(value);
    const share = bulk === 1 ? value : numeric(Number(value) * bulk, typeOfNumber(value as number));
    return state === undefined ? share : add(state, share);
  },
});

/** NaN is neither less nor more than anything: it is left out where there is anything else. */
function isNotANumber(value: unknown): boolean {
  return isNumber(value) && Number.isNaN(Number(value));
}

function extreme(state: unknown, value: unknown, sign: number): unknown {
  if (state === undefined || isNotANumber(state)) return value;
  if (isNotANumber(value)) return state;
  const order = compare(value, state);
  if (order === undefined) throw new Error('These values cannot be compared');
  return extremeOf(state, value, order * sign > 0 ? 1 : -1);
}

export const min = folding('min', 'The least value; nulls are left out.', {
  add: (state, value) => extreme(state, value, -1),
});
export const max = folding('max', 'The greatest value; nulls are left out.', {
  add: (state, value) => extreme(state, value, 1),
});

interface Mean {
  readonly total: number;
  readonly n: number;
  readonly type: NumberType;
}

export const mean = folding('mean', 'The mean of the numbers; nulls are left out.', {
  add(state, value, bulk) {
    const { total, n, type } = (state ?? { total: 0, n: 0, type: 'double' }) as Mean;
    const exact = /^big/.test(typeOfNumber(value as number)) ? 'bigdecimal' : type;
    return { total: total + number(value) * bulk, n: n + bulk, type: exact } satisfies Mean;
  },
  done(state) {
    const { total, n, type } = state as Mean;
    return numeric(total / n, type);
  },
});
