/** A value or a predicate in an argument, as a test. */
import type { Arg } from '../../1-parse/ast.ts';
import type { Call } from '../../2-plan/call.ts';
import { compileTest } from '../../2-plan/predicates.ts';
import type { Test } from '../../predicates/define.ts';
import { equal } from '../../values/order.ts';

export function testOf(call: Call, arg: Arg): Test {
  if (call.builder.isPredicate(arg)) return compileTest(call.builder, arg);
  const wanted = call.builder.valueOf(arg);
  return (value) => equal(value, wanted);
}

/** One predicate, or values of which one has to be equal; lists among them stand for their items. */
export function anyTest(call: Call, from = 0): Test {
  const args = call.args.slice(from);
  if (args.length === 1) {
    const value = call.builder.isPredicate(args[0]!) ? undefined : call.builder.valueOf(args[0]!);
    if (!Array.isArray(value)) return testOf(call, args[0]!);
  }
  const tests = args.flatMap((arg) => {
    const value = call.builder.isPredicate(arg) ? undefined : call.builder.valueOf(arg);
    return Array.isArray(value)
      ? value.map(
          (item): Test =>
            (one) =>
              equal(one, item),
        )
      : [testOf(call, arg)];
  });
  return (value) => tests.some((test) => test(value));
}
