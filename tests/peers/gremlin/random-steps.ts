/** What random traversals are made of: chance from a seed, and the steps that fit a sort of value. */

/** What a row holds, as far as the next step has to know. */
export type Sort = 'node' | 'edge' | 'number' | 'text' | 'list' | 'map' | 'property';

export interface Word {
  readonly step: string;
  readonly gives: Sort;
}

/** Chance that is the same everywhere (mulberry32). */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to, not including, n. */
  roll(n: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    const state = this.#state;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * n);
  }

  pick<T>(...of: readonly T[]): T {
    return of[this.roll(of.length)]!;
  }
}

export const labels = ['', '"knows"', '"created"', '"knows", "created"', '"nope"'];
export const keys = ['"name"', '"age"', '"lang"', '"nope"'];
const numbers = ['29', '30', '0', '1', '27L', '32.0', '0.4', '2', '1.0f', 'null', 'NaN', '35n'];
const texts = ['"marko"', '"josh"', '"lop"', '"m"', '"person"', '"software"', '""', '"java"', 'null'];

const twoOperands = ['within', 'without', 'inside', 'between', 'outside'];

/** A predicate, sometimes joined with another. */
function test(dice: Dice, sort: 'number' | 'text'): string {
  const value = () => dice.pick(...(sort === 'text' ? texts : numbers));
  const name = dice.pick('eq', 'neq', 'lt', 'lte', 'gt', 'gte', ...twoOperands, 'text');
  if (name === 'text' && sort === 'text') {
    const part = dice.pick('"o"', '"m"', '""', '"r"');
    return `${dice.pick('startingWith', 'notEndingWith', 'containing', 'notContaining', 'regex')}(${part})`;
  }
  const second = twoOperands.includes(name) ? `, ${value()}` : '';
  const one = `${name === 'text' ? 'neq' : name}(${value()}${second})`;
  const forms = [() => `${one}.and(${test(dice, sort)})`, () => `${one}.or(${test(dice, sort)})`];
  const plain = [() => `not(${one})`, () => `${one}.negate()`, ...Array.from({ length: 8 }, () => () => one)];
  return dice.pick(...forms, ...plain)();
}

export function hop(dice: Dice): Word {
  const label = dice.pick(...labels);
  return dice.pick<Word>(
    { step: `${dice.pick('out', 'in', 'both')}(${label})`, gives: 'node' },
    { step: `${dice.pick('outE', 'inE', 'bothE')}(${label})`, gives: 'edge' },
  );
}

/** A step that works on this sort of value. */
export function ownStep(sort: Sort, dice: Dice): Word {
  return dice.pick<(dice: Dice) => Word>(...own[sort])(dice);
}

type Steps = readonly ((dice: Dice) => Word)[];

/** Steps to one sort; each is made anew. */
const to = (gives: Sort, ...steps: readonly (string | ((dice: Dice) => string))[]): Steps =>
  steps.map((step) => (dice) => ({ step: typeof step === 'string' ? step : step(dice), gives }));

const node: Steps = [
  ...to(
    'node',
    (dice) => `has(${dice.pick(...keys)})`,
    (dice) => `has("age", ${test(dice, 'number')})`,
    (dice) => `has("name", ${test(dice, 'text')})`,
    (dice) => `hasLabel(${dice.pick('"person"', '"software"', 'neq("person")')})`,
    (dice) => `hasNot(${dice.pick(...keys)})`,
    (dice) => `order().by(${dice.pick('"name"', '"age"', '__.outE().count()', '"name", desc')}).by(T.id)`,
  ),
  ...to('text', 'values("name")', (dice) => `values(${dice.pick(...keys)}, "age")`, 'label()', 'values("lang")'),
  ...to('number', 'values("age")'),
  ...to('map', 'valueMap()', 'valueMap("name")', 'elementMap("age")', 'valueMap().by(unfold())'),
  ...to('property', 'properties()'),
];

const edge: Steps = [
  ...to('node', 'inV()', 'outV()', 'bothV()'),
  ...to('edge', (dice) => `has("weight", ${test(dice, 'number')})`, 'hasLabel("knows")', 'hasLabel("created")'),
  ...to('edge', 'order().by("weight").by(T.id)'),
  ...to('number', 'values("weight")'),
  ...to('text', 'label()', 'values()'),
  ...to('map', 'elementMap()'),
];

const formulas = ['_ + 1', '_ * 2', '_ / 3', '_ % 5', '_ ^ 2', '(_ - 1) * _'];

const number: Steps = [
  ...to('number', (dice) => `is(${test(dice, 'number')})`, 'sum()', 'max()', 'min()', 'mean()'),
  ...to('number', (dice) => `math("${dice.pick(...formulas)}")`),
  ...to('text', 'asString()'),
  ...to('map', 'groupCount()'),
];

const text: Steps = [
  ...to('text', (dice) => `is(${test(dice, 'text')})`, 'order()', 'order().by(desc)', 'max()', 'min()'),
  ...to('text', 'asString()', 'asString().toUpper()', 'asString().concat("x")', 'asString().reverse()'),
  ...to('text', 'asString().substring(1)'),
  ...to('number', 'asString().length()'),
  ...to('map', 'groupCount()', 'group().by().by(__.count())'),
];

const joins = ['combine', 'merge', 'intersect', 'difference', 'disjunct'];

const list: Steps = [
  ...to('number', 'count(local)', 'sum(local)', 'max(local)', 'min(local)', 'mean(local)'),
  ...to('text', 'unfold()'),
  ...to('list', 'order(local)', 'dedup(local)', 'reverse()', 'fold()', 'order(local).by(desc)'),
  ...to('list', (dice) => `${dice.pick(...joins)}([${dice.pick(...numbers)}, ${dice.pick(...texts)}])`),
  ...to('list', (dice) => `${dice.pick('any', 'all', 'none')}(${test(dice, dice.pick('number', 'text'))})`),
];

const map: Steps = [
  ...to('list', 'select(keys)', 'select(values)'),
  ...to('text', (dice) => `select(${dice.pick('"a"', '"name"', '"person"', '"b"')})`),
  ...to('map', 'unfold()', 'order(local).by(keys)', 'order(local).by(values).by(keys)'),
  ...to('map', 'order(local).by(values, desc).by(keys)'),
  ...to('number', 'count(local)'),
];

const property: Steps = [
  ...to('text', 'value()', 'key()'),
  ...to(
    'property',
    (dice) => `hasKey(${dice.pick(...keys)})`,
    (dice) => `hasValue(${test(dice, 'text')})`,
  ),
  ...to('node', 'element()'),
];

const own: Readonly<Record<Sort, Steps>> = { node, edge, number, text, list, map, property };
