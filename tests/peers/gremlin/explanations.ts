/** Differences that are meant, or that are the other side's to mend. */
import type { Answer } from './judge.ts';
import type { Asked } from './suite.ts';

export interface Explanation {
  readonly title: string;
  holds(asked: Asked, own: Answer, theirs: Answer): boolean;
}

export const explanations: readonly Explanation[] = [];

export function explanationOf(asked: Asked, own: Answer, theirs: Answer): Explanation | undefined {
  return explanations.find((one) => one.holds(asked, own, theirs));
}
