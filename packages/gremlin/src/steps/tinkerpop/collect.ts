/** TinkerPop's fold, unfold, index and tree. */
import type { Call } from '../../2-plan/call.ts';
import { add, callOf } from '../../2-plan/operators.ts';
import { expandOp, mapFlowOp, reduceOp } from '../../2-plan/ops.ts';
import type { Op } from '../../2-plan/plan.ts';
import { listed, mapPausing } from '../../3-run/pausing.ts';
import { type Flow, type Row, unwind } from '../../3-run/row.ts';
import type { Run } from '../../3-run/run.ts';
import { ValueMap } from '../../values/key.ts';
import { Pile } from '../../values/pile.ts';
import { Entry, Token, Tree } from '../../values/value.ts';
import { defineStep } from '../define.ts';
import { itemsOf } from './number.ts';
import { openRing } from './scope.ts';

export const fold = defineStep({
  name: 'fold',
  dialect: 'tinkerpop',
  group: 'aggregate',
  signatures: ['fold()', 'fold(seed, Operator)'],
  doc: 'All rows as one list, or joined one by one to a seed.',
  example: "g.V().values('name').fold()",
  gives: 'values',
  plan(call) {
    if (call.args.length === 0) return foldOp(call);
    call.expect(2);
    const seed = call.value(0);
    const token = call.token(1, 'Operator');
    const lists = token?.name === 'addAll' && !(seed instanceof Map);
    const operator = token?.name === 'sum' ? add : callOf(token, call);
    return reduceOp(
      call,
      () => seed,
      (state, row) => {
        let joined = state;
        for (let i = 0; i < row.bulk; i++) joined = operator(joined, lists ? [row.value] : row.value);
        return joined;
      },
      (state) => state,
      { traits: { barrier: true, reduces: true, bulks: false } },
    );
  },
});

function foldOp(call: Call): Op {
  return call.op({
    traits: { barrier: true, reduces: true, bulks: true },
    open: (run) =>
      function* (rows) {
        const values = new Pile<unknown>();
        for (const row of rows) {
          if (row === undefined) {
            yield undefined;
            continue;
          }
          run.hold(row.bulk, call.span);
          for (let i = 0; i < row.bulk; i++) {
            if (run.tick(call.span)) yield undefined;
            values.push(row.value);
          }
        }
        yield run.start(yield* listed(values, values.length, run.ticker(call.span)));
      },
  });
}

export const unfold = defineStep({
  name: 'unfold',
  dialect: 'tinkerpop',
  group: 'value',
  signatures: ['unfold()'],
  doc: 'The items of a list, set, map or path, one by one; anything else as it is.',
  example: 'g.V().groupCount().by(label).unfold()',
  gives: 'any',
  plan(call) {
    call.expect(0);
    return expandOp(call, (value) => {
      if (value instanceof Map) return [...value].map(([key, item]) => new Entry(key, item));
      return itemsOf(value);
    });
  },
});

export const index = defineStep({
  name: 'index',
  dialect: 'tinkerpop',
  group: 'value',
  signatures: ['index()'],
  doc: 'Each item of a collection with its position, as a pair; with(WithOptions.indexer, WithOptions.map) as a map.',
  example: "g.V().values('name').fold().index()",
  gives: 'values',
  modulators: ['with'],
  plan(call) {
    call.expect(0);
    const indexer = call.options().get('indexer');
    const asMap = indexer === 1 || (indexer instanceof Token && indexer.name === 'map');
    return mapFlowOp(call, function* (value, run, tick) {
      const items = value instanceof Map ? [...value].map(([key, item]) => new Entry(key, item)) : itemsOf(value);
      if (asMap) run.grown(items.length, call.span);
      let at = 0;
      const pairs = yield* mapPausing(items, (item) => [item, at++] as const, tick);
      return asMap ? new Map(pairs.map(([item, i]) => [i, item])) : pairs;
    });
  },
});

/** Grows a tree by the way of a row; nodes of the tree count as the same when they are equal. */
class Grove {
  readonly root = new Tree();
  readonly #known = new WeakMap<Tree, ValueMap<Tree>>();

  /** Answers how many branches the largest of the trees on the way has. */
  *add(row: Row, ring: ReturnType<typeof openRing>): Flow<number> {
    let at = this.root;
    let most = 0;
    for (const [i, entry] of unwind(row.trail).entries()) {
      const value = yield* ring(i)(row.holding(entry.value));
      if (value === undefined) continue;
      const below = this.#below(at, value);
      most = Math.max(most, at.size);
      at = below;
    }
    return most;
  }

  #below(tree: Tree, value: unknown): Tree {
    const known = this.#known.get(tree) ?? new ValueMap<Tree>();
    this.#known.set(tree, known);
    const before = known.get(value);
    if (before) return before;
    const below = new Tree();
    known.set(value, below);
    tree.set(value, below);
    return below;
  }
}

const groves = new WeakMap<Run, Map<string, Grove>>();

function groveOf(run: Run, name: string): Grove {
  const named = groves.get(run) ?? new Map<string, Grove>();
  groves.set(run, named);
  const grove = named.get(name) ?? new Grove();
  named.set(name, grove);
  run.sideEffects.set(name, grove.root);
  return grove;
}

function treeOp(call: Call, name: string | undefined): Op {
  const bys = call.by();
  return call.op({
    children: bys.flatMap((by) => by.plan ?? []),
    traits:
      name === undefined ? { barrier: true, reduces: true, needsTrail: true } : { needsTrail: true, needsLabels: true },
    open: (run) => {
      const ring = openRing(bys, run);
      const kept = name === undefined ? undefined : groveOf(run, name);
      return function* (rows) {
        const grove = kept ?? new Grove();
        for (const row of rows) {
          if (row === undefined || run.tick(call.span)) yield undefined;
          if (row === undefined) continue;
          run.hold(1, call.span);
          run.grown(yield* grove.add(row, ring), call.span);
          if (kept) yield row;
        }
        if (!kept) yield run.start(grove.root);
      };
    },
  });
}

export const tree = defineStep({
  name: 'tree',
  dialect: 'tinkerpop',
  group: 'path',
  signatures: ['tree()', 'tree(name)'],
  doc: 'The ways of all rows as one tree; by() says what of each object.',
  example: "g.V().out().out().tree().by('name')",
  gives: (kind, step) => (step.args?.length ? kind : 'values'),
  modulators: ['by'],
  plan(call) {
    call.expect(0, 1);
    return treeOp(call, call.args.length > 0 ? call.string(0, 'a name') : undefined);
  },
});
