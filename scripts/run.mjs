// npm run <task>: every task of package.json by name, after installing what is missing, on the pinned Node.
import { spawnSync } from 'node:child_process';
import { environment, installMissing, node, root } from './install.mjs';

const tasks = {
  build: [['turbo', 'run', 'build', '--output-logs=errors-only']],
  check: [['turbo', 'run', 'check', '--output-logs=errors-only', '--concurrency=2']],
  lint: [
    ['biome', 'check', '.'],
    ['prettier', '--check', 'apps/web/src/**/*.svelte'],
  ],
  format: [
    ['biome', 'check', '--write', '.'],
    ['prettier', '--write', 'apps/web/src/**/*.svelte'],
  ],
  test: [
    ['turbo', 'run', 'build', '--output-logs=errors-only'],
    ['vitest', 'run', '--project', '!cluster'],
  ],
  'test:cluster': [
    ['turbo', 'run', 'build', '--output-logs=errors-only'],
    ['node', 'tests/control-plane/run.ts'],
  ],
  bench: [['node', '--expose-gc', 'tests/bench/main.ts']],
  generate: [['node', 'scripts/generate.ts']],
};

const [name, ...rest] = process.argv.slice(2);
const steps = tasks[name];
if (!steps) {
  console.error(`canopy: no task "${name}". There are: ${Object.keys(tasks).join(', ')}`);
  process.exit(2);
}
installMissing();
node();
for (const [i, step] of steps.entries()) {
  const [command, ...args] = i === steps.length - 1 ? [...step, ...rest] : step;
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: environment(),
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) process.exit(done.status ?? 1);
}
