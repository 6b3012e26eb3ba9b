/** TinkerPop's steps on lists and sets. */
import type { Call } from '../../2-plan/call.ts';
import { filterOp, flowOp } from '../../2-plan/ops.ts';
import { first } from '../../3-run/row.ts';
import { openChild } from '../../3-run/run.ts';
import { distinct, keyOf } from '../../values/key.ts';
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

/** A step that joins the list here with another, given as a value or by a traversal. */
function joining(name: string, doc: string, compute: (here: unknown[], other: unknown[], value: unknown) => unknown) {
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
        return function* (row) {
          const other = child ? (yield* first(child(row)))?.value : given;
          if (row.value instanceof Map && other instanceof Map && name === 'merge')
            yield run.move(row, new Map([...row.value, ...other]));
          else yield run.move(row, compute(listOf(row.value, name), listOf(other, name), row.value));
        };
      });
    },
  });
}

function inList(list: readonly unknown[]): (value: unknown) => boolean {
  const keys = new Set(list.map(keyOf));
  return (value) => keys.has(keyOf(value));
}

export const combine = joining('combine', 'Both lists, one behind the other.', (here, other) => [...here, ...other]);
export const merge = joining(
  'merge',
  'What is in either list, each once; of maps, the entries of both.',
  (here, other) => new Set(distinct([...here, ...other])),
);
export const intersect = joining(
  'intersect',
  'What is in both lists, each once.',
  (here, other) => new Set(distinct(here.filter(inList(other)))),
);
export const difference = joining(
  'difference',
  'What is in this list and not in the other, each once.',
  (here, other) => {
    const has = inList(other);
    return new Set(distinct(here.filter((item) => !has(item))));
  },
);
export const disjunct = joining('disjunct', 'What is in one list only, each once.', (here, other) => {
  const [inHere, inOther] = [inList(here), inList(other)];
  return new Set(distinct([...here.filter((item) => !inOther(item)), ...other.filter((item) => !inHere(item))]));
});
export const product = joining('product', 'Every pair of an item here and one of the other list.', (here, other) =>
  here.flatMap((item) => other.map((one) => [item, one])),
);

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
          yield run.move(row, items.map(show).join(delimiter));
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
