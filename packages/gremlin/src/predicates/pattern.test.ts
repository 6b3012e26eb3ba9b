import * as fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { compilePattern } from './pattern.ts';
import { requiredText } from './required-text.ts';

describe('a regular expression', () => {
  it('is found anywhere in the text unless it is anchored', () => {
    const pattern = compilePattern('task-pv-*');
    expect(['task-pv-claim', 'my-task-pv', 'task-p'].map((text) => pattern.test(text))).toEqual([true, true, false]);
    expect(compilePattern('^b').test('ab')).toBe(false);
  });

  it('takes no longer for a pattern that other engines choke on', () => {
    const pattern = compilePattern('(a+)+$');
    // By this thread's own work, and as a ratio: twice the text may not take more than a few times as long.
    const cost = (length: number): number => {
      const text = `${'a'.repeat(length)}b`;
      const start = process.threadCpuUsage();
      for (let i = 0; i < 20; i++) expect(pattern.test(text)).toBe(false);
      const { user, system } = process.threadCpuUsage(start);
      return user + system;
    };
    cost(2_000);
    const ratios = Array.from({ length: 5 }, () => cost(10_000) / cost(5_000));
    expect(Math.min(...ratios)).toBeLessThan(6);
  });

  it('repeats a character of two units as one', () => {
    expect(compilePattern('^a\u{1f600}*$').test('a')).toBe(true);
  });

  it('needs the text that is looked for before it', () => {
    const needed = {
      'task-pv-*': 'task-pv',
      'ab+c': 'ab',
      '^web.x?$': 'web',
      '^web-[0-9]+$': 'web-',
      '10\\.2\\d+': '10.2',
      '(?s)task\\-pv-.*': 'task-pv-',
      '(?i)web': '',
      'a(b|c)de': 'de',
      'ab{0,1}cd{2}': 'a',
      '[]a]bc[[:alpha:]]': 'bc',
      'a|b': '',
      '\\d+': '',
      '\\x41b': '',
      '\\Qa.b\\E': '',
    };
    expect(Object.keys(needed).map(requiredText)).toEqual(Object.values(needed));
  });

  it('finds what the same pattern finds without that', () => {
    const signs = ['.', '*', '+', '?', '^', '$', '|', '(', ')', '(?:', '[', '[^', ']', '{2}', '{0,1}', '{'];
    const escapes = ['\\.', '\\-', '\\d', '\\w', '\\b', '\\pL', '\\p{L}'];
    const pieces = fc.array(fc.constantFrom('a', 'b', 'ab', '-', '2', ...signs, ...escapes), { maxLength: 8 });
    fc.assert(
      fc.property(
        pieces,
        fc.array(fc.constantFrom('a', 'b', '.', '-', '2', '{'), { maxLength: 8 }),
        (parts, letters) => {
          const [source, text] = [parts.join(''), letters.join('')];
          let plain: RE2JS;
          try {
            plain = RE2JS.compile(source);
          } catch {
            return;
          }
          expect(compilePattern(source).test(text)).toBe(plain.matcher(text).find());
        },
      ),
      { numRuns: 5000 },
    );
  });
});
