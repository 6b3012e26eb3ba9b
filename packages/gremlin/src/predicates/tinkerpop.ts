/** TinkerPop's P and TextP. Values that cannot be compared with the operand do not pass. */
import { compare, equal } from '../values/order.ts';
import { Token } from '../values/value.ts';
import { definePredicate, type PredicateSpec, type Test } from './define.ts';
import { Members } from './members.ts';
import { requiredText } from './required-text.ts';
import { isOfType, isTypeName } from './type-of.ts';

const many = Number.POSITIVE_INFINITY;

function comparing(name: string, sign: string, holds: (order: number) => boolean): PredicateSpec {
  return definePredicate({
    name,
    dialect: 'tinkerpop',
    signature: `${name}(value)`,
    doc: `The value is ${sign} this one.`,
    example: `g.V().has('age', ${name}(30))`,
    operands: [1, 1],
    compile:
      ([bound]) =>
      (value) => {
        const order = compare(value, bound);
        return order !== undefined && holds(order);
      },
  });
}

function between(name: string, doc: string, holds: (low: number, high: number) => boolean): PredicateSpec {
  return definePredicate({
    name,
    dialect: 'tinkerpop',
    signature: `${name}(low, high)`,
    doc,
    example: `g.V().has('age', ${name}(20, 30))`,
    operands: [2, 2],
    compile:
      ([low, high]) =>
      (value) => {
        const [fromLow, fromHigh] = [compare(value, low), compare(value, high)];
        return holds(fromLow ?? Number.NaN, fromHigh ?? Number.NaN);
      },
  });
}

function text(
  name: string,
  doc: string,
  holds: (value: string, operand: string) => boolean,
  part?: PredicateSpec['part'],
): PredicateSpec {
  return definePredicate({
    name,
    dialect: 'tinkerpop',
    signature: `${name}(text)`,
    doc,
    example: `g.V().has('name', ${name}('mar'))`,
    operands: [1, 1],
    compile: ([operand]) => {
      if (typeof operand !== 'string') throw new Error(`${name} takes a string`);
      return (value) => typeof value === 'string' && holds(value, operand);
    },
    ...(part ? { part } : {}),
  });
}

function regular(name: string, wanted: boolean): PredicateSpec {
  return definePredicate({
    name,
    dialect: 'tinkerpop',
    signature: `${name}(pattern)`,
    doc: `The RE2 pattern is ${wanted ? '' : 'not '}found in the text.`,
    example: `g.V().has('name', ${name}('^r'))`,
    operands: [1, 1],
    ...(wanted ? { part: requiredText } : {}),
    compile: ([source], toolbox): Test => {
      if (typeof source !== 'string') throw new Error(`${name} takes a string`);
      const pattern = toolbox.pattern(source);
      return (value) => typeof value === 'string' && pattern.test(value) === wanted;
    },
  });
}

function members(name: string, wanted: boolean): PredicateSpec {
  return definePredicate({
    name,
    dialect: 'tinkerpop',
    signature: `${name}(value…)`,
    doc: `The value equals ${wanted ? 'one' : 'none'} of these.`,
    example: `g.V().has('name', ${name}('josh', 'vadas'))`,
    operands: [0, many],
    equality: wanted,
    takesList: true,
    compile: (operands) => {
      const [only] = operands.length === 1 ? operands : [];
      const listed = only instanceof Members ? only : new Members(isCollection(only) ? only : operands);
      return (value) => listed.has(value) === wanted;
    },
  });
}

const itself = (operand: string) => operand;

function isCollection(value: unknown): value is Iterable<unknown> {
  return Array.isArray(value) || value instanceof Set;
}

export const tinkerpopPredicateSpecs: readonly PredicateSpec[] = [
  definePredicate({
    name: 'eq',
    dialect: 'tinkerpop',
    signature: 'eq(value)',
    doc: 'The value equals this one; numbers compare by value, whatever their type.',
    example: "g.V().has('age', eq(29))",
    operands: [1, 1],
    equality: true,
    compile:
      ([wanted]) =>
      (value) =>
        equal(value, wanted),
  }),
  definePredicate({
    name: 'neq',
    dialect: 'tinkerpop',
    signature: 'neq(value)',
    doc: 'The value is another one.',
    example: "g.V().has('name', neq('marko'))",
    operands: [1, 1],
    compile:
      ([unwanted]) =>
      (value) =>
        value !== undefined && !equal(value, unwanted),
  }),
  comparing('lt', 'below', (order) => order < 0),
  comparing('lte', 'at most', (order) => order <= 0),
  comparing('gt', 'above', (order) => order > 0),
  comparing('gte', 'at least', (order) => order >= 0),
  between('inside', 'The value lies between the two and is neither.', (low, high) => low > 0 && high < 0),
  between('outside', 'The value is below the first or above the second.', (low, high) => low < 0 || high > 0),
  between('between', 'The value is at least the first and below the second.', (low, high) => low >= 0 && high < 0),
  members('within', true),
  members('without', false),
  text('startingWith', 'The text begins with this.', (value, start) => value.startsWith(start), itself),
  text('notStartingWith', 'The text does not begin with this.', (value, start) => !value.startsWith(start)),
  text('endingWith', 'The text ends with this.', (value, end) => value.endsWith(end), itself),
  text('notEndingWith', 'The text does not end with this.', (value, end) => !value.endsWith(end)),
  text('containing', 'The text contains this.', (value, part) => value.includes(part), itself),
  text('notContaining', 'The text does not contain this.', (value, part) => !value.includes(part)),
  regular('regex', true),
  regular('notRegex', false),
  definePredicate({
    name: 'typeOf',
    dialect: 'tinkerpop',
    signature: 'typeOf(GType)',
    doc: 'The value is of this type.',
    example: 'g.V().values().is(typeOf(GType.STRING))',
    operands: [1, 1],
    compile: ([type]) => {
      if (!(type instanceof Token) && typeof type !== 'string') throw new Error('typeOf takes a GType');
      const name = type instanceof Token ? type.name : type;
      if (!isTypeName(name)) throw new Error(`there is no type ${name}`);
      return (value) => isOfType(value, name);
    },
  }),
];
