/** TinkerPop's read steps, in the order in which the reference shows them. */
import type { StepSpec } from '../define.ts';
import * as branching from './branch.ts';
import { branch, choose } from './choose.ts';
import * as collecting from './collect.ts';
import * as convert from './convert.ts';
import { ends, fail, questions, timeLimit } from './end.ts';
import * as filters from './filter.ts';
import { group, groupCount } from './group.ts';
import * as list from './list.ts';
import * as logic from './logic.ts';
import { match } from './match.ts';
import { math } from './math.ts';
import { modulators } from './modulate.ts';
import * as navigate from './navigate.ts';
import { count, max, mean, min, sum } from './number.ts';
import { order } from './order.ts';
import * as page from './page.ts';
import { as, cyclicPath, path, select, simplePath } from './path.ts';
import * as projecting from './project.ts';
import { loops, repeat } from './repeat.ts';
import { coin, sample } from './sample.ts';
import { shortestPath } from './shortest-path.ts';
import { aggregate, barrier, cap, sack, store, subgraph } from './side.ts';
import { e, inject, refused, settings, union, v } from './source.ts';
import * as text from './text.ts';
import { where, whereEnd, whereStart } from './where.ts';

const { out, into, both, outE, inE, bothE, to, toE, outV, inV, bothV, toV, otherV } = navigate;
const { has, hasLabel, hasId, hasKey, hasValue, hasNot, is } = filters;
const { limit, skip, range, tail, dedup } = page;
const { project, values, properties, valueMap, propertyMap, elementMap } = projecting;
const { id, label, key, value, element, constant, identity } = projecting;
const { fold, unfold, index, tree } = collecting;
const { map, flatMap, sideEffect, coalesce, optional, local } = branching;
const { concat, format, asString, length, toLower, toUpper, trim, lTrim, rTrim, replace, reverse, split, substring } =
  text;
const { combine, conjoin, difference, disjunct, intersect, merge, product, all, any, none } = list;
const { asBool, asDate, asNumber, dateAdd, dateDiff } = convert;

export const tinkerpopSteps: readonly StepSpec[] = [
  ...[v, e, inject, ...settings],
  ...[out, into, both, outE, inE, bothE, to, toE, outV, inV, bothV, toV, otherV],
  ...[has, hasLabel, hasId, hasKey, hasValue, hasNot, is],
  ...[logic.filter, logic.not, logic.and, logic.or, where, whereStart, whereEnd],
  ...[limit, skip, range, tail, sample, coin, dedup, order, timeLimit],
  ...[project, values, properties, valueMap, propertyMap, elementMap],
  ...[id, label, key, value, element, constant, identity],
  ...[count, sum, min, max, mean, math, fold, unfold, index],
  ...[group, groupCount, tree],
  ...[map, flatMap, sideEffect, coalesce, optional, local, union, choose, branch, repeat, loops],
  ...[as, select, path, simplePath, cyclicPath, match, shortestPath],
  ...[aggregate, store, cap, barrier, sack, subgraph],
  ...[concat, format, asString, length, toLower, toUpper, trim, lTrim, rTrim, replace, reverse, split, substring],
  ...[combine, conjoin, difference, disjunct, intersect, merge, product, all, any, none],
  ...[asBool, asDate, asNumber, dateAdd, dateDiff],
  ...[fail, ...modulators, ...ends, ...questions, ...refused],
];
