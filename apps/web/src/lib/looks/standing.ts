/** How a status looks: filled or hollow by state, and a small mark by health, so that no meaning hangs on colour alone. */

import type { Status } from '@canopy/model';

export type Fill = 'up' | 'down' | 'unknown';

/** Drawn in the corner of the icon. */
export type Mark = 'none' | 'cross' | 'dots' | 'exclamation' | 'pause' | 'check' | 'question';

export interface Standing {
  readonly fill: Fill;
  /** Only an outline: not there, not known, or done. */
  readonly hollow: boolean;
  readonly dashed: boolean;
  readonly mark: Mark;
}

const fills: Record<Status['state'], Fill> = { UP: 'up', DOWN: 'down', UNKNOWN: 'unknown' };

const marks: Record<Status['health'], Mark> = {
  healthy: 'none',
  progressing: 'dots',
  degraded: 'exclamation',
  suspended: 'pause',
  completed: 'check',
  missing: 'question',
  unknown: 'none',
};

export function standingOf({ state, health }: Status): Standing {
  const mark = marks[health];
  return {
    fill: fills[state],
    hollow: state === 'UNKNOWN' || health === 'missing' || health === 'completed' || health === 'suspended',
    dashed: health === 'missing' || state === 'UNKNOWN',
    mark: mark === 'none' && state === 'DOWN' ? 'cross' : mark,
  };
}

/** The words for a status: the reason where there is one, as people know it from kubectl. */
export function wordsFor({ state, health, reason }: Status): string {
  return reason ?? (health === 'unknown' ? state.toLowerCase() : health);
}
