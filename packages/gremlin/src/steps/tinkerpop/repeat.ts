/** TinkerPop's repeat, which goes round by round over all rows at once, and loops. */
import type { Arg, Step } from '../../1-parse/ast.ts';
import type { Call } from '../../2-plan/call.ts';
import { mapOp } from '../../2-plan/ops.ts';
import { type Op, type Plan, some } from '../../2-plan/plan.ts';
import { compileTest } from '../../2-plan/predicates.ts';
import { Merger } from '../../3-run/merge.ts';
import { type Flow, first, type Loops, type Row, type Rows } from '../../3-run/row.ts';
import { limitReached, open, openChild, type Run } from '../../3-run/run.ts';
import { WaitingRows } from '../../3-run/waiting.ts';
import { numeric } from '../../values/number.ts';
import { defineStep } from '../define.ts';

/** When something holds for a row: said by a traversal, a predicate, or a number of rounds. */
interface When {
  readonly children: readonly Plan[];
  /** Whether it stands before `repeat`, so that it is asked before the first round. */
  readonly early: boolean;
  readonly times: number | undefined;
  open(run: Run): (row: Row) => Flow<boolean>;
}

function whenOf(call: Call, step: Step): When {
  const early = 'early' in step;
  const one = call.modulator(step);
  const arg = one.args[0];
  if (step.name.toLowerCase() === 'times') {
    const times = one.integer(0);
    return { children: [], early, times, open: () => always((row) => (row.loops?.count ?? 0) >= times) };
  }
  if (!arg) return { children: [], early, times: undefined, open: () => always(() => true) };
  if (one.is(0, 'predicate')) {
    const test = compileTest(call.builder, arg);
    return { children: [], early, times: undefined, open: () => always((row) => test(row.value)) };
  }
  const plan = one.child(0);
  return {
    children: [plan],
    early,
    times: undefined,
    open: (run) => {
      const child = openChild(plan, run);
      return function* (row) {
        return (yield* first(child(row))) !== undefined;
      };
    },
  };
}

function always(test: (row: Row) => boolean): (row: Row) => Flow<boolean> {
  // biome-ignore lint/correctness/useYield: a flow that never has to pause
  return function* (row) {
    return test(row);
  };
}

interface Looping {
  readonly body: Plan;
  readonly name: string | undefined;
  readonly until: When | undefined;
  readonly emit: When | undefined;
}

/** Whether a row that stands at the start or the end of a round leaves, is shown, and goes on. */
interface Gate {
  readonly untilHolds: (row: Row) => Flow<boolean>;
  readonly emitHolds: (row: Row) => Flow<boolean>;
}

const never = always(() => false);

function loopOp(call: Call, looping: Looping, bulky = false): Op {
  const { body, until, emit } = looping;
  return call.op({
    children: [body, ...(until?.children ?? []), ...(emit?.children ?? [])],
    traits: { barrier: body.barrier, bulks: true, needsLabels: false },
    fact: factOf(call, looping),
    open: (run) => {
      const round = open(body, run);
      const gate: Gate = { untilHolds: until?.open(run) ?? never, emitHolds: emit?.open(run) ?? never };
      return (rows) => loop(call, looping, { run, round, gate, bulky, aside: [] }, rows);
    },
  });
}

function factOf(call: Call, looping: Looping): Op['fact'] {
  const { body, until, emit } = looping;
  const times =
    until && !until.early && !emit && until.times !== undefined && until.times > 0 ? until.times : undefined;
  const plainBody =
    !body.barrier &&
    !body.remembers &&
    !some(body.ops, (op) => op.traits.ordered || op.traits.needsLabels || /loops\(/.test(op.text));
  return {
    is: 'repeat',
    times: plainBody ? times : undefined,
    unroll: () => (plainBody && times !== undefined ? Array.from({ length: times }, () => body.ops).flat() : undefined),
    bulky: () => loopOp(call, looping, true),
  };
}

interface Machine {
  readonly run: Run;
  readonly round: (rows: Rows) => Rows;
  readonly gate: Gate;
  /** Whether equal rows are merged between rounds. */
  readonly bulky: boolean;
  /** Rows that leave or are shown before a round; they do not go through the body. */
  readonly aside: Row[];
}

function* loop(call: Call, looping: Looping, machine: Machine, rows: Rows): Generator<Row | undefined> {
  const { run, round, gate, bulky, aside } = machine;
  const merger = new Merger();
  let feed: Rows = entering(looping, machine, rows);
  for (let rounds = 1; ; rounds++) {
    const frontier = new WaitingRows();
    const next = shared(deeper);
    for (const row of round(feed)) {
      if (aside.length > 0) yield* aside.splice(0);
      if (row === undefined || run.tick(call.span)) yield undefined;
      if (row === undefined) continue;
      const done = row.inLoop(next(row.loops));
      if (!looping.until?.early && (yield* gate.untilHolds(done))) {
        yield leave(done);
        continue;
      }
      if (looping.emit && !looping.emit.early && (yield* gate.emitHolds(done))) yield leave(done);
      if (!bulky) frontier.push(done);
      else if (!merger.add(done)) continue;
      run.hold(1, call.span);
    }
    yield* aside.splice(0);
    const held = bulky ? merger.size : frontier.length;
    if (held === 0) return;
    if (rounds >= run.environment.limits.pathLength)
      throw limitReached('pathLength', `${run.environment.limits.pathLength} rounds of repeat`, call.span);
    run.release(held);
    feed = again(looping, machine, bulky ? merger.take() : frontier);
  }
}

function leave(row: Row): Row {
  return row.inLoop(row.loops?.outer);
}

function deeper(loops: Loops | undefined): Loops {
  return { name: loops?.name, count: (loops?.count ?? 0) + 1, outer: loops?.outer };
}

/** Most rows of a round come from the same place in their loops, and then share where they come to. */
function shared(step: (loops: Loops | undefined) => Loops): (loops: Loops | undefined) => Loops {
  let last: { from: Loops | undefined; to: Loops } | undefined;
  return (from) => {
    if (last === undefined || last.from !== from) last = { from, to: step(from) };
    return last.to;
  };
}

/** Rows that come to the loop for the first time. */
function* entering(looping: Looping, machine: Machine, rows: Rows): Generator<Row | undefined> {
  const start = shared((outer) => ({ name: looping.name, count: 0, outer }));
  for (const row of rows) {
    if (row === undefined) yield undefined;
    else yield* before(looping, machine, row.inLoop(start(row.loops)));
  }
}

/** Rows that go round once more. */
function* again(looping: Looping, machine: Machine, rows: Iterable<Row>): Generator<Row | undefined> {
  for (const row of rows) yield* before(looping, machine, row);
}

/** What is asked before a round. The pause wakes the loop, so that a row put aside is handed out at once. */
function* before(looping: Looping, { gate, aside }: Machine, row: Row): Generator<Row | undefined> {
  const leaves = looping.until?.early && (yield* gate.untilHolds(row));
  if (leaves || (looping.emit?.early && (yield* gate.emitHolds(row)))) {
    aside.push(leave(row));
    yield undefined;
  }
  if (!leaves) yield row;
}

const reducing = new Set(['count', 'sum', 'min', 'max', 'mean', 'fold', 'cap']);
const reducingUnnamed = new Set(['group', 'groupCount', 'tree']);

/** A round has no end that a step could wait for: what reduces all rows to one belongs behind the loop or in `local`. */
function refuseReducing(call: Call, body: Arg | undefined): void {
  if (body?.kind !== 'traversal' || call.builder.root !== 'g') return;
  for (const step of body.steps) {
    const [first] = step.args ?? [];
    const local = first?.kind === 'name' && first.parts.at(-1) === 'local';
    if ((reducing.has(step.name) && !local) || (reducingUnnamed.has(step.name) && !first))
      throw call.error(`${step.name} cannot stand in repeat on its own; put it into local or map`, step);
  }
}

export const repeat = defineStep({
  name: 'repeat',
  dialect: 'tinkerpop',
  group: 'branch',
  signatures: ['repeat(traversal)', 'repeat(name, traversal)'],
  doc: 'Goes through the traversal again and again: times() or until() says how long, emit() what is shown on the way; before repeat they are asked before each round, after it after each.',
  example: "g.V(1).repeat(out()).until(outE().count().is(0)).path().by('name')",
  gives: 'any',
  modulators: ['times', 'until', 'emit'],
  plan(call) {
    call.expect(1, 2);
    const named = call.args.length === 2;
    refuseReducing(call, call.args.at(-1));
    const find = (...names: string[]) => {
      const [one, other] = call.modulators.filter((step) => names.includes(step.name.toLowerCase()));
      if (one && other) throw call.error(`repeat takes ${names.join(' or ')} once`, other);
      return one;
    };
    const [until, emit] = [find('until', 'times'), find('emit')];
    const looping: Looping = {
      name: named ? call.string(0, 'a name') : undefined,
      body: call.child(named ? 1 : 0, call.input === 'nodes' ? 'nodes' : 'any'),
      until: until && whenOf(call, until),
      emit: emit && whenOf(call, emit),
    };
    return loopOp(call, looping);
  },
});

export const loops = defineStep({
  name: 'loops',
  dialect: 'tinkerpop',
  group: 'branch',
  signatures: ['loops()', 'loops(name)'],
  doc: 'How often the row went round the loop that it is in.',
  example: 'g.V(1).repeat(out()).until(loops().is(2))',
  gives: 'values',
  plan(call) {
    call.expect(0, 1);
    const name = call.args.length > 0 ? call.string(0, 'a name') : undefined;
    return mapOp(call, (_, __, row) => {
      for (let at = row.loops; at; at = at.outer)
        if (name === undefined || at.name === name) return numeric(at.count, 'int');
      throw new Error(name === undefined ? 'loops belongs in repeat' : `There is no loop named ${name}`);
    });
  },
});
