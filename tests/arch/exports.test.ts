import { expect, it } from 'vitest';
import { isTest, sourceFiles } from './sources.ts';

const folders = ['apps/api', 'apps/cli', 'apps/web', 'packages/gremlin', 'packages/model', 'packages/sandbox', 'tests'];
const everything = sourceFiles(folders);

/** Whose exports are looked at. Types may be exported for whoever names what a function takes. */
const checked = /^(apps\/(api|cli)|packages\/(model|sandbox))\/src\//;

it('what a file exports, another one uses', () => {
  const usedIn = new Map<string, Set<string>>();
  for (const { path, text } of everything)
    for (const [word] of text.matchAll(/\w+/g)) usedIn.set(word, (usedIn.get(word) ?? new Set()).add(path));
  const idle = everything
    .filter(({ path }) => checked.test(path) && !isTest(path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/^export (?:abstract )?(?:async )?(?:const|function\*?|class) (\w+)/gm)]
        .filter(([, name]) => usedIn.get(name!)!.size === 1)
        .map(([, name]) => `${path}: ${name}`),
    );
  expect(idle).toEqual([]);
});
