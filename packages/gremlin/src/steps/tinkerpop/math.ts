/** TinkerPop's math: a formula over what is here and what has labels. */
import { flowOp } from '../../2-plan/ops.ts';
import { isNumber, numeric } from '../../values/number.ts';
import { defineStep } from '../define.ts';
import { readFormula } from './formula.ts';
import { lookUpName, openRing } from './scope.ts';

export const math = defineStep({
  name: 'math',
  dialect: 'tinkerpop',
  group: 'value',
  signatures: ['math(formula)'],
  doc: 'Computes a formula: _ is what is here, other names are labels; by() says what of each.',
  example: "g.V().as('a').out('knows').as('b').math('a - b').by('age')",
  gives: 'values',
  modulators: ['by'],
  plan(call) {
    call.expect(1);
    const formula = readFormula(call.string(0, 'a formula'));
    const bys = call.by();
    return flowOp(
      call,
      bys.flatMap((by) => by.plan ?? []),
      (run) => {
        const ring = openRing(bys, run);
        return function* (row) {
          const values = new Map<string, number>();
          for (const [i, name] of formula.names.entries()) {
            const of = name === '_' ? row.value : yield* lookUpName(run, row, name);
            if (of === undefined) throw new Error(`math knows no ${name} here`);
            const value = yield* ring(i)(row.holding(of));
            if (value === undefined) return;
            if (!isNumber(value)) throw new Error(`math computes with numbers, and ${name} is none`);
            values.set(name, Number(value));
          }
          yield run.move(row, numeric(formula.compute(values), 'double'));
        };
      },
      { needsLabels: formula.names.some((name) => name !== '_') },
    );
  },
});
