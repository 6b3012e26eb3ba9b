// Makes sure that what package-lock.json lists is installed. Runs on Node 20.19 and newer, imports nothing of ours.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'node_modules', '.canopy-installed');

/** Installs when the lock file differs from the one that was installed last; says so, and exits 1 when npm fails. */
export function installMissing() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  // A fresh clone gets exactly what the lock file says; what is there already is brought up to it, not thrown away.
  const command = existsSync(join(root, 'node_modules')) ? ['install', '--no-save'] : ['ci'];
  console.error(`canopy: installing dependencies (npm ${command.join(' ')}) …`);
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const done = spawnSync(npm, [...command, '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) {
    console.error(`canopy: npm ${command[0]} failed. Is the npm registry reachable? Its output is above.`);
    process.exit(1);
  }
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(stamp, wanted);
}

/** The environment in which scripts run: the pinned Node 24 and the tools of node_modules/.bin come first. */
export function environment(extra = {}) {
  const bin = join(root, 'node_modules', '.bin');
  return { TURBO_TELEMETRY_DISABLED: '1', ...process.env, PATH: bin + delimiter + (process.env.PATH ?? ''), ...extra };
}

/** The Node that runs Canopy: the pinned one, or the present one where it is new enough; else exits 1 with a reason. */
export function node() {
  const pinned = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  if (existsSync(pinned) && spawnSync(pinned, ['--version'], { shell: process.platform === 'win32' }).status === 0)
    return pinned;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 19)) return process.execPath;
  console.error(
    `canopy: needs Node 22.19 or newer, this is ${process.version}, and npm has no Node package for ${process.platform}-${process.arch}.`,
  );
  process.exit(1);
}
