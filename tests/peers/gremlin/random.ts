/** Traversals made up from a seed. */
import type { Asked } from './suite.ts';

export function randomQuestions(_count: number, _seed: number): Asked[] {
  return [];
}
