/**
 * When secrets and config maps changed last: their keyed hashes tell a change of values from any other. What is known is
 * noted in the node wherever it is something else than the API server's own notes say.
 */

import type { Fields, GraphNode } from '../../graph/node.ts';
import { type LastChange, lastChange, noted, timeIn } from '../../insight/stale/last-change.ts';

interface Memory extends LastChange {
  readonly hash: unknown;
  /** The node that stands there, or stood there last. */
  readonly id: string;
}

export interface Noted {
  /** It changed, or was not known. */
  readonly isNews: boolean;
  /** When it changed, if that was seen just now. */
  readonly changedAt: number | undefined;
  /** What the node has to say, where it does not. */
  readonly fields: Fields | undefined;
}

/** So many that are gone may be remembered, in case they are made again. */
const MOST_GONE = 10_000;
/** So many are looked at in one commit. */
const LOOKED_AT = 200;

export class ConfigMemory {
  /** By place, so that one that is deleted and made again is known. */
  readonly #known = new Map<string, Memory>();
  /** How many there were when all had been looked at. */
  #swept = 0;
  #sweeping: Iterator<[string, Memory]> | undefined;

  /** Takes in what a node says now. */
  note(node: GraphNode): Noted {
    const place = placeOf(node);
    const { Hash: hash } = node.fields;
    const before = this.#known.get(place);
    const now: LastChange = before === undefined ? noted(node) : before.hash === hash ? before : sighted(node);
    const { at, inferred, seen } = now;
    this.#known.set(place, { at, inferred, seen, hash, id: node.id });
    const said = lastChange(node);
    const says = said?.at === at && said.inferred === inferred && (said.seen || !seen);
    const isNews = now !== before;
    const changedAt = isNews && seen ? at : undefined;
    return { isNews, changedAt, fields: says ? undefined : saying(node.fields, now) };
  }

  /** Forgets those that are gone, when they may be many: some of them, to be called at each commit. */
  sweep(exists: (id: string) => boolean): void {
    if (this.#sweeping === undefined && this.#known.size < this.#swept + MOST_GONE) return;
    this.#sweeping ??= this.#known.entries();
    for (let looked = 0; looked < LOOKED_AT; looked++) {
      const { done, value } = this.#sweeping.next();
      if (done) {
        this.#sweeping = undefined;
        this.#swept = this.#known.size;
        return;
      }
      const [place, { id }] = value;
      if (!exists(id)) this.#known.delete(place);
    }
  }
}

function saying({ ChangeInferred: _, ...fields }: Fields, { at, inferred }: LastChange): Fields {
  const changed = { ...fields, Changed: new Date(at).toISOString() };
  return inferred ? { ...changed, ChangeInferred: true } : changed;
}

const placeOf = ({ type, namespace, name }: GraphNode): string => `${type}\n${namespace}\n${name}`;

/** A change that happened while somebody looked; the API server knows the time better. */
function sighted(node: GraphNode): LastChange {
  return { at: timeIn(node.fields.Written) ?? node.updatedAt, inferred: false, seen: true };
}
