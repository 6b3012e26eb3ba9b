/** What is wrong, by what caused it, as a live picture: problems appear, change and are over. */

import type { ProblemGroup } from '@canopy/model/insight';
import type { View } from './follow.ts';
import { type Frame, noRows, type RowChanges } from './frame.ts';
import { StandingView } from './standing-view.ts';
import type { ViewSources } from './topology-view.ts';

export interface Alerts {
  readonly problems: RowChanges<ProblemGroup>;
}

export type AlertFrame = Frame<Alerts>;

/** `find`: all that is down as the viewer may see it now, by its cause. */
export function alertView(sources: ViewSources, find: () => readonly ProblemGroup[]): View<Alerts> {
  let before: ReadonlyMap<string, ProblemGroup> = new Map();
  return new StandingView<ProblemGroup, Alerts>({
    ...sources,
    evaluate: () => {
      before = new Map(find().map((group) => [group.cause.id, keptOr(before.get(group.cause.id), group)]));
      return before;
    },
    keyOf: ({ cause }) => cause.id,
    lists: (problems) => ({ problems }),
    snapshot: (rows, revision, time) => [
      {
        ...{ type: 'SNAPSHOT', since: revision, revision, time, complete: true },
        lists: { problems: { ...noRows, added: rows } },
      },
    ],
  });
}

/** The row as it was, where it says the same: a cause may change in what no alert tells. */
function keptOr(old: ProblemGroup | undefined, now: ProblemGroup): ProblemGroup {
  const same =
    old !== undefined &&
    old.reason === now.reason &&
    old.message === now.message &&
    old.affected.length === now.affected.length &&
    old.affected.every(({ id }, at) => id === now.affected[at]!.id);
  return same ? old : now;
}
