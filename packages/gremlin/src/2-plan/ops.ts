/** The common shapes of operations, so that a step says only what is its own. */

import type { Tick } from '../3-run/pausing.ts';
import type { Flow, Row } from '../3-run/row.ts';
import type { Run } from '../3-run/run.ts';
import { WaitingRows } from '../3-run/waiting.ts';
import { GremlinError } from '../errors.ts';
import type { Call } from './call.ts';
import type { Op, Plan, Traits } from './plan.ts';

type Parts = Partial<Pick<Op, 'text' | 'fact' | 'traits' | 'children'>>;

/** Gives a plain `Error` thrown by a step's own function the step's place. */
export function placed<T>(call: Pick<Call, 'span'>, compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    throw placedError(call, error);
  }
}

export function placedError(call: Pick<Call, 'span'>, error: unknown): unknown {
  return error instanceof Error && !(error instanceof GremlinError) && error.constructor === Error
    ? new GremlinError('VALUE', error.message, call.span)
    : error;
}

/** Each value becomes another one. */
export function mapOp(call: Call, compute: (value: unknown, run: Run, row: Row) => unknown, parts: Parts = {}): Op {
  const { span } = call;
  return call.op({
    ...parts,
    traits: { bulks: true, ...parts.traits },
    open: (run) =>
      function* (rows) {
        try {
          for (const row of rows) {
            if (row === undefined || run.tick(span)) yield undefined;
            if (row !== undefined) yield run.move(row, compute(row.value, run, row));
          }
        } catch (error) {
          throw placedError(call, error);
        }
      },
  });
}

/** Each value becomes another one by a flow, for values that may be large collections. */
export function mapFlowOp(
  call: Call,
  compute: (value: unknown, run: Run, tick: Tick) => Flow<unknown>,
  traits: Traits = {},
): Op {
  return flowOp(
    call,
    [],
    (run) => {
      const tick = run.ticker(call.span);
      return function* (row) {
        yield run.move(row, yield* compute(row.value, run, tick));
      };
    },
    traits,
  );
}

/** Each value becomes any number of others. */
export function expandOp(
  call: Call,
  expand: (value: unknown, run: Run, row: Row) => Iterable<unknown>,
  parts: Parts = {},
): Op {
  const { span } = call;
  return call.op({
    ...parts,
    traits: { bulks: true, ...parts.traits },
    open: (run) =>
      function* (rows) {
        try {
          for (const row of rows) {
            if (row === undefined || run.tick(span)) yield undefined;
            if (row === undefined) continue;
            for (const value of expand(row.value, run, row)) {
              if (run.tick(span)) yield undefined;
              yield run.move(row, value);
            }
          }
        } catch (error) {
          throw placedError(call, error);
        }
      },
  });
}

/** Each row passes or not. */
export function filterOp(call: Call, test: (value: unknown, run: Run, row: Row) => boolean, parts: Parts = {}): Op {
  const { span } = call;
  return call.op({
    ...parts,
    traits: { bulks: true, filters: true, ...parts.traits },
    open: (run) =>
      function* (rows) {
        try {
          for (const row of rows) {
            if (row === undefined || run.tick(span)) yield undefined;
            if (row !== undefined && test(row.value, run, row)) yield row;
          }
        } catch (error) {
          throw placedError(call, error);
        }
      },
  });
}

/** Each row is handled by a flow, which may run child plans. */
export function flowOp(
  call: Call,
  children: readonly Plan[],
  open: (run: Run) => (row: Row) => Generator<Row | undefined, void>,
  traits: Traits = {},
): Op {
  return call.op({
    children,
    traits: { bulks: true, ...traits },
    open: (run) => {
      const handle = open(run);
      return function* (rows) {
        for (const row of rows) {
          if (row === undefined || run.tick(call.span)) yield undefined;
          if (row === undefined) continue;
          try {
            yield* handle(row);
          } catch (error) {
            throw placedError(call, error);
          }
        }
      };
    },
  });
}

/** All rows become others at once. */
export function barrierOp(
  call: Call,
  finish: (rows: WaitingRows, run: Run) => Generator<Row | undefined, void>,
  parts: Parts = {},
): Op {
  return call.op({
    ...parts,
    traits: { barrier: true, ...parts.traits },
    open: (run) =>
      function* (rows) {
        const all = new WaitingRows();
        for (const row of rows) {
          if (row === undefined || run.tick(call.span)) yield undefined;
          if (row === undefined) continue;
          run.hold(1, call.span);
          all.push(row);
        }
        try {
          yield* finish(all, run);
        } catch (error) {
          throw placedError(call, error);
        }
        run.release(all.length);
      },
  });
}

/** All rows become one value; none where the function gives `undefined`. */
export function reduceOp<S>(
  call: Call,
  seed: (run: Run) => S,
  add: (state: S, row: Row, run: Run) => S,
  done: (state: S) => unknown,
  parts: Parts = {},
): Op {
  return call.op({
    ...parts,
    traits: { barrier: true, reduces: true, bulks: true, ...parts.traits },
    open: (run) =>
      function* (rows) {
        let state = seed(run);
        for (const row of rows) {
          if (row === undefined || run.tick(call.span)) yield undefined;
          if (row !== undefined) state = placed(call, () => add(state, row, run));
        }
        const value = placed(call, () => done(state));
        if (value !== undefined) yield run.start(value);
      },
  });
}

/** Repeats a row as often as it stands for equal ones. */
export function* singly(rows: Iterable<Row>): Generator<Row> {
  for (const row of rows) for (let i = 0; i < row.bulk; i++) yield row.times(1);
}
