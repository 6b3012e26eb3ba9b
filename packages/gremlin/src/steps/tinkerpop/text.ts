/** TinkerPop's steps on strings. Null stays null; with `local` they work on each item of a list. */
import type { Call } from '../../2-plan/call.ts';
import { flowOp, mapFlowOp, mapOp } from '../../2-plan/ops.ts';
import { mapPausing } from '../../3-run/pausing.ts';
import { first } from '../../3-run/row.ts';
import { openChild, type Run } from '../../3-run/run.ts';
import type { GraphElement } from '../../reader.ts';
import { metadataOf } from '../../values/property.ts';
import { isElement, MultiValue, Path, Property } from '../../values/value.ts';
import { defineStep } from '../define.ts';
import { lookUpName, openRing } from './scope.ts';
import { show } from './show.ts';

const spaces = '[\\s\\u0000-\\u0020]';

/** A step from text to text, which may also be told to work on each item. */
function textStep(
  name: string,
  signatures: string[],
  doc: string,
  example: string,
  prepare: (call: Call, at: number) => (text: string) => unknown,
) {
  return defineStep({
    name,
    dialect: 'tinkerpop',
    group: 'value',
    signatures,
    doc,
    example,
    gives: 'values',
    plan(call) {
      const scope = call.token(0, 'Scope');
      const compute = prepare(call, scope ? 1 : 0);
      const one = (value: unknown, run: Run): unknown => {
        if (value === null) return null;
        if (typeof value !== 'string') throw new Error(`${name} works on strings`);
        const made = compute(value);
        return typeof made === 'string' ? run.text(made, call.span) : made;
      };
      if (scope?.name !== 'local') return mapOp(call, one);
      return mapFlowOp(call, function* (value, run, tick) {
        if (!Array.isArray(value) && !(value instanceof Set)) return one(value, run);
        return yield* mapPausing(value, (item) => one(item, run), tick);
      });
    },
  });
}

function simple(name: string, doc: string, compute: (text: string) => unknown) {
  return textStep(name, [`${name}()`, `${name}(local)`], doc, `g.V().values('name').${name}()`, (call, at) => {
    call.expect(0, at);
    return compute;
  });
}

export const toUpper = simple('toUpper', 'The text in capitals.', (text) => text.toUpperCase());
export const toLower = simple('toLower', 'The text in small letters.', (text) => text.toLowerCase());
export const length = simple('length', 'How long the text is.', (text) => text.length);
export const trim = simple('trim', 'The text without blanks at its ends.', (text) =>
  text.replace(new RegExp(`^${spaces}+|${spaces}+$`, 'g'), ''),
);
export const lTrim = simple('lTrim', 'The text without blanks at its start.', (text) =>
  text.replace(new RegExp(`^${spaces}+`), ''),
);
export const rTrim = simple('rTrim', 'The text without blanks at its end.', (text) =>
  text.replace(new RegExp(`${spaces}+$`), ''),
);

export const replace = textStep(
  'replace',
  ['replace(old, new)', 'replace(local, old, new)'],
  'The text with each occurrence of one text put in place of another.',
  "g.V().values('name').replace('r', 'R')",
  (call, at) => {
    call.expect(at + 2);
    const [from, to] = [call.value(at), call.value(at + 1)];
    if (typeof from !== 'string' || typeof to !== 'string' || from === '') return (text) => text;
    return (text) => text.replaceAll(from, () => to);
  },
);

/** Neighbouring separators count as one, and one at the start as none, as TinkerPop has it. */
function parts(text: string, separator: string): string[] {
  if (separator === '') return text === '' ? [''] : text.split('');
  if (text === '') return [];
  const all = text.split(separator);
  return all.filter((part, i) => part !== '' || i === all.length - 1);
}

export const split = textStep(
  'split',
  ['split(separator)', 'split(local, separator)'],
  'The parts between the separators; null separates at blanks, an empty one everywhere.',
  "g.V().values('name').split('r')",
  (call, at) => {
    call.expect(at + 1);
    const separator = call.value(at);
    if (separator !== null && typeof separator !== 'string')
      throw call.error('split takes a string or null', call.args[at]);
    return (text) => (separator === null ? text.split(/\s+/).filter((part) => part !== '') : parts(text, separator));
  },
);

export const substring = textStep(
  'substring',
  ['substring(from)', 'substring(from, to)', 'substring(local, from, to)'],
  'Part of the text, by positions from 0; negative ones count from the end.',
  "g.V().values('name').substring(1, 3)",
  (call, at) => {
    call.expect(at + 1, at + 2);
    const from = call.integer(at);
    const to = call.args[at + 1] ? call.integer(at + 1) : undefined;
    return (text) => text.slice(from, to);
  },
);

export const reverse = defineStep({
  name: 'reverse',
  dialect: 'tinkerpop',
  group: 'value',
  signatures: ['reverse()'],
  doc: 'The text or list from its end to its start; anything else as it is.',
  example: "g.V().values('name').reverse()",
  gives: 'values',
  plan(call) {
    call.expect(0);
    return mapOp(call, (value) => {
      if (typeof value === 'string') return [...value].reverse().join('');
      if (value instanceof Path) return [...value.objects].reverse();
      return Array.isArray(value) || value instanceof Set ? [...value].reverse() : value;
    });
  },
});

export const asString = defineStep({
  name: 'asString',
  dialect: 'tinkerpop',
  group: 'value',
  signatures: ['asString()', 'asString(local)'],
  doc: 'The value as text.',
  example: "g.V().values('age').asString()",
  gives: 'values',
  plan(call) {
    const text = (value: unknown) => {
      if (value === null) throw new Error('null is no text');
      return show(value);
    };
    if (call.token(0, 'Scope')?.name !== 'local') return mapOp(call, text);
    return mapFlowOp(call, function* (value, _, tick) {
      return Array.isArray(value) || value instanceof Set ? yield* mapPausing(value, text, tick) : text(value);
    });
  },
});

export const concat = defineStep({
  name: 'concat',
  dialect: 'tinkerpop',
  group: 'value',
  signatures: ['concat(string…)', 'concat(traversal…)'],
  doc: 'The text with others put behind it; nulls count as nothing.',
  example: "g.V().values('name').concat(' of ', 'modern')",
  gives: 'values',
  plan(call) {
    const parts = call.args.map((arg, i) => (arg.kind === 'traversal' ? call.child(i) : call.value(i)));
    const plans = parts.filter(
      (part): part is ReturnType<Call['child']> => typeof part === 'object' && part !== null && 'ops' in part,
    );
    return flowOp(call, plans, (run) => {
      const readers = parts.map((part) =>
        plans.includes(part as never) ? openChild(part as (typeof plans)[0], run) : undefined,
      );
      return function* (row) {
        if (row.value !== null && typeof row.value !== 'string') throw new Error('concat works on strings');
        let text = row.value;
        for (const [i, part] of parts.entries()) {
          const child = readers[i];
          const more = child ? (yield* first(child(row)))?.value : part;
          if (more === null || more === undefined) continue;
          if (typeof more !== 'string') throw new Error('concat puts strings together');
          text = run.text((text ?? '') + more, call.span);
        }
        yield run.move(row, text);
      };
    });
  },
});

function propertyOf(value: unknown, name: string, reader: Parameters<typeof metadataOf>[0]): unknown {
  if (!isElement(value) && !(value instanceof Property)) return undefined;
  const found = value instanceof Property ? value.metadata[name] : metadataOf(reader, value as GraphElement, name);
  return found instanceof MultiValue ? found.values[0]?.value : found;
}

export const format = defineStep({
  name: 'format',
  dialect: 'tinkerpop',
  group: 'value',
  signatures: ['format(text)'],
  doc: 'The text with each %{name} replaced by that property or labelled value, and %{_} by what by() says.',
  example: "g.V().format('%{name} is %{age}')",
  gives: 'values',
  modulators: ['by'],
  plan(call) {
    call.expect(1);
    const parts = call.string(0, 'a text').split(/%\{([^}]*)\}/);
    const bys = call.by();
    return flowOp(
      call,
      bys.flatMap((by) => by.plan ?? []),
      (run) => {
        const ring = openRing(bys, run);
        return function* (row) {
          let text = parts[0]!;
          for (let i = 1, turn = 0; i < parts.length; i += 2) {
            const name = parts[i]!;
            const value: unknown =
              name === '_'
                ? yield* ring(turn++)(row)
                : (propertyOf(row.value, name, run.reader) ?? (yield* lookUpName(run, row, name)));
            if (value === undefined || value === null) return;
            text = run.text(text + show(value) + parts[i + 1]!, call.span);
          }
          yield run.move(row, text);
        };
      },
      { needsLabels: true },
    );
  },
});
