/** How the latest warning about an object explains a status that does not explain itself. */

import type { Status } from '../graph/status.ts';
import type { Note } from './define.ts';

/** Reasons that only say that something is not done yet; a warning says more. */
const vague: ReadonlySet<string> = new Set([
  'Pending',
  'ContainerCreating',
  'PodInitializing',
  'ReplicasMissing',
  'NotObserved',
  'NoStatus',
  'NoAddress',
  'Starting',
  'ContainersNotReady',
  'NotReady',
  'LoadBalancerPending',
]);

/**
 * The status with the note's words, where it is not well and has none of its own. When the note was seen, and how often,
 * does not enter, so that a repeated event changes nothing.
 */
export function explained(status: Status, note: Note | undefined): Status {
  if (note === undefined || note.type !== 'Warning') return status;
  if (status.health === 'healthy' || status.health === 'completed' || status.health === 'missing') return status;
  if (status.since !== undefined && note.time < status.since) return status;
  if (status.reason === undefined || vague.has(status.reason)) {
    return { ...status, reason: note.reason, message: note.message || (status.message ?? '') };
  }
  return status.message === undefined ? { ...status, message: `${note.reason}: ${note.message}` } : status;
}

/**
 * Of two notes about one object, the one to keep: a warning before anything else, then the later one. Of two at the same
 * time the text decides, so that the order in which they arrive does not.
 */
export function latest(a: Note | undefined, b: Note): Note {
  if (a === undefined) return b;
  if ((a.type === 'Warning') !== (b.type === 'Warning')) return a.type === 'Warning' ? a : b;
  if (a.time !== b.time) return b.time > a.time ? b : a;
  return `${b.reason}\n${b.message}` > `${a.reason}\n${a.message}` ? b : a;
}
