/** Skydive's As and Select: whole sets kept under a name, and put together again. */
import { singly } from '../../2-plan/ops.ts';
import { WaitingRows } from '../../3-run/waiting.ts';
import { didYouMean, GremlinError } from '../../errors.ts';
import { defineStep } from '../define.ts';

export const as = defineStep({
  name: 'As',
  dialect: 'skydive',
  group: 'side',
  signatures: ['As(name)'],
  doc: 'Keeps what is here under a name and passes it on.',
  example: "G.V().Has('Type', 'pod').As('pods').Out().As('found').Select('pods', 'found')",
  takes: ['nodes', 'any'],
  gives: (kind) => kind,
  plan(call) {
    call.expect(1);
    const name = call.string(0, 'a name, which is a string,');
    return call.op({
      traits: { barrier: true, needsLabels: true },
      open: (run) =>
        function* (rows) {
          const kept = new WaitingRows();
          for (const row of rows) {
            if (row === undefined || run.tick(call.span)) yield undefined;
            if (row === undefined) continue;
            run.hold(1, call.span);
            kept.push(row);
          }
          run.registers.set(name, kept);
          yield* kept;
        },
    });
  },
});

export const select = defineStep({
  name: 'Select',
  dialect: 'skydive',
  group: 'side',
  signatures: ['Select(name…)'],
  doc: 'What As kept under the names, one after the other, duplicates included.',
  example: "G.V().Has('Type', 'pod').As('pods').Out().As('found').Select('pods', 'found')",
  takes: ['nodes', 'any'],
  gives: (kind) => kind,
  plan(call) {
    call.expect(1, Number.POSITIVE_INFINITY);
    const names = call.args.map((_, i) => call.string(i, 'names, which are strings,'));
    return call.op({
      traits: { barrier: true, needsLabels: true },
      open: (run) =>
        function* (rows) {
          for (const row of rows) if (row === undefined || run.tick(call.span)) yield undefined;
          const sets = names.map((name, i) => {
            const kept = run.registers.get(name);
            if (kept) return kept;
            throw new GremlinError(
              'NOT_FOUND',
              `Nothing was kept as '${name}'`,
              call.args[i]!.span,
              didYouMean(name, run.registers.keys()) ?? 'As keeps it',
            );
          });
          for (const kept of sets) {
            for (const row of singly(kept)) {
              if (run.tick(call.span)) yield undefined;
              yield run.move(row, row.value);
            }
          }
        },
    });
  },
});
