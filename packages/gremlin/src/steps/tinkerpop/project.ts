/** TinkerPop's projections: properties, values and maps of elements. */
import { tokenOf } from '../../2-plan/by.ts';
import type { Call } from '../../2-plan/call.ts';
import { expandOp, flowOp, mapOp } from '../../2-plan/ops.ts';
import type { GraphElement } from '../../reader.ts';
import { isNumber } from '../../values/number.ts';
import { token } from '../../values/tokens.ts';
import { Entry, idOf, isEdge, isElement, labelOf, Property } from '../../values/value.ts';
import { defineStep } from '../define.ts';
import { byKey, propertiesUnder } from './keys.ts';
import { openRing } from './scope.ts';

function keyed(value: unknown): GraphElement | Property {
  if (isElement(value) || value instanceof Property) return value;
  throw new Error('Expected an element here');
}

export const project = defineStep({
  name: 'project',
  dialect: 'tinkerpop',
  group: 'project',
  signatures: ['project(name…)'],
  doc: 'A map with these names, each filled by its by(); a name for which there is nothing is left out.',
  example: "g.V().project('name', 'degree').by('name').by(both().count())",
  gives: 'values',
  modulators: ['by'],
  plan(call) {
    call.expect(1, Number.POSITIVE_INFINITY);
    const names = call.strings();
    if (new Set(names).size !== names.length) throw call.error('project takes each name once');
    const bys = call.by();
    return flowOp(
      call,
      bys.flatMap((by) => by.plan ?? []),
      (run) => {
        const ring = openRing(bys, run);
        return function* (row) {
          const map = new Map<unknown, unknown>();
          for (const [i, name] of names.entries()) {
            const value = yield* ring(i)(row);
            if (value !== undefined) map.set(name, value);
          }
          yield run.move(row, map);
        };
      },
    );
  },
});

export const values = defineStep({
  name: 'values',
  dialect: 'tinkerpop',
  group: 'project',
  signatures: ['values()', 'values(key…)'],
  doc: 'The values of the properties under these keys, or of all.',
  example: "g.V().values('name')",
  gives: 'values',
  plan(call) {
    const under = propertiesUnder(call);
    return expandOp(call, (value, run) => under(run, keyed(value)).map((property) => property.value));
  },
});

export const properties = defineStep({
  name: 'properties',
  dialect: 'tinkerpop',
  group: 'project',
  signatures: ['properties()', 'properties(key…)'],
  doc: 'The properties under these keys, or all.',
  example: "g.V().properties('name')",
  gives: 'values',
  plan(call) {
    const under = propertiesUnder(call);
    return expandOp(call, (value, run) => under(run, keyed(value)));
  },
});

/** What `WithOptions.ids` and its kin are as numbers, which may be added. */
const tokenBits: Readonly<Record<string, number>> = { id: 1, label: 2, key: 4, value: 8 };

/** Whether and which of `id`, `label`, `key` and `value` a map of properties shows. */
function tokensShown(call: Call): (name: string) => boolean {
  const options = call.options();
  if (call.args[0]?.kind === 'literal' && call.args[0].value === true) return () => true;
  if (!options.has('tokens')) return () => false;
  const wanted = options.get('tokens');
  const word = wanted instanceof Object && 'name' in wanted ? String(wanted.name) : wanted;
  if (word === true || word === 'all') return () => true;
  if (isNumber(word)) return (name) => (Number(word) & tokenBits[name]!) !== 0;
  return (name) => word === `${name}s`;
}

function addTokens(map: Map<unknown, unknown>, of: GraphElement | Property, shown: (name: string) => boolean): void {
  const names = of instanceof Property ? ['id', 'key', 'value'] : ['id', 'label'];
  for (const name of names) {
    if (of instanceof Property && of.id === undefined && name === 'id') continue;
    if (shown(name)) map.set(token('T', name), tokenOf(of, token('T', name)));
  }
}

export const valueMap = defineStep({
  name: 'valueMap',
  dialect: 'tinkerpop',
  group: 'project',
  signatures: ['valueMap()', 'valueMap(key…)'],
  doc: 'A map from keys to values, which are lists where the element is a node; by() says what of each, with(WithOptions.tokens) adds id and label.',
  example: "g.V().valueMap('name', 'age')",
  gives: 'values',
  modulators: ['by', 'with'],
  plan(call) {
    const shown = tokensShown(call);
    const under = propertiesUnder(
      call,
      typeof (call.args[0] && call.args[0].kind === 'literal' && call.args[0].value) === 'boolean' ? 1 : 0,
    );
    const bys = call.by();
    if (bys.length > 1) throw call.error('valueMap takes one by at most', call.modulated('by')[1]);
    return flowOp(
      call,
      bys.flatMap((by) => by.plan ?? []),
      (run) => {
        const read = openRing(bys, run)(0);
        return function* (row) {
          const of = keyed(row.value);
          const map = new Map<unknown, unknown>();
          addTokens(map, of, shown);
          for (const [key, value] of byKey(of, under(run, of), (property) => property.value)) map.set(key, value);
          // The modulator sees the tokens, too.
          for (const [key, value] of map) {
            const through = yield* read(row.holding(value));
            if (through === undefined) map.delete(key);
            else map.set(key, through);
          }
          yield run.move(row, map);
        };
      },
    );
  },
});

export const propertyMap = defineStep({
  name: 'propertyMap',
  dialect: 'tinkerpop',
  group: 'project',
  signatures: ['propertyMap()', 'propertyMap(key…)'],
  doc: 'A map from keys to properties, in lists where the element is a node.',
  example: "g.V().propertyMap('name')",
  gives: 'values',
  modulators: ['with'],
  plan(call) {
    const under = propertiesUnder(call);
    return mapOp(call, (value, run) => {
      const of = keyed(value);
      return byKey(of, under(run, of), (property) => property);
    });
  },
});

export const elementMap = defineStep({
  name: 'elementMap',
  dialect: 'tinkerpop',
  group: 'project',
  signatures: ['elementMap()', 'elementMap(key…)'],
  doc: 'A map of id, label, for edges the two ends, and plain values under their keys.',
  example: "g.V().hasLabel('person').elementMap()",
  gives: 'values',
  plan(call) {
    const under = propertiesUnder(call);
    return mapOp(call, (value, run) => {
      const of = keyed(value);
      const map = new Map<unknown, unknown>();
      addTokens(map, of, () => true);
      if (isEdge(of))
        for (const [direction, id] of [
          ['IN', of.to],
          ['OUT', of.from],
        ] as const) {
          const node = run.reader.node(id);
          if (node)
            map.set(
              token('Direction', direction),
              new Map<unknown, unknown>([
                [token('T', 'id'), idOf(node)],
                [token('T', 'label'), labelOf(node)],
              ]),
            );
        }
      for (const property of under(run, of)) map.set(property.key, property.value);
      return map;
    });
  },
});

function tokenStep(name: 'id' | 'label', doc: string) {
  return defineStep({
    name,
    dialect: 'tinkerpop',
    group: 'project',
    signatures: [`${name}()`],
    doc,
    example: `g.V().${name}()`,
    gives: 'values',
    plan(call) {
      call.expect(0);
      return mapOp(call, (value) => tokenOf(value, token('T', name)));
    },
  });
}

export const id = tokenStep('id', 'The id of the element.');
export const label = tokenStep('label', 'The label: the Type of a node, the RelationType of an edge.');

function partStep(name: 'key' | 'value', doc: string) {
  return defineStep({
    name,
    dialect: 'tinkerpop',
    group: 'project',
    signatures: [`${name}()`],
    doc,
    example: `g.V().properties().${name}()`,
    gives: 'values',
    plan(call) {
      call.expect(0);
      return mapOp(call, (of) => {
        if (of instanceof Property || of instanceof Entry) return of[name];
        throw new Error(`${name} is that of a property`);
      });
    },
  });
}

export const key = partStep('key', 'The key of the property.');
export const value = partStep('value', 'The value of the property.');

export const element = defineStep({
  name: 'element',
  dialect: 'tinkerpop',
  group: 'project',
  signatures: ['element()'],
  doc: 'The element that the property belongs to.',
  example: "g.V().properties('name').element()",
  gives: 'any',
  plan(call) {
    call.expect(0);
    return mapOp(call, (of) => {
      if (of instanceof Property) return of.element;
      throw new Error('element is that of a property');
    });
  },
});

export const constant = defineStep({
  name: 'constant',
  dialect: 'tinkerpop',
  group: 'project',
  signatures: ['constant(value)'],
  doc: 'This value, whatever comes.',
  example: "g.V().coalesce(values('age'), constant(0))",
  gives: 'values',
  plan(call) {
    call.expect(1);
    const given = call.value(0);
    return mapOp(call, () => given);
  },
});

export const identity = defineStep({
  name: 'identity',
  dialect: 'tinkerpop',
  group: 'project',
  signatures: ['identity()'],
  doc: 'What comes, as it is.',
  example: 'g.V().identity()',
  gives: (kind) => kind,
  plan(call) {
    call.expect(0);
    return call.op({ traits: { bulks: true, filters: true }, fact: { is: 'identity' }, open: () => (rows) => rows });
  },
});
