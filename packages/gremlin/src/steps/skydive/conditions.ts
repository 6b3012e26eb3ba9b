/** Skydive's filter arguments: one key, or pairs of key and value or predicate, as Has, Out, SubGraph and others take them. */
import type { Arg } from '../../1-parse/ast.ts';
import { printArg } from '../../1-parse/print.ts';
import type { Call } from '../../2-plan/call.ts';
import { compileTest, equalsOf, partOf } from '../../2-plan/predicates.ts';
import type { Condition } from '../../predicates/condition.ts';
import type { Test } from '../../predicates/define.ts';
import { matches } from '../../predicates/skydive-equal.ts';
import type { GraphElement, GraphReader } from '../../reader.ts';
import { isNumber } from '../../values/number.ts';
import { skydiveKey } from '../../values/property.ts';

/** No arguments: no condition. One: the key is present. More: pairs that all have to match. */
export function conditionsOf(call: Call, args: readonly Arg[] = call.args): Condition[] {
  if (args.length === 1) return [presence(call, args[0]!, true)];
  if (args.length % 2 !== 0) throw call.error('Expected pairs of a key and a value', args.at(-1));
  const conditions: Condition[] = [];
  for (let i = 0; i < args.length; i += 2) conditions.push(pair(call, args[i]!, args[i + 1]!));
  return conditions;
}

export function keyOfArg(call: Call, arg: Arg): string {
  const value = arg.kind === 'literal' ? arg.value : arg.kind === 'name' ? call.builder.valueOf(arg) : undefined;
  if (typeof value !== 'string') throw call.error('Expected a key, which is a string', arg);
  return value;
}

export function presence(call: Call, arg: Arg, wanted: boolean): Condition {
  const key = keyOfArg(call, arg);
  const read = skydiveKey(key);
  return {
    text: wanted ? `has ${key}` : `has no ${key}`,
    test: (element, reader) => (read(reader, element) !== undefined) === wanted,
  };
}

function pair(call: Call, keyArg: Arg, wanted: Arg): Condition {
  const key = keyOfArg(call, keyArg);
  const read = skydiveKey(key);
  const test = testOf(call, wanted);
  const plain = !/^@|^(?:Parent|Child)$/.test(key);
  const equals = plain ? equalsOf(call.builder, wanted) : undefined;
  // A number also matches its decimal text, which an index does not know.
  const indexable = equals?.every((value) => typeof value === 'string' || typeof value === 'boolean');
  const contains = plain ? partOf(call.builder, wanted) : undefined;
  const text = `${key} ${wanted.kind === 'literal' ? '= ' : ''}${printArg(wanted, false)}`;
  return {
    text,
    ...(plain ? { key: key.replace(/^Metadata\./, '') } : {}),
    ...(indexable ? { equals, exact: true } : {}),
    ...(contains ? { contains } : {}),
    test: (element: GraphElement, reader: GraphReader) => test(read(reader, element)),
  };
}

export function testOf(call: Call, wanted: Arg): Test {
  if (call.builder.isPredicate(wanted)) return compileTest(call.builder, wanted);
  const value = call.builder.valueOf(wanted);
  if (typeof value !== 'string' && typeof value !== 'boolean' && !isNumber(value))
    throw call.error('Expected a string, a number, a boolean or a predicate', wanted);
  return (actual) => matches(value, actual);
}

export function allOf(conditions: readonly Condition[]): (element: GraphElement, reader: GraphReader) => boolean {
  if (conditions.length === 0) return () => true;
  if (conditions.length === 1) return (element, reader) => conditions[0]!.test(element, reader);
  return (element, reader) => conditions.every((condition) => condition.test(element, reader));
}
