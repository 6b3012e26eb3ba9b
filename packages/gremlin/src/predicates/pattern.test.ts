import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern, requiredText } from './pattern.ts';

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
    expect(['task-pv-*', 'ab+c', '^web.x?$', 'a|b', '\\d+'].map(requiredText)).toEqual([
      'task-pv',
      'ab',
      'web',
      '',
      '',
    ]);
    const pieces = fc.array(fc.constantFrom('a', 'b', 'ab', '.', '*', '+', '?', '^', '$'), { maxLength: 8 });
    fc.assert(
      fc.property(pieces, fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 }), (parts, letters) => {
        let native: RegExp;
        try {
          native = new RegExp(parts.join(''));
          compilePattern(parts.join(''));
        } catch {
          return;
        }
        expect(compilePattern(parts.join('')).test(letters.join(''))).toBe(native.test(letters.join('')));
      }),
      { numRuns: 2000 },
    );
  });
});
