#!/usr/bin/env node
// Runs the command on a Node that understands TypeScript: this one where it is new enough, else the pinned one.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
const main = new URL('../src/main.ts', import.meta.url);

if (major > 22 || (major === 22 && minor >= 19)) await import(main);
else {
  const pinned = fileURLToPath(new URL('../../../node_modules/.bin/node', import.meta.url));
  if (!existsSync(pinned)) {
    console.error(`canopy: needs Node 22.19 or newer, this is ${process.version}; npm ci brings one along`);
    process.exit(1);
  }
  const done = spawnSync(pinned, [fileURLToPath(main), ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exit(done.status ?? 1);
}
