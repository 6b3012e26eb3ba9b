/** Gremlin for all doors: one way to run an expression, with limits, and its errors with their place in the text. */

import {
  type Compiled,
  compile,
  type ErrorCode as EngineCode,
  explain,
  GremlinError,
  jsonPieces,
  type Result,
  run,
  runAsync,
  toJson,
  toRest,
} from '@canopy/gremlin';
import type { GraphEdge, GraphNode, Reader } from '@canopy/model';
import type { GraphQLError } from 'graphql';
import type { QueryLimits } from '../config.ts';
import { type Tracing, untraced } from '../tracing.ts';
import { problem } from './errors.ts';
import { Moment } from './moment.ts';

export type { Result };

export interface Gremlin {
  /**
   * Runs an expression that may take long. Most are done at once and see one revision; what is not done after a moment
   * starts again in slices, which leave everybody else their turns.
   */
  run(reader: Reader, text: string, signal?: AbortSignal): Promise<Result>;
  /** Runs an expression that must be quick, because it runs again with every change. */
  runNow(reader: Reader, text: string): Result;
  /** How it is answered: as written, the rules that changed it, and the plan that runs. */
  plan(text: string): string;
}

/** Longer texts are refused before they are read. */
const maxText = 20_000;
/** Distinct expressions that are kept compiled. */
const remembered = 200;
/** Milliseconds that expressions together may keep the event loop before it gets its turn. */
const momentMs = 8;

export function createGremlin(limits: QueryLimits, tracing: Tracing = untraced): Gremlin {
  const prepare = compiler();
  const within = (time: number) => ({ limits: { time, rows: limits.gremlinRows, memory: limits.gremlinBytes } });
  const moment = new Moment(momentMs);
  const runAtOnce = (reader: Reader, plan: Compiled) =>
    moment.spend((left): Result | undefined => {
      try {
        return run(reader, plan, within(Math.min(left, limits.gremlinMs)));
      } catch (error) {
        if (!isTimeLimit(error) || limits.gremlinMs <= left) throw error;
        return undefined;
      }
    });
  const runInSlices = (reader: Reader, plan: Compiled, signal: AbortSignal | undefined) =>
    runAsync(reader, plan, { ...within(limits.gremlinMs), ...(signal ? { signal } : {}) });
  return {
    async run(reader, text, signal) {
      const span = tracing.start('gremlin', { 'canopy.gremlin': text.slice(0, 1_000) });
      try {
        const plan = await moment.spend(() => prepare(text));
        const result = (await runAtOnce(reader, plan)) ?? (await runInSlices(reader, plan, signal));
        span.end(undefined, { 'canopy.kind': result.kind });
        return result;
      } catch (error) {
        span.end(error instanceof Error ? error.message : String(error));
        throw asProblem(error);
      }
    },
    plan(text) {
      try {
        prepare(text);
        return explain(text);
      } catch (error) {
        throw asProblem(error);
      }
    },
    runNow(reader, text) {
      try {
        return run(reader, prepare(text), within(limits.standingMs));
      } catch (error) {
        throw asProblem(error);
      }
    },
  };
}

/** Compiles each text once, as long as it is among the last ones. */
function compiler(): (text: string) => Compiled {
  const compiled = new Map<string, Compiled>();
  return (text) => {
    if (text.length > maxText)
      throw problem('LIMIT', `The expression has ${text.length} characters; at most ${maxText} are allowed`);
    const known = compiled.get(text);
    if (known !== undefined) return known;
    const made = compile(text);
    compiled.set(text, made);
    if (compiled.size > remembered) compiled.delete(compiled.keys().next().value as string);
    return made;
  };
}

function isTimeLimit(error: unknown): boolean {
  return error instanceof GremlinError && error.code === 'LIMIT' && error.hint?.includes('"time"') === true;
}

function asProblem(error: unknown): unknown {
  return error instanceof GremlinError ? gremlinProblem(error) : error;
}

/** One element as a row. */
export function restOf(element: GraphNode | GraphEdge): unknown {
  return toJson(element);
}

/** As `POST /api/topology` answers, in pieces: a whole graph may be longer than a string can be. */
export function restPieces(result: Result): Iterable<string> {
  return jsonPieces(result.kind === 'scalar' ? result.values[0] : result.values);
}

/** The same as rows; a scalar is one. */
export function restRows(result: Result): readonly unknown[] {
  const rest: unknown = toRest(result);
  return Array.isArray(rest) ? rest : [rest];
}

const beforeRunning: ReadonlySet<EngineCode> = new Set([
  'SYNTAX',
  'UNKNOWN_STEP',
  'UNKNOWN_NAME',
  'ARGUMENT',
  'KIND',
  'READ_ONLY',
  'NOT_TOPOLOGY',
]);

function gremlinProblem(error: GremlinError): GraphQLError {
  const { offset, length, line, column } = error.position;
  return problem(beforeRunning.has(error.code) ? 'GREMLIN_SYNTAX' : 'GREMLIN_EXECUTION', error.message, {
    reason: error.code,
    offset,
    length,
    line,
    column,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
  });
}

const kinds = {
  nodes: 'NODES',
  edges: 'EDGES',
  graph: 'GRAPH',
  paths: 'PATHS',
  values: 'VALUES',
  scalar: 'SCALAR',
} as const;

export type GremlinKind = (typeof kinds)[keyof typeof kinds];

export function kindOfResult(result: Result): GremlinKind {
  return kinds[result.kind];
}

export interface Elements {
  readonly nodes: GraphNode[];
  readonly edges: GraphEdge[];
}

/** The nodes and edges among the values, those on paths and in parts of the graph too, each once. */
export function elementsOf(result: Result): Elements {
  const nodes = new Map<string, GraphNode>();
  const edges = new Map<string, GraphEdge>();
  const note = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('id' in value && 'metadata' in value) {
      if ('from' in value) edges.set((value as GraphEdge).id, value as GraphEdge);
      else if ('type' in value) nodes.set((value as GraphNode).id, value as GraphNode);
    } else if (Array.isArray(value)) value.forEach(note);
    else if ('objects' in value) note(value.objects);
    else if ('nodes' in value && 'edges' in value) {
      note(value.nodes);
      note(value.edges);
    }
  };
  for (const value of result.values) note(value);
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}
