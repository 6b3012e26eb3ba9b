/** Skydive's predicates. Their names are read in any case. */
import { byText } from '../values/order.ts';
import { Token } from '../values/value.ts';
import { type AddressRange, addressOf, parseRange } from './address.ts';
import { definePredicate, type PredicateSpec, type Test } from './define.ts';
import { globSource } from './glob.ts';
import { requiredText } from './required-text.ts';
import { anyOf, asNumber, matches } from './skydive-equal.ts';

const many = Number.POSITIVE_INFINITY;

/** Flattens list literals, so that `Within(['a', 'b'])` reads as `Within('a', 'b')`. */
function listed(operands: readonly unknown[]): unknown[] {
  return plain(operands.flatMap((one) => (Array.isArray(one) || one instanceof Set ? [...one] : [one])));
}

/** Refuses words such as ASC and NOW, which no property equals. */
function plain<T extends readonly unknown[]>(operands: T): T {
  const word = operands.find((one) => one instanceof Token);
  if (word) throw new Error(`compares with values, and ${word} is none`);
  return operands;
}

/** Compares with a bound: as numbers when the bound is one, else as text. */
function against(bound: unknown, name: string): (value: unknown) => number {
  const number = asNumber(bound);
  if (number !== undefined)
    return (value) => {
      const n = asNumber(value);
      return n === undefined ? Number.NaN : n - number;
    };
  if (typeof bound === 'string')
    return (value) => (typeof value === 'string' && asNumber(value) === undefined ? byText(value, bound) : Number.NaN);
  throw new Error(`${name} compares with a number or a string`);
}

function ordering(name: string, sign: string, holds: (order: number) => boolean): PredicateSpec {
  return definePredicate({
    name,
    dialect: 'skydive',
    signature: `${name}(bound)`,
    doc: `The value is ${sign} the bound; numbers compare as numbers, also when spelled as plain decimal text, other text by code unit.`,
    example: `G.V().Has('K8s.Replicas', ${name}(2))`,
    operands: [1, 1],
    compile([bound]) {
      const order = against(bound, name);
      return (value) => anyOf(value, (one) => holds(order(one)));
    },
  });
}

function stretch(name: string, doc: string, holds: (low: number, high: number) => boolean): PredicateSpec {
  return definePredicate({
    name,
    dialect: 'skydive',
    signature: `${name}(low, high)`,
    doc,
    example: `G.V().Has('K8s.Replicas', ${name}(1, 5))`,
    operands: [2, 2],
    compile([low, high]) {
      const [fromLow, fromHigh] = [against(low, name), against(high, name)];
      if ((asNumber(low) === undefined) !== (asNumber(high) === undefined))
        throw new Error(`${name} takes two numbers or two other strings`);
      return (value) => anyOf(value, (one) => holds(fromLow(one), fromHigh(one)));
    },
  });
}

function textual(
  name: string,
  operand: string,
  doc: string,
  example: string,
  test: PredicateSpec['compile'],
  part?: PredicateSpec['part'],
): PredicateSpec {
  return definePredicate({
    name,
    dialect: 'skydive',
    signature: `${name}(${operand})`,
    doc,
    example,
    operands: [1, 1],
    compile([source], toolbox): Test {
      if (typeof source !== 'string') throw new Error(`${name} takes a string`);
      const holds = test([source], toolbox);
      return (value) => anyOf(value, (one) => typeof one === 'string' && holds(one));
    },
    ...(part ? { part } : {}),
  });
}

function inRange(source: string, families: readonly number[]): Test {
  const range: AddressRange = parseRange(source, families);
  return (one) => {
    const address = addressOf(one as string);
    return address !== undefined && range.contains(address);
  };
}

export const skydivePredicateSpecs: readonly PredicateSpec[] = [
  definePredicate({
    name: 'Within',
    dialect: 'skydive',
    signature: 'Within(value…)',
    doc: 'The value equals one of these. Without operands nothing does.',
    example: "G.V().Has('Type', Within('pod', 'service'))",
    operands: [0, many],
    equality: true,
    compile: (operands) => {
      const wanted = listed(operands);
      return (value) => wanted.some((one) => matches(one, value));
    },
  }),
  definePredicate({
    name: 'Without',
    dialect: 'skydive',
    signature: 'Without(value…)',
    doc: 'The value equals none of these; an absent value also passes.',
    example: "G.V().Has('Manager', Without('k8s', 'istio'))",
    operands: [0, many],
    compile: (operands) => {
      const unwanted = listed(operands);
      return (value) => !unwanted.some((one) => matches(one, value));
    },
  }),
  definePredicate({
    name: 'Ne',
    dialect: 'skydive',
    signature: 'Ne(value)',
    doc: 'The key is present and its value is another; of a list, no element equals it.',
    example: "G.V().Has('State', Ne('UP'))",
    operands: [1, 1],
    compile(operands) {
      const [wanted] = plain(operands);
      return (value) => value !== undefined && !matches(wanted, value);
    },
  }),
  definePredicate({
    name: 'Nee',
    dialect: 'skydive',
    signature: 'Nee(value)',
    doc: 'The value is another, or the key is absent.',
    example: "G.V().Has('State', Nee('UP'))",
    operands: [1, 1],
    compile(operands) {
      const [wanted] = plain(operands);
      return (value) => !matches(wanted, value);
    },
  }),
  ordering('Lt', 'below', (order) => order < 0),
  ordering('Lte', 'at most', (order) => order <= 0),
  ordering('Gt', 'above', (order) => order > 0),
  ordering('Gte', 'at least', (order) => order >= 0),
  stretch('Inside', 'The value lies between the two bounds and is neither.', (low, high) => low > 0 && high < 0),
  stretch(
    'Between',
    'The value is at least the low bound and below the high one.',
    (low, high) => low >= 0 && high < 0,
  ),
  stretch('Outside', 'The value is below the low bound or above the high one.', (low, high) => low < 0 || high > 0),
  textual(
    'Regex',
    'pattern',
    'The RE2 pattern is found in the text; ^ and $ anchor it, where Skydive itself always anchors.',
    "G.V().Has('Name', Regex('^web-[0-9]+$'))",
    ([source], toolbox) => {
      const pattern = toolbox.pattern(source as string);
      return (one) => pattern.test(one as string);
    },
    requiredText,
  ),
  textual(
    'Glob',
    'pattern',
    'The whole text fits the pattern, where * stands for any text and ? for one character.',
    "G.V().Has('Name', Glob('task-pv-*'))",
    ([source], toolbox) => {
      const pattern = toolbox.pattern(globSource(source as string), { whole: true });
      return (one) => pattern.test(one as string);
    },
    (glob) => requiredText(globSource(glob)),
  ),
  textual(
    'IPV4Range',
    'range',
    'The text is an IPv4 address inside the range; a bare address is a range of one.',
    "G.V().Has('K8s.PodIP', IPV4Range('10.0.0.0/8'))",
    ([source]) => inRange(source as string, [4]),
  ),
  textual(
    'IPRange',
    'range',
    'The text is an address of either family inside the range.',
    "G.V().Has('K8s.PodIP', IPRange('fd00::/8'))",
    ([source]) => inRange(source as string, [4, 6]),
  ),
  definePredicate({
    name: 'Metadata',
    dialect: 'skydive',
    signature: 'Metadata(key, value, …)',
    doc: 'Pairs that all match; says which nodes and edges ShortestPathTo means.',
    example: "G.V('a').ShortestPathTo(Metadata('Name', 'b'))",
    operands: [0, many],
    compile: () => {
      throw new Error('Metadata belongs in ShortestPathTo');
    },
  }),
];
