/**
 * When secrets and config maps changed last. The API does not say which version a container started with; their keyed
 * hashes tell a change of values from any other, and this remembers when that was seen. What happened before it looked is
 * taken from the API server's own notes, and marked as inferred.
 */

import type { ChangeFeed } from '../../graph/changes.ts';
import type { GraphNode } from '../../graph/node.ts';
import type { Reader } from '../../graph/reader.ts';

export interface LastChange {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Nobody saw it: it is what the API server noted, which also covers writes that changed no value. */
  readonly inferred: boolean;
}

interface Memory extends LastChange {
  readonly hash: unknown;
  readonly id: string;
}

export const configTypes: readonly string[] = ['secret', 'configmap'];

export class ChangeMemory {
  readonly #reader: Reader;
  readonly #changes: Pick<ChangeFeed, 'since'> | undefined;
  /** By place, so that one that is deleted and made again is known. */
  readonly #known = new Map<string, Memory>();
  #revision = -1;

  constructor(reader: Reader, changes?: Pick<ChangeFeed, 'since'>) {
    this.#reader = reader;
    this.#changes = changes;
    this.refresh();
  }

  /** Takes in what happened since. Changes between two calls count as of the time that the newest of them has. */
  refresh(): void {
    const { revision } = this.#reader;
    if (revision === this.#revision) return;
    const delta = this.#revision < 0 ? undefined : this.#changes?.since(this.#revision);
    this.#revision = delta?.revision ?? revision;
    if (delta === undefined) {
      for (const type of configTypes) for (const node of this.#reader.ofType(type)) this.#see(node);
      return;
    }
    for (const node of delta.nodes.changed) this.#see(node);
    for (const node of delta.nodes.added) this.#see(node);
  }

  /** `undefined` for what is not there, or is nothing of that sort. */
  of(node: GraphNode): LastChange | undefined {
    return this.#known.get(placeOf(node));
  }

  #see(node: GraphNode): void {
    if (!configTypes.includes(node.type) || node.status.health === 'missing') return;
    const place = placeOf(node);
    const { Hash: hash } = node.fields;
    const before = this.#known.get(place);
    if (before === undefined) this.#known.set(place, { ...firstSeen(node), hash, id: node.id });
    else if (before.hash !== hash)
      this.#known.set(place, { at: writtenAt(node) ?? node.updatedAt, inferred: false, hash, id: node.id });
    else if (before.id !== node.id) this.#known.set(place, { ...before, id: node.id });
  }
}

const placeOf = ({ cluster, type, namespace, name }: GraphNode): string => `${cluster}\n${type}\n${namespace}\n${name}`;

function writtenAt({ fields }: GraphNode): number | undefined {
  const time = Date.parse(String(fields.Written ?? ''));
  return Number.isNaN(time) ? undefined : time;
}

/** One that was never written again is as old as itself; that much is certain. */
function firstSeen(node: GraphNode): LastChange {
  const written = writtenAt(node);
  if (written === undefined || written <= node.createdAt)
    return { at: node.createdAt, inferred: written === undefined };
  return { at: written, inferred: true };
}
