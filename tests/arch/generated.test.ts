import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { root } from './sources.ts';

it('what is generated from the registries is fresh', () => {
  const run = spawnSync(process.execPath, ['scripts/generate.ts', '--check'], { cwd: root, encoding: 'utf8' });
  expect(`${run.stdout}${run.stderr}`).toBe('');
  expect(run.status).toBe(0);
});
