/** `K8s.Stale`, which pods, containers and workloads share: no object says it, the probe finds it out and sets it. */

import { boolean } from './define.ts';

/** See `probe/5-commit/stale-marks.ts`. */
export const staleField = boolean<unknown>(
  'Stale',
  'True where a container runs with an older secret or config map than the one that exists; absent otherwise.',
  () => undefined,
);
