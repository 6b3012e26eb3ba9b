/** The source files of the workspaces and what they import. */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface SourceFile {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
}

const workspaces = ['packages/gremlin', 'packages/model', 'packages/sandbox', 'apps/api', 'apps/cli', 'apps/web'];

export function sourceFiles(folders: readonly string[] = workspaces.map((path) => `${path}/src`)): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.includes('node_modules') && !path.includes('/dist/'))
      .map((path) => {
        const text = readFileSync(path, 'utf8');
        return { path: relative(root, path).replaceAll('\\', '/'), text, lines: text.split('\n').length - 1 };
      }),
  );
}

export const isTest = (path: string): boolean => /\.(test|property)\.|\.test\.ts$/.test(path);

/** The files of ours that a file imports, types included. */
export function importsOf(file: SourceFile): string[] {
  const found: string[] = [];
  for (const match of file.text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)) {
    const target = resolveImport(file.path, match[1]!.split('?')[0]!);
    if (target !== undefined) found.push(target);
  }
  return found;
}

function resolveImport(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return join(dirname(from), specifier).replaceAll('\\', '/');
  const [, workspace, subpath = ''] = /^@canopy\/([a-z]+)(\/.+)?$/.exec(specifier) ?? [];
  if (workspace === undefined) return undefined;
  const folder = workspaces.find((path) => path.endsWith(`/${workspace}`));
  if (folder === undefined) return undefined;
  const { exports } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as {
    exports: Record<string, string>;
  };
  const target = exports[`.${subpath}`];
  return target === undefined ? `${folder}${subpath}: not exported` : join(folder, target).replaceAll('\\', '/');
}
