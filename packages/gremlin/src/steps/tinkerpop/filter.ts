/** TinkerPop's filters on properties and values. */
import type { Arg } from '../../1-parse/ast.ts';
import { printArg } from '../../1-parse/print.ts';
import { tokenOf } from '../../2-plan/by.ts';
import type { Call } from '../../2-plan/call.ts';
import { filterOp } from '../../2-plan/ops.ts';
import type { Op } from '../../2-plan/plan.ts';
import { equalsOf, partOf } from '../../2-plan/predicates.ts';
import type { Condition } from '../../predicates/condition.ts';
import type { Test } from '../../predicates/define.ts';
import type { GraphElement, GraphReader } from '../../reader.ts';
import { isNumber } from '../../values/number.ts';
import { fromTree, metadataOf } from '../../values/property.ts';
import { isElement, labelOf, MultiValue, Property, type Token } from '../../values/value.ts';
import { defineStep } from '../define.ts';
import { anyTest, testOf } from './tests.ts';

/** The value under a key, of an element or of a property that has some of its own. */
function valueUnder(of: GraphElement | Property, key: string, reader: GraphReader): unknown {
  return of instanceof Property ? of.metadata[key] : metadataOf(reader, of, key);
}

function keyCondition(call: Call, key: string, wanted: Arg | undefined): Condition {
  if (!wanted) return { text: `has ${key}`, test: (element, reader) => valueUnder(element, key, reader) !== undefined };
  const test = testOf(call, wanted);
  const equals = wanted.kind === 'literal' || wanted.kind === 'predicate' ? equalsOf(call.builder, wanted) : undefined;
  const contains = partOf(call.builder, wanted);
  return {
    text: `${key} ${call.builder.isPredicate(wanted) ? '' : '= '}${printArg(wanted)}`,
    key,
    ...(equals ? { equals, exact: key === 'Type' } : {}),
    ...(contains ? { contains } : {}),
    test(element, reader) {
      const value = valueUnder(element, key, reader);
      if (value === undefined) return false;
      if (value instanceof MultiValue) return value.values.some((one) => test(one.value));
      return test(typeof value === 'object' ? fromTree(value) : value);
    },
  };
}

function labelCondition(test: Test, text: string, equals?: Condition['equals']): Condition {
  return {
    text,
    ...(equals ? { key: 'Type', equals, exact: true } : {}),
    test: (element, reader) => test(element instanceof Property ? element.key : labelOf(element, reader)),
  };
}

function tokenCondition(call: Call, token: Token, wanted: Arg): Condition {
  const test = testOf(call, wanted);
  const literal = wanted.kind === 'literal' ? wanted.value : undefined;
  if (token.name === 'label') return labelCondition(test, `label ${printArg(wanted)}`, nodeLabels(call, [wanted]));
  const byText = token.name === 'id' && (typeof literal === 'string' || typeof literal === 'number');
  return {
    text: `${token.name} ${printArg(wanted)}`,
    test: (element) => (byText && isElement(element) ? element.id === String(literal) : test(tokenOf(element, token))),
  };
}

/** Labels that an index over `Type` can find; of edges there is none, and the condition still holds there. */
function nodeLabels(call: Call, args: readonly Arg[]): Condition['equals'] {
  if (call.input !== 'nodes') return undefined;
  const found = args.map((arg) => equalsOf(call.builder, arg));
  const labels = found.every((one) => one !== undefined) ? found.flat() : undefined;
  // A node without a Type has the label vertex, which no index over Type knows.
  return labels?.includes('vertex') ? undefined : labels;
}

function conditionsOp(call: Call, conditions: readonly Condition[]): Op {
  return filterOp(
    call,
    (value, run) => {
      if (!isElement(value) && !(value instanceof Property))
        throw new Error(`${call.step.name} asks for a property, and this has none`);
      return conditions.every((condition) => condition.test(value as GraphElement, run.reader));
    },
    { fact: { is: 'conditions', all: conditions } },
  );
}

export const has = defineStep({
  name: 'has',
  dialect: 'tinkerpop',
  group: 'filter',
  signatures: [
    'has(key)',
    'has(key, value or predicate)',
    'has(label, key, value or predicate)',
    'has(T, value or predicate)',
  ],
  doc: 'Keeps elements that have the property, or one whose value passes; a dotted key leads into trees.',
  example: "g.V().has('person', 'age', gt(30))",
  gives: (kind) => kind,
  plan(call) {
    call.expect(1, 3);
    const [first, second, third] = call.args;
    for (const arg of call.args)
      if (arg.kind === 'traversal' && arg.steps.length === 1) call.child(call.args.indexOf(arg));
    if (second?.kind === 'traversal') throw call.error('has takes no traversal; use where or filter', second);
    const token = call.token(0, 'T');
    if (token) return conditionsOp(call, [tokenCondition(call, token, second ?? first!)]);
    if (!third)
      return conditionsOp(call, [keyCondition(call, call.is(0, 'null') ? '' : call.string(0, 'a key'), second)]);
    if (call.is(1, 'null')) return filterOp(call, () => false);
    const label = labelCondition(testOf(call, first!), `label ${printArg(first!)}`, nodeLabels(call, [first!]));
    return conditionsOp(call, [label, keyCondition(call, call.string(1, 'a key'), third)]);
  },
});

export const hasLabel = defineStep({
  name: 'hasLabel',
  dialect: 'tinkerpop',
  group: 'filter',
  signatures: ['hasLabel(label…)', 'hasLabel(predicate)'],
  doc: 'Keeps elements with one of these labels: the Type of a node, the RelationType of an edge.',
  example: "g.V().hasLabel('pod', 'service')",
  gives: (kind) => kind,
  plan(call) {
    call.expect(1, Number.POSITIVE_INFINITY);
    const text = `label ${call.args.map((arg) => printArg(arg)).join(' or ')}`;
    return conditionsOp(call, [labelCondition(anyTest(call), text, nodeLabels(call, call.args))]);
  },
});

export const hasId = defineStep({
  name: 'hasId',
  dialect: 'tinkerpop',
  group: 'filter',
  signatures: ['hasId(id…)', 'hasId(predicate)'],
  doc: 'Keeps elements with one of these ids.',
  example: 'g.V().hasId(1, 2)',
  gives: (kind) => kind,
  plan(call) {
    call.expect(1, Number.POSITIVE_INFINITY);
    const id = call.builder.valueOf({ kind: 'name', parts: ['T', 'id'], span: call.span }) as Token;
    if (call.args.some((arg) => call.builder.isPredicate(arg))) {
      const test = anyTest(call);
      return filterOp(call, (value) => test(tokenOf(value, id)));
    }
    const wanted = new Set(
      call
        .values()
        .flatMap((one) => (Array.isArray(one) || one instanceof Set ? [...one] : [one]))
        .map((one) => (isElement(one) ? one.id : String(isNumber(one) ? Number(one) : one))),
    );
    return filterOp(call, (value) => wanted.has(String(isElement(value) ? value.id : tokenOf(value, id))));
  },
});

function propertyStep(name: string, token: 'key' | 'value', doc: string) {
  return defineStep({
    name,
    dialect: 'tinkerpop',
    group: 'filter',
    signatures: [`${name}(${token}…)`, `${name}(predicate)`],
    doc,
    example: `g.V().properties().${name}('age')`,
    gives: (kind) => kind,
    plan(call) {
      call.expect(1, Number.POSITIVE_INFINITY);
      const test = anyTest(call);
      return filterOp(call, (value) => {
        if (!isElement(value) && !(value instanceof Property)) throw new Error(`${name} works on properties`);
        return value instanceof Property && test(value[token]);
      });
    },
  });
}

export const hasKey = propertyStep('hasKey', 'key', 'Keeps properties with one of these keys.');
export const hasValue = propertyStep('hasValue', 'value', 'Keeps properties with one of these values.');

export const hasNot = defineStep({
  name: 'hasNot',
  dialect: 'tinkerpop',
  group: 'filter',
  signatures: ['hasNot(key)'],
  doc: 'Keeps elements that do not have the property.',
  example: "g.V().hasNot('age')",
  gives: (kind) => kind,
  plan(call) {
    call.expect(1);
    const key = call.string(0, 'a key');
    const condition: Condition = {
      text: `has no ${key}`,
      test: (element, reader) => valueUnder(element, key, reader) === undefined,
    };
    return conditionsOp(call, [condition]);
  },
});

export const is = defineStep({
  name: 'is',
  dialect: 'tinkerpop',
  group: 'filter',
  signatures: ['is(value)', 'is(predicate)'],
  doc: 'Keeps values that equal this one, or pass.',
  example: "g.V().values('age').is(gt(30))",
  gives: (kind) => kind,
  plan(call) {
    call.expect(1);
    const test = testOf(call, call.args[0]!);
    return filterOp(call, test);
  },
});
