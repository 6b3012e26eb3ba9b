// npm start: install what is missing, build the dashboard, serve. Arguments after `--` go to the server.
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { environment, installMissing, node, root } from './install.mjs';

installMissing();
const runtime = node();
const build = spawnSync(runtime, [join(root, 'scripts', 'run.mjs'), 'build'], {
  cwd: root,
  stdio: ['ignore', 2, 2],
  env: environment(),
});
if (build.status !== 0) process.exit(build.status ?? 1);

const server = spawn(runtime, [join(root, 'apps/api/src/main.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: environment({ NODE_ENV: process.env.NODE_ENV ?? 'production' }),
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
