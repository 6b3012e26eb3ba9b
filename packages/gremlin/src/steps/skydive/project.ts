/** Skydive's projections: values under keys, and what they add up to. */
import { expandOp, placed, reduceOp } from '../../2-plan/ops.ts';
import { asNumber } from '../../predicates/skydive-equal.ts';
import type { GraphElement } from '../../reader.ts';
import { fieldNames, skydiveKey } from '../../values/property.ts';
import { isElement, MultiValue } from '../../values/value.ts';
import { defineStep } from '../define.ts';
import { asElement } from './elements.ts';

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

export const values = defineStep({
  name: 'Values',
  dialect: 'skydive',
  group: 'project',
  signatures: ['Values(key…)'],
  doc: 'The value under each key, where present and not an empty list or object; a list is one value.',
  example: "G.V().Has('Type', 'pod').Values('Name')",
  takes: ['nodes', 'edges', 'any'],
  gives: 'values',
  plan(call) {
    call.expect(1, Number.POSITIVE_INFINITY);
    const reads = call.args.map((_, i) => skydiveKey(call.string(i, 'keys, which are strings,')));
    return expandOp(
      call,
      (value, run) =>
        reads
          .map((read) => read(run.reader, asElement(call, value)))
          .filter((found) => found !== undefined && !isEmpty(found)),
      { fact: { is: 'read' } },
    );
  },
});

export const valueMap = defineStep({
  name: 'ValueMap',
  dialect: 'skydive',
  group: 'project',
  signatures: ['ValueMap()', 'ValueMap(key…)'],
  doc: 'An object of the keys that the element has, or of all its metadata; an element with none of them is left out.',
  example: "G.V().Has('Type', 'pod').ValueMap('Name', 'K8s.Namespace')",
  takes: ['nodes', 'edges', 'any'],
  gives: 'values',
  plan(call) {
    const keys = call.args.map((_, i) => call.string(i, 'keys, which are strings,'));
    const reads = keys.map((key) => [key, skydiveKey(key)] as const);
    return expandOp(call, (value, run) => {
      const element = asElement(call, value);
      const pairs = reads
        .map(([key, read]) => [key, read(run.reader, element)] as const)
        .filter(([, found]) => found !== undefined);
      const map = keys.length === 0 ? element.metadata : Object.fromEntries(pairs);
      return Object.keys(map).length > 0 ? [map] : [];
    });
  },
});

/** Every key of a tree in dot notation, the objects on the way included; lists are not entered. */
function addKeys(tree: object, prefix: string, keys: Set<string>): void {
  for (const [key, value] of Object.entries(tree)) {
    keys.add(prefix + key);
    const isTree =
      typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof MultiValue);
    if (isTree) addKeys(value, `${prefix}${key}.`, keys);
  }
}

export const keys = defineStep({
  name: 'Keys',
  dialect: 'skydive',
  group: 'project',
  signatures: ['Keys()'],
  doc: 'Each key that occurs, once: the fields with @ first, then metadata keys in dot notation.',
  example: 'G.V().Keys()',
  takes: ['nodes', 'edges', 'any'],
  gives: 'values',
  plan(call) {
    // Arguments say nothing, but have to be some.
    for (const arg of call.args) if (!call.builder.isPredicate(arg)) call.builder.valueOf(arg);
    const gather = reduceOp(
      call,
      () => new Set<string>(),
      (found, row) => {
        if (found.size === 0) for (const name of fieldNames) found.add(name);
        addKeys((asElement(call, row.value) as GraphElement).metadata, '', found);
        return found;
      },
      (found) => found,
    );
    return [gather, expandOp(call, (found) => found as Set<string>, { text: 'each key' })];
  },
});

export const count = defineStep({
  name: 'Count',
  dialect: 'skydive',
  group: 'aggregate',
  signatures: ['Count()'],
  doc: 'How many there are, duplicates included.',
  example: "G.V().Has('Type', 'pod').Count()",
  takes: ['nodes', 'edges', 'values', 'paths', 'any'],
  gives: 'scalar',
  plan(call) {
    call.expect(0);
    return reduceOp(
      call,
      () => 0,
      (sum, row) => sum + row.bulk,
      (sum) => sum,
      { fact: { is: 'count' } },
    );
  },
});

export const sum = defineStep({
  name: 'Sum',
  dialect: 'skydive',
  group: 'aggregate',
  signatures: ['Sum(key)', 'Sum()'],
  doc: 'The sum of the values under the key, where present; of values, their sum. Numbers may be text, and true counts as 1.',
  example: "G.V().Has('Type', 'deployment').Sum('K8s.Replicas')",
  takes: ['nodes', 'edges', 'values', 'any'],
  gives: 'scalar',
  plan(call) {
    if (call.input === 'values') call.expect(0);
    else call.expect(1);
    const key = call.args.length > 0 ? call.string(0, 'a key, which is a string,') : undefined;
    const read = key === undefined ? undefined : skydiveKey(key);
    return reduceOp(
      call,
      () => 0,
      (total, row, run) => {
        const value = read && isElement(row.value) ? read(run.reader, row.value) : row.value;
        if (value === undefined) return total;
        const number = typeof value === 'boolean' ? Number(value) : asNumber(value);
        return placed(call, () => {
          if (number === undefined) throw new Error(`Sum cannot add ${JSON.stringify(value)}, which is no number`);
          return total + number * row.bulk;
        });
      },
      (total) => total,
    );
  },
});
