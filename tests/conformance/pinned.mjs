// Runs a script again on the pinned Node when the present one cannot run TypeScript.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environment, installMissing, node, root } from '../../scripts/install.mjs';

/** True where this Node will do; else the script has been run on another one, and this process ends with its exit code. */
export function onPinnedNode(script) {
  if (process.features.typescript) return true;
  if (!existsSync(join(root, 'node_modules', '@canopy', 'gremlin'))) installMissing();
  const done = spawnSync(node(), [fileURLToPath(script), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: environment(),
  });
  process.exitCode = done.status ?? 1;
  return false;
}
