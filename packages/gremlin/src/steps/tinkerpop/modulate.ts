/** Modulators: steps that say how the step before them works. Alone they are out of place. */
import { defineStep, type StepSpec } from '../define.ts';

function modulator(name: string, signatures: string[], doc: string, after: string): StepSpec {
  return defineStep({
    name,
    dialect: 'tinkerpop',
    group: 'modulate',
    signatures,
    doc,
    example: '',
    gives: (kind) => kind,
    plan(call) {
      throw call.error(`${name} belongs after ${after}`, call.step);
    },
  });
}

export const modulators: readonly StepSpec[] = [
  modulator(
    'by',
    ['by()', 'by(key)', 'by(T)', 'by(traversal)', 'by(…, asc or desc)'],
    'Says what of each counts for the step before.',
    'order, group, path and others',
  ),
  modulator(
    'from',
    ['from(label)'],
    'Says where the way begins for path and its kin.',
    'path, simplePath or cyclicPath',
  ),
  modulator(
    'option',
    ['option(traversal)', 'option(value or predicate, traversal)'],
    'A way to take for choose or branch.',
    'choose or branch',
  ),
  modulator('times', ['times(n)'], 'How many rounds repeat makes.', 'repeat'),
  modulator('until', ['until(traversal or predicate)'], 'When a row leaves repeat.', 'repeat'),
  modulator('emit', ['emit()', 'emit(traversal or predicate)'], 'Which rows repeat shows on the way.', 'repeat'),
];
