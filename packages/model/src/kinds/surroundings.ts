/** Statuses that look at the neighbours: where an object's own words do not say why, its neighbours' may. */

import type { Health, Status } from '../graph/status.ts';
import type { Neighbour, Surroundings } from './define.ts';

type Derive = (own: Status, around: Surroundings) => Status;

const ranks: Readonly<Record<Health, number>> = {
  missing: 0,
  degraded: 1,
  suspended: 2,
  progressing: 3,
  unknown: 4,
  completed: 5,
  healthy: 6,
};

/** The neighbour that fares worst, by health and then by name, so that the answer does not depend on their order. */
export function worst(neighbours: Iterable<Neighbour>): Neighbour | undefined {
  let found: Neighbour | undefined;
  for (const each of neighbours) {
    if (found === undefined || compare(each, found) < 0) found = each;
  }
  return found;
}

function compare(a: Neighbour, b: Neighbour): number {
  const byHealth = ranks[a.status.health] - ranks[b.status.health];
  if (byHealth !== 0) return byHealth;
  return `${a.type}/${a.name}` < `${b.type}/${b.name}` ? -1 : 1;
}

/** A status with another's reason; when it began stays its own affair. */
function because(own: Status, health: Health, reason: string, message: string): Status {
  return { ...own, health, reason, message };
}

/** A workload that is down fares as its worst dependent does: `CrashLoopBackOff` reaches the deployment. */
export function fromDependents(relation: string, type: string): Derive {
  return (own, around) => {
    if (own.state !== 'DOWN') return own;
    const culprit = worst(
      [...around.out(relation)].filter((each) => each.type === type && each.status.state === 'DOWN'),
    );
    if (culprit?.status.health !== 'degraded' || culprit.status.reason === undefined) return own;
    const { reason, message } = culprit.status;
    return because(own, 'degraded', reason, `${type} ${culprit.name}${message === undefined ? '' : `: ${message}`}`);
  };
}

/** Something that is down names what it waits for, where a thing that it refers to is missing or down. */
export function waitingFor(relation: string): Derive {
  return (own, around) => {
    if (own.state !== 'DOWN' || own.health !== 'progressing' || own.reason === 'Terminating') return own;
    const culprit = worst([...around.out(relation)].filter((each) => each.status.state === 'DOWN'));
    if (culprit === undefined) return own;
    return {
      ...own,
      message: `waits for ${culprit.type} ${culprit.name}: ${culprit.status.reason ?? culprit.status.health}`,
    };
  };
}

/** Something that serves through others is degraded when one that it names is missing or down. */
export function needsAll(relation: string, types: readonly string[], direction: 'in' | 'out' = 'out'): Derive {
  return (own, around) => {
    const needed = [...around[direction](relation)].filter((each) => types.includes(each.type));
    const culprit = worst(needed.filter((each) => each.status.state === 'DOWN'));
    if (culprit === undefined) return own;
    const { health, reason } = culprit.status;
    const message = `${culprit.type} ${culprit.name} is ${health === 'missing' ? 'missing' : `down: ${reason ?? health}`}`;
    return {
      ...own,
      state: 'DOWN',
      health: 'degraded',
      reason: health === 'missing' ? 'ReferenceMissing' : 'ReferenceDown',
      message,
    };
  };
}
