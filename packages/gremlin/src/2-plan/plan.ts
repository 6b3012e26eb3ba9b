/** The plan of a query: a chain of operations, some with plans of their own. Rules rewrite it before it runs. */

import type { Transform } from '../3-run/row.ts';
import type { Run } from '../3-run/run.ts';
import type { Span } from '../errors.ts';
import type { Condition } from '../predicates/condition.ts';

/** What flows between two steps. `any` where only the run can tell. */
export type Kind = 'source' | 'graph' | 'nodes' | 'edges' | 'paths' | 'values' | 'scalar' | 'any';

export interface Op {
  /** The step as written, or what a rule made of it; `explain` shows it. */
  readonly text: string;
  readonly span: Span;
  readonly children: readonly Plan[];
  readonly traits: Traits;
  /** What rules may know of it. */
  readonly fact?: Fact | undefined;
  open(run: Run): Transform;
}

export interface Traits {
  /** Looks at all its rows before it gives the first. */
  readonly barrier?: boolean;
  /** Gives one row for all. */
  readonly reduces?: boolean;
  /** Keeps something from one run of the plan to the next, such as the values it has seen. */
  readonly remembers?: boolean;
  /** Needs the whole way of each row. */
  readonly needsTrail?: boolean;
  /** Needs labels, or memory on the side. */
  readonly needsLabels?: boolean;
  /** What it gives depends on the order in which rows come, or on how many came before. */
  readonly ordered?: boolean;
  /** Passes each row on or not, looking at nothing but its value. */
  readonly filters?: boolean;
  /** Rows of equal value may be handled as one of greater bulk, and the answer is the same. */
  readonly bulks?: boolean;
}

/** The shapes that rules look for. */
export type Fact =
  | {
      readonly is: 'scan';
      readonly of: 'nodes' | 'edges';
      readonly ids: readonly string[] | undefined;
      readonly strict: boolean;
      readonly all: readonly Condition[];
    }
  | { readonly is: 'conditions'; readonly all: readonly Condition[] }
  | {
      readonly is: 'hop';
      readonly direction: Direction;
      readonly to: 'nodes' | 'edges';
      readonly labels: readonly string[];
      readonly all: readonly Condition[];
    }
  | { readonly is: 'end'; readonly end: 'from' | 'to' }
  | { readonly is: 'range'; readonly low: number; readonly high: number }
  | { readonly is: 'order'; readonly keep: (high: number) => Op }
  | { readonly is: 'count' }
  | { readonly is: 'subgraph'; readonly all: readonly Condition[] }
  /** Reads something of an element, and looks at nothing else. */
  | { readonly is: 'read' }
  | { readonly is: 'identity' }
  | { readonly is: 'labels'; readonly labels: readonly string[] }
  | { readonly is: 'dedup' }
  | {
      readonly is: 'repeat';
      readonly times: number | undefined;
      readonly unroll: () => Op[] | undefined;
      readonly bulky: () => Op;
    };

export type Direction = 'out' | 'in' | 'both';

export interface Plan {
  readonly ops: readonly Op[];
  /** Whether rows have to keep their whole way. */
  readonly trails: boolean;
  readonly remembers: boolean;
  readonly barrier: boolean;
  readonly reduces: boolean;
  readonly gives: Kind;
}

/** A plan and what its operations say of it together. */
export function planOf(ops: readonly Op[], gives: Kind = 'any'): Plan {
  return {
    ops,
    gives,
    trails: some(ops, (op) => op.traits.needsTrail),
    remembers: some(ops, (op) => op.traits.remembers),
    barrier: ops.some((op) => op.traits.barrier || op.traits.reduces),
    reduces: ops.some((op) => op.traits.reduces),
  };
}

/** Whether the predicate holds for an operation here or in a child. */
export function some(ops: readonly Op[], test: (op: Op) => boolean | undefined): boolean {
  return ops.some((op) => test(op) || op.children.some((child) => some(child.ops, test)));
}
