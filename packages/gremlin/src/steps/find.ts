/** Which step a spelling means. After `g` TinkerPop's exact spelling wins; after `G` Skydive's in any case does. */
import type { Root, Step } from '../1-parse/ast.ts';
import type { StepSpec } from './define.ts';
import { steps } from './index.ts';

const exact = new Map<string, StepSpec>();
const tinkerpop = new Map<string, StepSpec>();
const skydive = new Map<string, StepSpec>();

for (const spec of steps)
  for (const name of [spec.name, ...(spec.aliases ?? [])]) {
    if (spec.dialect === 'skydive') skydive.set(name.toLowerCase(), spec);
    else {
      exact.set(name, spec);
      tinkerpop.set(name.toLowerCase(), spec);
    }
  }

export function findStep(name: string, root: Root): StepSpec | undefined {
  const lower = name.toLowerCase();
  return root === 'g' ? (exact.get(name) ?? skydive.get(lower)) : (skydive.get(lower) ?? tinkerpop.get(lower));
}

/** Like `findStep`, for a step as written: Skydive's mid-chain `G` is the one that has no parentheses. */
export function lookUp(step: Step, root: Root): StepSpec | undefined {
  return findStep(step.name, root);
}

/** The steps that may be written after the root, without those that are only refused. */
export function visibleSteps(root: Root): StepSpec[] {
  return steps.filter((spec) => {
    if (spec.signatures.length === 0 || spec.example === '') return false;
    return root === 'g' || spec.dialect === 'skydive' || !skydive.has(spec.name.toLowerCase());
  });
}

/** Their names, for suggestions. */
export function stepNames(root: Root): string[] {
  return visibleSteps(root).map((spec) => spec.name);
}
