/** Everything that is true of Kubernetes, as data: the kinds, their vocabulary, and how to look them up. */

export { type CombinedField, combinedFields } from './combined.ts';
export { customKind } from './custom.ts';
export type { ApiResource, Field, FieldType, Kind, LookGroup, Neighbour, Note, Part, Surroundings } from './define.ts';
export { defineKind, fieldKey } from './define.ts';
export type * from './link.ts';
export { kindOf, type Lookup, lookup } from './lookup.ts';
export { networkPolicyForm } from './networking/networkpolicy-form.ts';
export type * from './networking/policy-form.ts';
export { explained, latest } from './notes.ts';
export type { KubeObject, LabelExpression, LabelSelector, ObjectMeta, OwnerReference } from './object.ts';
export { noteKinds, registry, watchedKinds } from './registry.ts';
export { type LinkRule, printProblem, type RuleProblem } from './rule.ts';
export { parseRules, type Ruled, type Rules, withRules } from './rules.ts';
export { printSelector } from './selector-text.ts';
export { problemsOf } from './verify.ts';
