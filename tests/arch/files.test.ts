import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isTest, root, sourceFiles } from './sources.ts';

const testFolders = ['arch', 'bench', 'browser', 'cases', 'chaos', 'contract', 'control-plane', 'peers'].map(
  (f) => `tests/${f}`,
);
const files = [...sourceFiles(), ...sourceFiles(testFolders)];

/** Without prose: `any` is a word there. A directive to the compiler stays. */
const code = (text: string) =>
  text
    .replace(/\/\*(?!.*@ts-)[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/(?!.*@ts-).*$/gm, '')
    .replace(/(['"`])(?:\\.|(?!\1).)*\1/g, "''");

describe('files', () => {
  it('hold one idea: at most 300 lines, tests 500', () => {
    const long = files.filter(({ path, lines }) => !/generated/.test(path) && lines > (isTest(path) ? 500 : 300));
    expect(long.map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
  });

  it('are named after what they are', () => {
    const vague = /(^|[-/.])(manager|helper|helpers|handler|util|utils|utility|common|misc|service-layer)([-/.]|$)/;
    expect(files.map(({ path }) => path).filter((path) => vague.test(path))).toEqual([]);
  });

  it('have no hole in their types', () => {
    // What is looked for stands here as a pattern; this folder is left out because it names what it forbids.
    const holes = files.flatMap(({ path, text }) =>
      path.startsWith('tests/arch/')
        ? []
        : // These are the words that are looked for, no hole of this file.
          [...code(text).matchAll(/@ts-ignore|@ts-nocheck|\bas any\b|: any\b|<any>/g)].map(
            ([hole]) => `${path}: ${hole}`,
          ),
    );
    expect(holes).toEqual([]);
  });

  it('skip no test silently', () => {
    const skipped = files
      .filter(
        ({ path, text }) =>
          isTest(path) && !path.startsWith('tests/arch/') && /\b(it|test|describe)\.(only|todo)\(/.test(text),
      )
      .map(({ path }) => path);
    expect(skipped).toEqual([]);
  });
});

describe('registries', () => {
  const listed = (folder: string, registry: string) => {
    const text = sourceFiles([folder]).find(({ path }) => path === `${folder}/${registry}`)!.text;
    return { text, names: readdirSync(join(root, folder), { recursive: true }).map(String) };
  };

  it('list every kind: a file that declares one is in the registry once', () => {
    const folder = 'packages/model/src/kinds';
    const { text } = listed(folder, 'registry.ts');
    const declaring = sourceFiles([folder]).filter(
      ({ path, text }) => !isTest(path) && /^export const \w+ = defineKind/m.test(text) && !path.endsWith('/define.ts'),
    );
    expect(declaring.length).toBeGreaterThan(9);
    const unlisted = declaring.filter(({ path }) => text.split(`'./${path.slice(folder.length + 1)}'`).length !== 2);
    expect(unlisted.map(({ path }) => path)).toEqual([]);
  });
});
