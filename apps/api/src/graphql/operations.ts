/** Operations as all doors run them: executed or subscribed, counted, and traced where somebody collects traces. */

import { type ExecutionArgs, type ExecutionResult, execute, getOperationAST, Kind } from 'graphql';
import type { Tracing } from '../tracing.ts';
import type { Context } from './context.ts';
import { withCodes } from './errors.ts';
import type { Results } from './subscriptions/results.ts';
import type { Sharing } from './subscriptions/share.ts';

export interface OperationName {
  readonly type: 'query' | 'mutation' | 'subscription';
  /** The first field of its root: there are as many as the schema has, whatever clients call their operations. */
  readonly field: string;
}

export interface Operations {
  execute(args: ExecutionArgs): Promise<ExecutionResult>;
  subscribe(args: ExecutionArgs): Promise<Results | ExecutionResult>;
}

export interface OperationsOptions {
  readonly sharing: Sharing;
  readonly tracing: Tracing;
  /** An operation is answered, or a subscription has begun. */
  readonly done: (operation: OperationName, seconds: number, codes: readonly string[]) => void;
}

export function createOperations({ sharing, tracing, done }: OperationsOptions): Operations {
  const names = new WeakMap<object, Map<string, OperationName>>();
  const nameOf = (args: ExecutionArgs): OperationName => {
    const known = names.get(args.document) ?? new Map<string, OperationName>();
    names.set(args.document, known);
    const key = args.operationName ?? '';
    const name = known.get(key) ?? firstField(args);
    known.set(key, name);
    return name;
  };
  const observed = async <R extends object>(args: ExecutionArgs, run: () => R | PromiseLike<R>): Promise<R> => {
    const operation = nameOf(args);
    const begin = performance.now();
    const { traceparent } = (args.contextValue ?? {}) as Partial<Context>;
    const attributes = {
      'graphql.operation.type': operation.type,
      'graphql.operation.name': args.operationName ?? undefined,
      'canopy.field': operation.field,
    };
    const watch = async (span: { end(problem?: string): void }): Promise<R> => {
      let codes: readonly string[] = ['INTERNAL'];
      try {
        const result = await run();
        const { errors = [] } = result as ExecutionResult;
        codes = errors.map(({ extensions }) => String(extensions.code ?? 'INTERNAL'));
        return result;
      } finally {
        done(operation, (performance.now() - begin) / 1_000, codes);
        span.end(codes.length > 0 ? codes.join(', ') : undefined);
      }
    };
    return tracing.within(`${operation.type} ${operation.field}`, attributes, watch, traceparent);
  };
  return {
    execute: (args) => observed(args, async () => withCodes(await execute(args))),
    subscribe: (args) =>
      observed(args, async () => {
        const begun = await sharing.subscribe(args);
        return 'errors' in begun ? withCodes(begun) : begun;
      }),
  };
}

function firstField({ document, operationName }: ExecutionArgs): OperationName {
  const operation = getOperationAST(document, operationName);
  if (!operation) return { type: 'query', field: '-' };
  const [selection] = operation.selectionSet.selections;
  return { type: operation.operation, field: selection?.kind === Kind.FIELD ? selection.name.value : '-' };
}
