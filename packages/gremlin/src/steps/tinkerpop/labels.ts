/** Whether an edge has one of the labels that a hop asks for. */
import type { EdgeElement } from '../../reader.ts';
import { labelOf } from '../../values/value.ts';

export function matchesLabel(edge: EdgeElement, labels: readonly string[]): boolean {
  if (labels.length === 0) return true;
  const label = labelOf(edge);
  return labels.length === 1 ? labels[0] === label : labels.includes(label);
}
