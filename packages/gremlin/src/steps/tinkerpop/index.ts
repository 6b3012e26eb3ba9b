/** TinkerPop's read steps, in the order in which the reference shows them. */
import type { StepSpec } from '../define.ts';

export const tinkerpopSteps: readonly StepSpec[] = [];
