/** Gremlin on any graph that a `GraphReader` can read: Skydive's dialect after `G`, TinkerPop's read steps after `g`. */
import type { Query } from './1-parse/ast.ts';
import { compile, type Options } from './compile.ts';

export type * from './1-parse/ast.ts';
export { print } from './1-parse/print.ts';
export { defaultLimits, type Limits } from './3-run/limits.ts';
export type { TimeSlice } from './3-run/run.ts';
export { type Compiled, compile, type Options } from './compile.ts';
export { codes, type ErrorCode, GremlinError, type Position, type Span } from './errors.ts';
export { execute, executeAsync, run, runAsync } from './execute.ts';
export { explain, profile } from './inspect.ts';
export { type MemoryGraphInput, memoryGraph } from './memory-graph.ts';
export { partReader } from './part-reader.ts';
export type * from './reader.ts';
export { edgeJson, jsonPieces, nodeJson, type Result, type ResultKind, toJson, toRest } from './result.ts';
export { Num } from './values/number.ts';
export { Entry, type GraphPart, MultiValue, Path, Property, Token, Tree, Uuid } from './values/value.ts';

/** The tree of a query whose steps, arguments and kinds have been checked. Throws a `GremlinError` with its position. */
export function parse(text: string, options: Options = {}): Query {
  return compile(text, { ...options, optimise: false }).query;
}
export { type RowChange, SharedWatches, StandingQuery, watch } from './watch/index.ts';
