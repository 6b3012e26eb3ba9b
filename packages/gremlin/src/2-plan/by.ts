/** The `by` modulator: what of a row counts, and in which order. */
import type { Step } from '../1-parse/ast.ts';
import { type Flow, first, type Row } from '../3-run/row.ts';
import { openChild, type Run } from '../3-run/run.ts';
import { GremlinError } from '../errors.ts';
import { fromTree, metadataOf } from '../values/property.ts';
import { Entry, idOf, isElement, labelOf, MultiValue, Path, Property, Token } from '../values/value.ts';
import type { Plan } from './plan.ts';
import type { Planner } from './planner.ts';

export interface By {
  readonly plan: Plan | undefined;
  /** Reads the value straight from another one, where no traversal is needed; `undefined` means it has none. */
  readonly read: ((value: unknown, run: Run) => unknown) | undefined;
  readonly order: 'asc' | 'desc' | 'shuffle';
  /** Whether the row itself counts. */
  readonly identity: boolean;
  /** Whether null is the answer where it has none. */
  readonly productive?: boolean;
}

export const byIdentity: By = { plan: undefined, read: (value) => value, order: 'asc', identity: true };

export function readBy(builder: Planner, step: Step): By {
  const by = written(builder, step);
  const { productive } = builder.strategies;
  const [key] = step.args ?? [];
  if (!productive || (key?.kind === 'literal' && productive.has(String(key.value)))) return by;
  return { ...by, productive: true };
}

function written(builder: Planner, step: Step): By {
  const args = step.args ?? [];
  if (args.length > 2) throw new GremlinError('ARGUMENT', 'by takes at most two arguments', step.span);
  const [what, how] = args;
  if (!what) return byIdentity;
  const direction = how ? orderOf(builder.valueOf(how)) : 'asc';
  if (!direction) throw new GremlinError('ARGUMENT', 'Expected asc, desc or shuffle', how!.span);
  if (what.kind === 'traversal')
    return { plan: builder.child(what, 'any'), read: undefined, order: direction, identity: false };
  const value = builder.valueOf(what);
  const alone = orderOf(value);
  if (alone) return { ...byIdentity, order: alone };
  if (typeof value === 'string')
    return { plan: undefined, read: (of, run) => keyed(of, value, run), order: direction, identity: false };
  if (value instanceof Token && (value.group === 'T' || value.group === 'Column'))
    return { plan: undefined, read: (of) => tokenOf(of, value), order: direction, identity: false };
  throw new GremlinError('ARGUMENT', 'by takes a key, a token, a traversal, or an order', what.span);
}

function orderOf(value: unknown): By['order'] | undefined {
  if (!(value instanceof Token)) return undefined;
  return value.group === 'Order' ? (value.name as By['order']) : undefined;
}

function keyed(of: unknown, key: string, run: Run): unknown {
  if (of instanceof Map) return of.get(key) ?? null;
  if (isElement(of)) {
    const value = metadataOf(run.reader, of, key);
    if (!(value instanceof MultiValue)) return value === undefined ? undefined : fromTree(value);
    if (value.values.length > 1)
      throw new Error(`There are several values under '${key}'; by(values('${key}')) takes the first`);
    return value.values[0]?.value;
  }
  if (of instanceof Property) return of.metadata[key];
  throw new Error(`by('${key}') reads a property, and this has none`);
}

/** What `T.id`, `Column.keys` and their like are of a value. */
export function tokenOf(of: unknown, token: Token): unknown {
  if (token.group === 'Column') {
    const keys = token.name === 'keys';
    if (of instanceof Map) return keys ? new Set(of.keys()) : [...of.values()];
    if (of instanceof Entry) return keys ? of.key : of.value;
    if (of instanceof Path) return keys ? of.labels.map((labels) => new Set(labels)) : [...of.objects];
    throw new Error(`${keys ? 'keys' : 'values'} are those of a map or a path`);
  }
  if (of instanceof Property) {
    if (token.name === 'key') return of.key;
    if (token.name === 'value') return of.value;
    if (of.id === undefined) throw new Error(`${token.name} is that of an element, not of a property of an edge`);
    return token.name === 'id' ? of.id : of.key;
  }
  if (!isElement(of)) throw new Error(`${token.name} is that of an element`);
  if (token.name === 'id') return idOf(of);
  if (token.name === 'label') return labelOf(of);
  throw new Error(`${token.name} is that of a property`);
}

export type ReadBy = (row: Row) => Flow<unknown>;

/** The modulator, ready to be asked about rows; `undefined` is the answer where it has none, or null if it is productive. */
export function openBy(by: By, run: Run): ReadBy {
  const read = opened(by, run);
  if (!by.productive) return read;
  return function* (row) {
    return (yield* read(row)) ?? null;
  };
}

function opened(by: By, run: Run): ReadBy {
  const { read, plan } = by;
  if (read)
    // biome-ignore lint/correctness/useYield: a flow that never has to pause
    return function* (row) {
      return read(row.value, run);
    };
  const child = openChild(plan!, run);
  return function* (row) {
    return (yield* first(child(row)))?.value;
  };
}
