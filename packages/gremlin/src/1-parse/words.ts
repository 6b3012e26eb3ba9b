/** The names that read as a predicate rather than as a step when they stand among arguments. */

/** TinkerPop's `P` and `TextP`, spelled exactly. `not` is also a step: its argument decides. */
export const tinkerpopPredicates: ReadonlySet<string> = new Set([
  'eq',
  'neq',
  'lt',
  'lte',
  'gt',
  'gte',
  'inside',
  'outside',
  'between',
  'within',
  'without',
  'startingWith',
  'notStartingWith',
  'endingWith',
  'notEndingWith',
  'containing',
  'notContaining',
  'regex',
  'notRegex',
  'typeOf',
]);

/** Skydive's, in any case. */
export const skydivePredicates: ReadonlySet<string> = new Set([
  'metadata',
  'within',
  'without',
  'ne',
  'nee',
  'lt',
  'lte',
  'gt',
  'gte',
  'inside',
  'outside',
  'between',
  'regex',
  'glob',
  'ipv4range',
  'iprange',
]);

/** Words that are values of their own. */
export const constants: ReadonlyMap<string, { value: boolean | null | number }> = new Map([
  ['true', { value: true }],
  ['false', { value: false }],
  ['null', { value: null }],
  ['NaN', { value: Number.NaN }],
  ['Infinity', { value: Number.POSITIVE_INFINITY }],
]);
