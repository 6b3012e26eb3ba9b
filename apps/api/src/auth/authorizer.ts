/** One set of rights for each class of viewers, asked anew every few seconds while somebody uses it. */

import type { Reader } from '@canopy/model';
import type { Kind } from '@canopy/model/kinds';
import type { Access, Authorize } from './access.ts';
import { createPlaces } from './places.ts';
import { ReviewedAccess } from './reviewed-access.ts';
import type { Review } from './reviews.ts';

export interface AuthorizerOptions {
  readonly reader: Reader;
  readonly kinds: readonly Kind[];
  readonly reviews: ReadonlyMap<string, Review>;
  /** Rights of somebody are other than they were. */
  readonly changed: () => void;
  readonly failed: (error: unknown) => void;
  /** Default 5 s: a binding that changed shows within 10 s. */
  readonly everyMs?: number;
  /** Left out: nobody knows when rules change, and all rights are asked for each time. */
  readonly rules?: RuleChanges;
  /** How long rights hold while no rule changes; default one minute. */
  readonly holdMs?: number;
  readonly clock?: () => number;
}

export interface RuleChanges {
  /** When a rule changed last, by the same clock. */
  readonly changedAt: number;
  /** Whether changes are seen at the moment. */
  readonly followed: boolean;
}

export interface Authorizer {
  readonly authorize: Authorize;
  /** Asks anew until the signal aborts. */
  run(signal: AbortSignal): Promise<void>;
}

interface Known {
  readonly access: WeakRef<ReviewedAccess>;
  /** Kept alive for a while after its last use; whoever looks at a live picture keeps it alive for longer. */
  held: ReviewedAccess | undefined;
  used: number;
  reviewed: number;
}

const heldMs = 300_000;
/** The cluster's authorizer learns of a rule by a watch of its own, maybe later than we do: ask for a while. */
const settlingMs = 20_000;

export function createAuthorizer(options: AuthorizerOptions): Authorizer {
  const { reader, kinds, reviews, changed, failed, everyMs = 5_000, clock = Date.now } = options;
  const { rules, holdMs = 60_000 } = options;
  const places = createPlaces(reader, kinds);
  const known = new Map<string, Known>();
  const authorize: Authorize = (viewer): Access => {
    const old = known.get(viewer.rights);
    const alive = old?.access.deref();
    const access =
      alive ?? new ReviewedAccess({ viewer, reviews, places, revision: () => reader.revision, changed, failed, clock });
    const reviewed = alive === undefined || old === undefined ? clock() : old.reviewed;
    known.set(viewer.rights, { access: new WeakRef(access), held: access, used: clock(), reviewed });
    return access;
  };
  const due = (reviewed: number): boolean => {
    if (rules === undefined || !rules.followed) return true;
    return clock() - rules.changedAt < settlingMs || reviewed < rules.changedAt || clock() - reviewed >= holdMs;
  };
  const round = async () => {
    for (const [rights, entry] of known) {
      if (clock() - entry.used > heldMs) entry.held = undefined;
      const access = entry.access.deref();
      if (access === undefined) known.delete(rights);
      else if (due(entry.reviewed)) {
        entry.reviewed = clock();
        await access.review();
      }
    }
  };
  return { authorize, run: (signal) => every(everyMs, round, signal) };
}

/** One round at a time; resolves when the signal aborted and the last round is over. */
function every(ms: number, round: () => Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let running: Promise<void> | undefined;
    const timer = setInterval(() => {
      running ??= round().finally(() => {
        running = undefined;
      });
    }, ms);
    const stop = () => {
      clearInterval(timer);
      void Promise.resolve(running).then(resolve);
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
