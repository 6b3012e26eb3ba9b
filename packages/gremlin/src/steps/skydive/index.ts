/** Skydive's steps, in the order in which the reference shows them. */
import type { StepSpec } from '../define.ts';
import { at, context } from './at.ts';
import { has, hasEither, hasKey, hasNot } from './filter.ts';
import * as navigate from './navigate.ts';
import { dedup, limit, range, sort } from './page.ts';
import { count, keys, sum, valueMap, values } from './project.ts';
import { refused } from './refused.ts';
import { as, select } from './register.ts';
import { e, restart, v } from './source.ts';
import { subGraph } from './subgraph.ts';
import { ascendants, descendants, neighbors, shortestPathTo } from './walk.ts';

export const skydiveSteps: readonly StepSpec[] = [
  v,
  e,
  restart,
  at,
  context,
  has,
  hasEither,
  hasKey,
  hasNot,
  navigate.out,
  navigate.into,
  navigate.both,
  navigate.outE,
  navigate.inE,
  navigate.bothE,
  navigate.inV,
  navigate.outV,
  navigate.bothV,
  navigate.parentV,
  navigate.childV,
  dedup,
  limit,
  range,
  sort,
  values,
  valueMap,
  keys,
  count,
  sum,
  as,
  select,
  subGraph,
  shortestPathTo,
  descendants,
  ascendants,
  neighbors,
  ...refused,
];
