/**
 * Why an answer differs on purpose. A reason is the query, the graph or the answer as Skydive reads it: on those, Canopy must
 * say what Skydive said; only then does it count.
 */
import { parse, print, type Query } from '@canopy/gremlin';
import { compare } from './compare.ts';
import { extras, spellings } from './extras.ts';
import { type Answer, ours, type Question } from './question.ts';
import type { Reading } from './reading.ts';
import { readings } from './readings.ts';

export interface Explanation {
  readonly title: string;
}

/** All reasons without which the answers would still differ; none where nobody knows any. */
export function explain(question: Question, own: Answer, other: Answer): readonly Explanation[] {
  const found = readingsOf(question, other);
  if (found.length > 0) return found;
  const extra = extras.find((one) => one.holds(question, own, other));
  return extra ? [extra] : spellingsOf(question, other);
}

/** Reasons in the text itself, and what else there may be once it is read that way. */
function spellingsOf(question: Question, other: Answer): readonly Explanation[] {
  for (const some of [spellings.slice(0, 1), spellings.slice(1), spellings]) {
    const query = some.reduce((text, { rewrite }) => rewrite(text), question.query);
    if (query === question.query) continue;
    const again = { ...question, query };
    const own = ours(again);
    if (compare(again, own, other) === 'agree') return some;
    const extra = extras.find((one) => one.holds(again, own, other));
    const found = extra ? [extra] : readingsOf(again, other);
    if (found.length > 0) return [...some, ...found];
  }
  return [];
}

function readingsOf(question: Question, other: Answer): readonly Reading[] {
  let query: Query;
  try {
    query = parse(question.query);
  } catch {
    return [];
  }
  const holds = (some: readonly Reading[]) => compare(question, readAs(question, query, some), other) === 'agree';
  const alone = readings.find((one) => holds([one]));
  if (alone) return [alone];
  if (!holds(readings)) return [];
  let needed = readings;
  for (const one of readings) {
    const others = needed.filter((each) => each !== one);
    if (holds(others)) needed = others;
  }
  return needed;
}

function readAs(question: Question, query: Query, some: readonly Reading[]): Answer {
  let [{ graph }, read] = [question, query];
  for (const one of some) {
    graph = one.graph?.(graph, question.query) ?? graph;
    read = one.query?.(read) ?? read;
  }
  let answer = ours({ graph, query: print(read) });
  for (const one of some) answer = one.answer?.(answer) ?? answer;
  return answer;
}
