import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf, isTest, root, sourceFiles } from './sources.ts';

/** The rows of the import table in ARCHITECTURE.md, longest module first. */
function table(): { module: string; allowed: string[] }[] {
  const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `([^`]+)` \|(.*)\|$/gm)].map(([, module, cell]) => ({
    module: module!,
    allowed: [...cell!.matchAll(/`([^`]+)`/g)].map(([, path]) => path!),
  }));
  return rows.sort((a, b) => b.module.length - a.module.length);
}

const inside = (path: string, module: string) => path === module || path.startsWith(`${module}/`);
const files = sourceFiles();
const rows = table();

describe('imports', () => {
  it('has a row in the import table for every source file', () => {
    expect(rows.length).toBeGreaterThan(10);
    expect(files.length).toBeGreaterThan(50);
    expect(
      files.filter(({ path }) => !rows.some(({ module }) => inside(path, module))).map(({ path }) => path),
    ).toEqual([]);
  });

  it('follow the import table', () => {
    const faults: string[] = [];
    for (const file of files) {
      if (isTest(file.path) || file.path.includes('/testing/') || file.path.includes('/dev/')) continue;
      const row = rows.find(({ module }) => inside(file.path, module))!;
      for (const target of importsOf(file)) {
        const own = rows.find(({ module }) => inside(target, module));
        if (own === row || row.allowed.some((module) => inside(target, module))) continue;
        faults.push(`${file.path} imports ${target}`);
      }
    }
    expect(faults).toEqual([]);
  });

  it('leave the test doubles to tests', () => {
    const faults = files
      .filter(({ path }) => !isTest(path) && !path.includes('/testing/'))
      .flatMap((file) =>
        importsOf(file)
          .filter((target) => target.includes('/testing/'))
          .map((target) => `${file.path} imports ${target}`),
      );
    expect(faults).toEqual([]);
  });

  it('make no cycle', () => {
    const graph = new Map(files.map((file) => [file.path, importsOf(file)]));
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (state.get(path) === 'done') return;
      if (state.get(path) === 'open') {
        cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
        return;
      }
      state.set(path, 'open');
      for (const target of graph.get(path) ?? []) if (graph.has(target)) visit(target, [...trail, path]);
      state.set(path, 'done');
    };
    for (const path of graph.keys()) visit(path, []);
    expect(cycles).toEqual([]);
  });
});
