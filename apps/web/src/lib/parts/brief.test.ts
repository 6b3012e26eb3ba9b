import { describe, expect, it } from 'vitest';
import { brief } from './brief.ts';

describe('a text in a panel', () => {
  it('is as it is, line breaks and letters of all scripts included', () => {
    for (const text of ['web-1', 'a\nb', 'שלום 👩\u200d👩\u200d👧', '<b>&amp;</b>', 'x'.repeat(600)])
      expect(brief(text)).toBe(text);
  });

  it('says how long it is where it is cut, and is not cut through a letter', () => {
    const cut = brief(`${'x'.repeat(599)}🌳${'x'.repeat(999_399)}`);
    expect(cut.length).toBeLessThan(640);
    expect(cut).toMatch(/x\ufffd… \(1,000,000 characters\)$/);
  });

  it('shows the signs that would make it read as another one', () => {
    expect(brief('evil\u202egnp.exe')).toBe('evil\ufffdgnp.exe');
    expect(brief('pay\u200bpal')).toBe('pay\ufffdpal');
  });
});
