/** The control plane that all test files of a run use. */

import { attachControlPlane } from './remote.ts';
import { type ControlPlane, startControlPlane } from './start.ts';

/**
 * The plane that `npm run test:cluster` started and named in CANOPY_CONTROL_PLANE; without it, one of the file's own,
 * so that a single file runs under vitest alone. Close it after the last test either way.
 */
export async function sharedControlPlane(env: NodeJS.ProcessEnv = process.env): Promise<ControlPlane> {
  if (env.CANOPY_CONTROL_PLANE) return attachControlPlane(env.CANOPY_CONTROL_PLANE);
  return startControlPlane({ log: (line) => process.stderr.write(`${line}\n`) });
}
