/** Skydive's filters: Has and its siblings. */
import type { Call } from '../../2-plan/call.ts';
import { filterOp } from '../../2-plan/ops.ts';
import type { Kind, Op } from '../../2-plan/plan.ts';
import type { Condition } from '../../predicates/condition.ts';
import type { GraphElement, GraphReader } from '../../reader.ts';
import { Loose } from '../../values/property.ts';
import { isElement } from '../../values/value.ts';
import { defineStep } from '../define.ts';
import { allOf, conditionsOf, presence } from './conditions.ts';

/** The value as something with keys: an element, or one of the objects that ValueMap gives. */
function keyed(value: unknown): GraphElement | undefined {
  if (isElement(value)) return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new Loose(value instanceof Map ? Object.fromEntries(value) : (value as GraphElement['metadata']));
}

/** Keeps what passes all conditions. What has no keys is dropped. */
export function conditionsOp(call: Call, conditions: readonly Condition[]): Op {
  const test = allOf(conditions);
  return filterOp(
    call,
    (value, run) => {
      const element = keyed(value);
      return element !== undefined && test(element, element === value ? run.reader : plainReader(run.reader));
    },
    { fact: { is: 'conditions', all: conditions } },
  );
}

/** The reader without its shortcut to properties, for objects that are no elements of the graph. */
function plainReader(reader: GraphReader): GraphReader {
  return Object.create(reader, { property: { value: undefined } });
}

const takes: readonly Kind[] = ['nodes', 'edges', 'values', 'scalar', 'any'];
const takesElements: readonly Kind[] = ['nodes', 'edges', 'any'];
const same = (kind: Kind) => kind;

export const has = defineStep({
  name: 'Has',
  dialect: 'skydive',
  group: 'filter',
  signatures: ['Has(key)', 'Has(key, value or predicate, …)'],
  doc: 'Keeps what has the key, or matches every pair.',
  example: "G.V().Has('Type', 'pod', 'State', 'DOWN')",
  takes,
  gives: (kind) => (kind === 'scalar' ? 'values' : kind),
  plan(call) {
    if (call.args.length === 0) throw call.error('Has takes at least one key');
    return conditionsOp(call, conditionsOf(call));
  },
});

export const hasEither = defineStep({
  name: 'HasEither',
  dialect: 'skydive',
  group: 'filter',
  signatures: ['HasEither(key)', 'HasEither(key, value or predicate, …)'],
  doc: 'Keeps what has the key, or matches at least one of the pairs.',
  example: "G.V().HasEither('Type', 'pod', 'Type', 'service')",
  takes: takesElements,
  gives: same,
  plan(call) {
    if (call.args.length === 0) throw call.error('HasEither takes at least one key');
    const conditions = conditionsOf(call);
    const either: Condition = {
      text: conditions.map((one) => one.text).join(' or '),
      test: (element, reader) => conditions.some((one) => one.test(element, reader)),
    };
    return conditionsOp(call, [either]);
  },
});

function keyStep(name: string, wanted: boolean, doc: string) {
  return defineStep({
    name,
    dialect: 'skydive',
    group: 'filter',
    signatures: [`${name}(key)`],
    doc,
    example: `G.V().${name}('K8s.Labels.app')`,
    takes: takesElements,
    gives: same,
    plan(call) {
      call.expect(1);
      return conditionsOp(call, [presence(call, call.args[0]!, wanted)]);
    },
  });
}

export const hasKey = keyStep('HasKey', true, 'Keeps what has the key, whatever its value.');
export const hasNot = keyStep('HasNot', false, 'Keeps what does not have the key.');
