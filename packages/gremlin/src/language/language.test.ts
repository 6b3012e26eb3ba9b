import { describe, expect, it } from 'vitest';
import { memoryGraph } from '../memory-graph.ts';
import { complete, diagnose, format, hover, vocabularyOf } from './index.ts';

const words = vocabularyOf(
  memoryGraph({
    nodes: [
      { id: '1', metadata: { Type: 'pod', Name: 'web', K8s: { Labels: { app: 'shop' } } } },
      { id: '2', metadata: { Type: 'service', Name: 'web' } },
    ],
    edges: [{ id: 'e', from: '2', to: '1', metadata: { RelationType: 'service' } }],
  }),
);

const labels = (text: string) => complete(text, text.length, words).options.map((one) => one.label);

describe('diagnostics', () => {
  it('name every misspelt step of a query, and a key that nearly exists', () => {
    const found = diagnose("G.V().Hass('x').Has('name', 'y').Limt(2)", words);
    expect(found.map(({ column, severity, message }) => [column, severity, message])).toEqual([
      [7, 'error', 'There is no step Hass (did you mean Has?)'],
      [21, 'hint', 'No element has the key name: did you mean Name?'],
      [33 + 1, 'error', 'There is no step Limt (did you mean Limit?)'],
    ]);
  });

  it('are none for a query that is right', () => {
    expect(diagnose("g.V().has('Name', regex('^w')).out('service').explain()", words)).toEqual([]);
  });

  it('say what is wrong before the place where reading stops, too', () => {
    expect(diagnose('g.V().foo().out(', words).map((one) => one.column)).toEqual([7, 17]);
  });
});

describe('completion', () => {
  it('offers steps that fit what flows', () => {
    expect(labels('G.E().')).toContain('ChildV');
    expect(labels('G.E().')).not.toContain('Out');
    expect(labels('G.V().Ha').slice(0, 4)).toEqual(['Has', 'HasEither', 'HasKey', 'HasNot']);
  });

  it('offers the keys, types and values of the graph', () => {
    expect(labels("G.V().Has('K")).toEqual(['K8s', 'K8s.Labels', 'K8s.Labels.app']);
    expect(labels("G.V().Has('Type', '")).toEqual(['pod', 'service']);
    expect(labels("G.V().Has('K8s.Labels.app', Within('")).toEqual(['shop']);
    expect(labels("g.V().out('")).toEqual(['service']);
  });

  it('replaces the word at the cursor', () => {
    expect(complete('G.V().Ha', 8, words)).toMatchObject({ from: 6, to: 8 });
  });
});

describe('hover and format', () => {
  it('tell what a step means', () => {
    expect(hover("G.V().Has('x')", 7)).toMatchObject({
      span: { offset: 6, length: 3 },
      signatures: ['Has(key)', 'Has(key, value or predicate, …)'],
    });
  });

  it('break a long query into lines', () => {
    expect(format("g.V( ).out( 'a')")).toBe("g.V().out('a')");
    expect(
      format("g.V().has('x',1).out().in().values('name').order().by(desc).limit(10).fold().unfold()").split('\n'),
    ).toHaveLength(10);
  });
});
