/** What the signs mean, and how much there is of each kind and relation. */

import type { Health, Reader, State, Status } from '@canopy/model';
import { tallyOf } from '../../graph/place.ts';
import type { Places } from '../../graph/places.ts';
import { byKind, type Look, lookOf } from '../../looks/looks.ts';

export interface KindCount {
  readonly look: Look;
  readonly count: number;
}

export function kindsIn(places: Places): readonly KindCount[] {
  const { types } = tallyOf(places.root);
  return [...types].sort(([a], [b]) => byKind(a, b)).map(([type, count]) => ({ look: lookOf(type), count }));
}

export interface RelationCount {
  readonly relation: string;
  readonly count: number;
}

/** Without containment, which is drawn by nesting. */
export function relationsIn(reader: Reader): readonly RelationCount[] {
  const counts = new Map<string, number>();
  for (const { relationType } of reader.edges()) counts.set(relationType, (counts.get(relationType) ?? 0) + 1);
  counts.delete('ownership');
  return [...counts].map(([relation, count]) => ({ relation, count })).sort((a, b) => byKind(a.relation, b.relation));
}

const status = (state: State, health: Health): Status => ({ state, health });

export const signs: readonly { readonly status: Status; readonly means: string }[] = [
  { status: status('UP', 'healthy'), means: 'up' },
  { status: status('UP', 'progressing'), means: 'up, still changing' },
  { status: status('UP', 'degraded'), means: 'up, not as it should be' },
  { status: status('UP', 'suspended'), means: 'suspended' },
  { status: status('UP', 'completed'), means: 'done' },
  { status: status('DOWN', 'degraded'), means: 'down' },
  { status: status('DOWN', 'progressing'), means: 'down, still starting' },
  { status: status('DOWN', 'missing'), means: 'asked for, but not there' },
  { status: status('UNKNOWN', 'unknown'), means: 'not known' },
];
