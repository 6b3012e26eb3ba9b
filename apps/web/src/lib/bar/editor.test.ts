import { emptyVocabulary } from '@canopy/gremlin/language';
import { describe, expect, it } from 'vitest';
import { faultsIn } from './editor.ts';
import { Language } from './language.svelte.ts';

const underlined = (text: string) =>
  faultsIn(text, emptyVocabulary).map(({ from, to, message }) => `${text.slice(from, to)}: ${message}`);

describe('the query editor', () => {
  it('underlines a step that does not exist and says what was meant', () => {
    expect(underlined("G.V().Hos('Type', 'pod')").join()).toMatch(/^Hos: .*Has/s);
  });

  it('finds nothing wrong with an empty field or a good query', () => {
    expect([...underlined('  '), ...underlined("G.V().Has('Type', 'pod').Out()")]).toEqual([]);
  });

  it('underlines the last character where the text ends too soon', () => {
    const [fault] = faultsIn("G.V().Has('Type'", emptyVocabulary);
    expect([fault?.from, fault?.to]).toEqual([15, 16]);
  });

  it('is asked for again when it could not be loaded', async () => {
    let attempts = 0;
    const load = async () => {
      if (++attempts === 1) throw new Error('offline');
      return { vocabularyOf: () => emptyVocabulary } as never;
    };
    const language = new Language(() => ({}) as never, Date.now, load);
    await language.load();
    expect(language.editor).toBe(undefined);
    await language.load();
    await language.load();
    expect([language.editor !== undefined, attempts]).toEqual([true, 2]);
  });
});
