import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseText } from '../1-parse/index.ts';
import { execute } from '../execute.ts';
import { predicates } from '../predicates/index.ts';
import { steps } from '../steps/index.ts';
import { toyGraphs } from '../testing/index.ts';
import { grammarReference } from './grammar.ts';
import { stepsReference } from './steps.ts';

const written = (name: string) => new URL(`../../../../docs/reference/${name}`, import.meta.url);
const parser = readFileSync(new URL('../1-parse/parser.ts', import.meta.url), 'utf8');

describe('the reference', () => {
  it('says what the registry says', () => {
    for (const [name, text] of [
      ['steps.md', stepsReference()],
      ['grammar.md', grammarReference(parser)],
    ] as const) {
      expect(existsSync(written(name))).toBe(true);
      expect(readFileSync(written(name), 'utf8')).toBe(text);
    }
  });

  it('has a sentence for every step, and an example that can be read', () => {
    for (const spec of [...steps.filter((one) => one.signatures.length > 0), ...predicates]) {
      expect(spec.doc).toMatch(/^[A-Z].*\.$/s);
      if (spec.example) parseText(spec.example);
    }
  });

  it("has examples of TinkerPop's steps that run", () => {
    for (const { example, name, dialect } of steps) {
      if (example === '' || dialect !== 'tinkerpop' || name === 'fail') continue;
      expect(() => execute(toyGraphs.modern, example, { limits: { time: 500 } }), example).not.toThrow(
        /SyntaxError|takes|There is no/,
      );
    }
  });

  it('names each step once in its dialect', () => {
    const names = steps.map(
      (spec) => `${spec.dialect} ${spec.dialect === 'skydive' ? spec.name.toLowerCase() : spec.name}`,
    );
    expect(new Set(names).size).toBe(names.length);
  });
});
