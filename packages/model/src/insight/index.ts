/** The questions that the graph exists for: pure, over any reader, live, past or supposed. */

export { type Blast, blastOf } from './cause/blast.ts';
export { type Cause, type CauseOptions, type CauseStep, causesOf } from './cause/cause.ts';
export { denialsBy } from './cause/denials.ts';
export { FailingNodes } from './cause/failing-nodes.ts';
export { type ProblemGroup, problemsOf } from './cause/problems.ts';
export { fullName, locate, QuestionError } from './locate.ts';
export { type LastChange, lastChange, rememberedFields } from './stale/last-change.ts';
export { type StaleUse, type StaleWorkload, staleUses, staleWorkloads } from './stale/stale.ts';
export type { Case, Decision, Direction, PolicyMention, Verdict } from './traffic/answer.ts';
export type { TrafficChange } from './traffic/compare.ts';
export type { Miss } from './traffic/nearest-miss.ts';
export { policyTypes } from './traffic/policy-index.ts';
export type { Connection } from './traffic/reach.ts';
export { type Answer, type Question, Traffic } from './traffic/traffic.ts';
export { type EdgeMiss, type Side, whyNot } from './why/why-not.ts';
export { inWords } from './why/words.ts';
