#!/usr/bin/env node
// What kubectl asks to complete `kubectl canopy …`: candidates, then a line that says to offer no files
// (4), or whatever the shell thinks of where there are none (0).
// https://kubernetes.io/docs/tasks/extend-kubectl/kubectl-plugins/#shell-completion-for-plugins
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const canopy = fileURLToPath(new URL('./canopy.mjs', import.meta.url));
const { stdout } = spawnSync(process.execPath, [canopy, '__complete', ...process.argv.slice(2)], { encoding: 'utf8' });
process.stdout.write(stdout ? `${stdout}:4\n` : ':0\n');
