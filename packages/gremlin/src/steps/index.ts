/** The list of all steps. Completion, hover texts and the reference are made from it. */
import type { StepSpec } from './define.ts';
import { skydiveSteps } from './skydive/index.ts';
import { tinkerpopSteps } from './tinkerpop/index.ts';

export const steps: readonly StepSpec[] = [...skydiveSteps, ...tinkerpopSteps];
