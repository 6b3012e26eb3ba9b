/**
 * When secrets and config maps changed last: their keyed hashes tell a change of values from any other. What is known is
 * noted in the node wherever it is something else than the API server's own notes say.
 */

import type { Fields, GraphNode } from '../../graph/node.ts';
import { type LastChange, lastChange, noted, timeIn } from '../../insight/stale/last-change.ts';

interface Memory extends LastChange {
  readonly hash: unknown;
}

export interface Noted {
  /** It changed, or was not known. */
  readonly isNews: boolean;
  /** What the node has to say, where it does not. */
  readonly fields: Fields | undefined;
}

/** So many that are gone are remembered, in case they are made again. */
const MOST_GONE = 10_000;

export class ConfigMemory {
  /** By place, so that one that is deleted and made again is known. */
  readonly #known = new Map<string, Memory>();
  #swept = 0;

  /** Takes in what a node says now. */
  note(node: GraphNode): Noted {
    const place = placeOf(node);
    const { Hash: hash } = node.fields;
    const before = this.#known.get(place);
    const now = before === undefined ? noted(node) : before.hash === hash ? before : seen(node);
    this.#known.set(place, { at: now.at, inferred: now.inferred, hash });
    const said = lastChange(node);
    const says = said?.at === now.at && said.inferred === now.inferred;
    return { isNews: now !== before, fields: says ? undefined : saying(node.fields, now) };
  }

  /** Forgets those that are gone, when they are many. */
  sweep(exists: (type: string, namespace: string, name: string) => boolean): void {
    if (this.#known.size < this.#swept + MOST_GONE) return;
    for (const place of this.#known.keys()) {
      const [type = '', namespace = '', name = ''] = place.split('\n');
      if (!exists(type, namespace, name)) this.#known.delete(place);
    }
    this.#swept = this.#known.size;
  }
}

function saying({ ChangeInferred: _, ...fields }: Fields, { at, inferred }: LastChange): Fields {
  const changed = { ...fields, Changed: new Date(at).toISOString() };
  return inferred ? { ...changed, ChangeInferred: true } : changed;
}

const placeOf = ({ type, namespace, name }: GraphNode): string => `${type}\n${namespace}\n${name}`;

/** A change that happened while somebody looked; the API server knows the time better. */
function seen(node: GraphNode): LastChange {
  return { at: timeIn(node.fields.Written) ?? node.updatedAt, inferred: false };
}
