/** TinkerPop's steps on lists and sets. */
import type { Call } from '../../2-plan/call.ts';
import { filterOp, flowOp } from '../../2-plan/ops.ts';
import { distinct, filterPausing, listed, mapPausing, type Tick } from '../../3-run/pausing.ts';
import { type Flow, first } from '../../3-run/row.ts';
import { openChild } from '../../3-run/run.ts';
import { keyOf } from '../../values/key.ts';
import { Path } from '../../values/value.ts';
import { defineStep } from '../define.ts';
import { show } from './show.ts';
import { testOf } from './tests.ts';

function listOf(value: unknown, name: string): unknown[] {
  if (Array.isArray(value)) return value;
  if (value instanceof Set) return [...value];
  if (value instanceof Path) return [...value.objects];
  throw new Error(`${name} works on lists`);
}

/** Checks how large a set has become. */
type Grown = (size: number) => void;

interface Joining {
  /** The items of the answer; of a set each once. */
  readonly join: (here: unknown[], other: unknown[], tick: Tick, grown: Grown) => Flow<unknown[]>;
  readonly gives: 'list' | 'set';
  /** How many there may be at most; as many as are in both, unless given. */
  readonly most?: (here: unknown[], other: unknown[]) => number;
}

/** A step that joins the list here with another, given as a value or by a traversal. */
function joining(name: string, doc: string, { join, gives, most }: Joining) {
  return defineStep({
    name,
    dialect: 'tinkerpop',
    group: 'value',
    signatures: [`${name}(list)`, `${name}(traversal)`],
    doc,
    example: `g.V().values('name').fold().${name}(['marko', 'jamie'])`,
    gives: 'values',
    plan(call) {
      call.expect(1);
      const plan = call.is(0, 'traversal') ? call.child(0) : undefined;
      const given = plan ? undefined : call.value(0);
      return flowOp(call, plan ? [plan] : [], (run) => {
        const child = plan ? openChild(plan, run) : undefined;
        const tick = run.ticker(call.span);
        const grown = (size: number) => run.grown(size, call.span);
        return function* (row) {
          const other = child ? (yield* first(child(row)))?.value : given;
          if (row.value instanceof Map && other instanceof Map && name === 'merge')
            yield run.move(row, new Map([...row.value, ...other]));
          else {
            const [one, two] = [listOf(row.value, name), listOf(other, name)];
            run.holdMany(most?.(one, two) ?? one.length + two.length, call.span);
            const items = yield* join(one, two, tick, grown);
            if (gives === 'set') grown(items.length);
            yield run.move(row, gives === 'set' ? new Set(items) : items);
          }
        };
      });
    },
  });
}

/** Each distinct item of the lists once, but for those that are, or are not, in another. */
function* distinctOf(
  items: readonly unknown[],
  tick: Tick,
  grown: Grown,
  but?: { in: readonly unknown[]; wanted: boolean },
): Flow<unknown[]> {
  const other = but && (yield* distinct(but.in, tick));
  const kept = other ? yield* filterPausing(items, (item) => other.has(keyOf(item)) === but.wanted, tick) : items;
  const found = yield* distinct(kept, tick, grown);
  return yield* listed(found.values(), found.size, tick);
}

export const combine = joining('combine', 'Both lists, one behind the other.', {
  gives: 'list',
  // biome-ignore lint/correctness/useYield: a flow that never has to pause
  *join(here, other) {
    return [...here, ...other];
  },
});
export const merge = joining('merge', 'What is in either list, each once; of maps, the entries of both.', {
  gives: 'set',
  join: (here, other, tick, grown) => distinctOf([...here, ...other], tick, grown),
});
export const intersect = joining('intersect', 'What is in both lists, each once.', {
  gives: 'set',
  join: (here, other, tick, grown) => distinctOf(here, tick, grown, { in: other, wanted: true }),
});
export const difference = joining('difference', 'What is in this list and not in the other, each once.', {
  gives: 'set',
  join: (here, other, tick, grown) => distinctOf(here, tick, grown, { in: other, wanted: false }),
});
export const disjunct = joining('disjunct', 'What is in one list only, each once.', {
  gives: 'set',
  *join(here, other, tick, grown) {
    const onlyHere = yield* distinctOf(here, tick, grown, { in: other, wanted: false });
    return onlyHere.concat(yield* distinctOf(other, tick, grown, { in: here, wanted: false }));
  },
});
export const product = joining('product', 'Every pair of an item here and one of the other list.', {
  gives: 'list',
  most: (here, other) => here.length * other.length,
  *join(here, other, tick) {
    const pairs: unknown[] = [];
    for (const item of here)
      for (const one of other) {
        if (tick()) yield undefined;
        pairs.push([item, one]);
      }
    return pairs;
  },
});

export const conjoin = defineStep({
  name: 'conjoin',
  dialect: 'tinkerpop',
  group: 'value',
  signatures: ['conjoin(delimiter)'],
  doc: 'The items as one text, with this between them; nulls are left out.',
  example: "g.V().values('name').fold().conjoin(', ')",
  gives: 'values',
  plan(call) {
    call.expect(1);
    const delimiter = call.string(0, 'a text');
    return flowOp(
      call,
      [],
      (run) =>
        function* (row) {
          const items = listOf(row.value, 'conjoin').filter((item) => item !== null);
          const texts = yield* mapPausing(items, show, run.ticker(call.span));
          yield run.move(row, run.text(texts.join(delimiter), call.span));
        },
    );
  },
});

function quantifier(
  name: 'all' | 'any' | 'none',
  doc: string,
  holds: (items: unknown[], test: (item: unknown) => boolean) => boolean,
) {
  return defineStep({
    name,
    dialect: 'tinkerpop',
    group: 'filter',
    signatures: [`${name}(predicate)`],
    doc,
    example: `g.V().values('age').fold().${name}(gt(18))`,
    gives: (kind) => kind,
    plan(call: Call) {
      call.expect(1);
      const test = testOf(call, call.args[0]!);
      return filterOp(call, (value) => {
        const items = value instanceof Path ? value.objects : value;
        return Array.isArray(items) || items instanceof Set ? holds([...items], test) : false;
      });
    },
  });
}

export const all = quantifier('all', 'Keeps lists all of whose items pass.', (items, test) => items.every(test));
export const any = quantifier('any', 'Keeps lists with an item that passes.', (items, test) => items.some(test));
export const none = quantifier('none', 'Keeps lists none of whose items passes.', (items, test) => !items.some(test));
