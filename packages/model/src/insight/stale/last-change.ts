/**
 * When the values of a secret or config map changed last. The API does not say which version a container started with;
 * a probe that saw a change notes its time in the node. What happened before it looked is taken from the API server's own
 * notes, and marked as inferred.
 */

import type { GraphNode } from '../../graph/node.ts';

export interface LastChange {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Nobody saw it: it is what the API server noted, which also covers writes that changed no value. */
  readonly inferred: boolean;
  /** A probe saw it, or saw that nothing has changed since then. */
  readonly seen: boolean;
}

/** Fields that come of what a probe has seen: one that starts anew cannot know them. */
export const rememberedFields: readonly string[] = ['Changed', 'ChangeInferred', 'Stale'];

export const configTypes: readonly string[] = ['secret', 'configmap'];

/** `undefined` for what is not there, or is nothing of that sort. */
export function lastChange(node: GraphNode): LastChange | undefined {
  if (!isConfig(node)) return undefined;
  const changed = timeIn(node.fields.Changed);
  if (changed === undefined) return noted(node);
  const inferred = node.fields.ChangeInferred === true;
  return { at: changed, inferred, seen: !inferred };
}

/** Whether an object stands there: the place of one that is only referred to has no list of keys. */
export const isConfig = ({ type, fields }: GraphNode): boolean =>
  (type === 'secret' || type === 'configmap') && fields.Data !== undefined;

/** By the API server's notes. One that was never written again is as old as itself; that much is certain. */
export function noted(node: Pick<GraphNode, 'fields' | 'createdAt'>): LastChange {
  const written = timeIn(node.fields.Written);
  if (written === undefined || written <= node.createdAt)
    return { at: node.createdAt, inferred: written === undefined, seen: false };
  return { at: written, inferred: true, seen: false };
}

export function timeIn(field: unknown): number | undefined {
  const time = typeof field === 'string' ? Date.parse(field) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
