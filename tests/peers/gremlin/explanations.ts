/** Differences that are meant, or that are the other side's. */
import type { Answer } from './judge.ts';
import type { Asked } from './suite.ts';

export interface Explanation {
  readonly title: string;
  holds(asked: Asked, own: Answer, theirs: Answer): boolean;
}

const refuses = (theirs: Answer, error: string, message = '') =>
  theirs.error === error && theirs.message.includes(message);

/** What a query holds says which explanation may be meant; an error on the other side has to be the very one. */
const asks = (pattern: RegExp, error?: string) => (asked: Asked, _: Answer, theirs: Answer) =>
  pattern.test(asked.query) && (error === undefined || refuses(theirs, error));

/** Looked at where TinkerGraph gives our answer once it leaves its optimisations out. */
export const optimised: Explanation = {
  title: 'an optimisation of TinkerGraph changes its answer',
  holds: () => false,
};

export const explanations: readonly Explanation[] = [
  {
    title: 'a form that the other grammar does not have',
    holds: (_, own, theirs) => own.error === undefined && refuses(theirs, 'GremlinParserException'),
  },
  {
    title: 'a predicate on texts does not hold of what is no text',
    holds: (_, own, theirs) =>
      own.error === undefined && refuses(theirs, 'ClassCastException', 'cannot be cast to class java.lang.String'),
  },
  {
    title: 'where(within(label)) also takes a single value',
    holds: (_, own, theirs) =>
      own.error === undefined && refuses(theirs, 'ClassCastException', 'cannot be cast to class java.util.Collection'),
  },
  {
    title: 'min, max and order(local) also take elements, lists and maps',
    holds: (_, own, theirs) =>
      own.error === undefined &&
      theirs.error === 'ClassCastException' &&
      /^null$|cast to class java\.lang\.(Comparable|Enum)/.test(theirs.message),
  },
  { title: 'sumLong takes any numbers', holds: asks(/sumLong/, 'ClassCastException') },
  { title: 'any text may be an id', holds: asks(/\bV\(("x"|\[1, 2\], 3)\)/, 'IllegalArgumentException') },
  { title: 'next() and its kin say how to fetch, and do not fail on nothing', holds: asks(/\.(next|tryNext)\(\)$/) },
  {
    title: 'skip(local) past the end of a map gives an empty one',
    holds: asks(/skip\(local/, 'IllegalArgumentException'),
  },
  { title: 'unfold of null is null', holds: asks(/inject\(null\)\.unfold/, 'NullPointerException') },
  {
    title: 'match takes and() and or() as patterns',
    holds: asks(/match\(.*(and|or)\(as/, 'IndexOutOfBoundsException'),
  },
  {
    title: 'several values under a key are read by values()',
    holds: asks(/values\("location"\)/, 'IllegalStateException'),
  },
  { title: 'math knows pi and e', holds: asks(/math\("(pi|e)"\)/, 'IllegalStateException') },
  { title: 'math takes by(traversal)', holds: asks(/math\(.*\)\.by\(values/, 'IllegalStateException') },
  { title: 'a mean does not overflow', holds: asks(/mean\(/, 'ArithmeticException') },
  { title: 'what a named group holds can be looked at while it grows', holds: asks(/group\("m"\).*select\("m"\)/) },
  { title: 'the mean with NaN is NaN', holds: asks(/inject\(NaN, 1\.0\)\.mean/) },
  { title: 'decimals keep their value and not how many zeros were written', holds: asks(/2\.50m/) },
  { title: 'a moment is the same in every zone', holds: asks(/is\(eq\(datetime\(.*\+02:00/) },
  { title: 'ids of properties are made up', holds: asks(/properties\(.*(elementMap|valueMap\(true|order\(\))/) },
  { title: 'the order of edges under several labels', holds: asks(/(both|out|in)E?\("knows", "created"\)/) },
  { title: 'valueMap(false) adds no tokens', holds: asks(/valueMap\(false/) },
  { title: 'a label that is named twice leads along its edges once', holds: asks(/\("created", "created"\)/) },
  {
    title: 'a set equals a set',
    holds: asks(/\{1, 2\}, \[1\]\)\.is\(\{2, 1\}/),
  },
  { title: 'and() with nothing on its left', holds: asks(/V\(\)\.and\(\)/) },
  {
    title: 'in a group, what stands before the first barrier is asked of one row after the other',
    holds: asks(/group\(.*by\((union\(count|tail\()/),
  },
  {
    title: 'optional(count()) and its kin answer once more where no row is left',
    holds: asks(/optional\(.*(count|fold|group|groupCount|sum|min|max|mean)\(/),
  },
  {
    title: 'order() and barrier() in by() look at one row at a time',
    holds: asks(/by\(__\.[^)]*\)?.*(order|barrier|dedup)\(/),
  },
  {
    title: 'in a group, what one row leaves unread is not what the next one gives',
    holds: asks(/group\(\)\.by\(label\)\.by\((out\(\)\.(dedup|skip)|dedup\(\)\.by)\(/),
  },
  { title: 'local(group()) without a row answers nothing', holds: asks(/local\(.*group/) },
  { title: 'assign keeps the last of what is aggregated', holds: asks(/Operator\.assign\).*aggregate/) },
  { title: 'loops() outside repeat', holds: asks(/loops\(\)/) },
  {
    title: 'emit() before repeat shows what goes in, whatever stands in it',
    holds: asks(/\bemit\(\)\.(?:times\(\d+\)\.)?repeat\(.*\b(?:dedup|limit)\(/),
  },
  { title: 'a source of traversals is no row', holds: asks(/^g$/) },
];

export function explanationOf(asked: Asked, own: Answer, theirs: Answer): Explanation | undefined {
  return explanations.find((one) => one.holds(asked, own, theirs));
}
