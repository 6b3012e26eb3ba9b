/** Writes everything that is derived from a registry; with `--check` it only says what is stale, and exits 1. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printedSchema } from '../apps/api/src/graphql/print.ts';
import { grammarReference } from '../packages/gremlin/src/docs/grammar.ts';
import { stepsReference } from '../packages/gremlin/src/docs/steps.ts';
import { kindsReference } from './generated/kinds.ts';
import { rbacManifest } from './generated/rbac.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const outputs: Readonly<Record<string, () => string>> = {
  'apps/api/schema.graphql': () => printedSchema(),
  'deploy/rbac.yaml': rbacManifest,
  'docs/reference/kinds.md': kindsReference,
  'docs/reference/steps.md': stepsReference,
  'docs/reference/grammar.md': () =>
    grammarReference(readFileSync(join(root, 'packages/gremlin/src/1-parse/parser.ts'), 'utf8')),
};

const check = process.argv.includes('--check');
let stale = 0;
for (const [path, make] of Object.entries(outputs)) {
  const file = join(root, path);
  const text = make();
  if (read(file) === text) continue;
  stale++;
  if (!check) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  console.log(`${check ? 'stale' : 'wrote'} ${path}`);
}
if (check && stale > 0) process.exitCode = 1;

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
