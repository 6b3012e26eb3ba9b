/** The values that targets offer to field and block joins: which entities have which value, per kind and index. */

import { obtain } from '../../base/obtain.ts';
import { ShardedMap } from '../../base/sharded-map.ts';
import { same } from '../../graph/same.ts';
import type { Kind } from '../../kinds/define.ts';
import type { KubeObject } from '../../kinds/object.ts';
import type { Entity } from '../2-objects/entity.ts';

export interface OfferChange {
  readonly index: string;
  readonly value: string;
  readonly offered: boolean;
}

const NOTHING: readonly OfferChange[] = [];
const NO_VALUES: readonly string[] = [];

export class Offers {
  /** Most values have one owner, and a set for each would be wasteful. */
  readonly #having = new Map<string, Map<string, ShardedMap<Entity | Set<Entity>>>>();

  /** The entities of a kind that offer the value under the index. */
  having(kind: string, index: string, value: string): Iterable<Entity> {
    const found = this.#having.get(kind)?.get(index)?.get(value);
    return found === undefined ? [] : found instanceof Set ? found : [found];
  }

  /** All values under the index of a kind. */
  values(kind: string, index: string): Iterable<string> {
    return this.#having.get(kind)?.get(index)?.keys() ?? [];
  }

  /** Takes in what an entity offers now; returns what it offers anew and no longer. */
  update(entity: Entity, object: KubeObject | undefined): readonly OfferChange[] {
    const before = entity.offers;
    const { kind } = entity;
    const now = object === undefined ? undefined : offersOf(kind, object);
    if (same(before, now)) return NOTHING;
    entity.offers = now;
    const changes: OfferChange[] = [];
    for (const [index, value] of pairs(kind, now))
      if (!has(kind, before, index, value)) changes.push({ index, value, offered: true });
    for (const [index, value] of pairs(kind, before))
      if (!has(kind, now, index, value)) changes.push({ index, value, offered: false });
    for (const change of changes) this.#note(entity, change);
    return changes;
  }

  #note(entity: Entity, { index, value, offered }: OfferChange): void {
    const indexes = obtain(this.#having, entity.kind.key, () => new Map<string, ShardedMap<Entity | Set<Entity>>>());
    const values = obtain(indexes, index, () => new ShardedMap<Entity | Set<Entity>>());
    const found = values.get(value);
    if (offered) {
      if (found === undefined) values.set(value, entity);
      else if (found instanceof Set) found.add(entity);
      else values.set(value, new Set([found, entity]));
    } else if (found === entity) values.delete(value);
    else if (found instanceof Set && found.delete(entity) && found.size === 0) values.delete(value);
  }
}

/** The values that an entity offers under an index. */
export function offeredBy(entity: Entity, index: string): readonly string[] {
  const values: string[] = [];
  for (const [key, value] of pairs(entity.kind, entity.offers)) if (key === index) values.push(value);
  return values;
}

/** All values that an entity offers. */
export function allOfferedBy(entity: Entity): readonly string[] {
  return Array.from(pairs(entity.kind, entity.offers), ([, value]) => value);
}

type Offered = Entity['offers'];

function* pairs(kind: Kind, offers: Offered): Generator<readonly [index: string, value: string]> {
  if (offers === undefined) return;
  if (typeof offers === 'string') yield [firstIndex(kind), offers];
  else for (let at = 0; at < offers.length; at += 2) yield [offers[at]!, offers[at + 1]!];
}

function has(kind: Kind, offers: Offered, index: string, value: string): boolean {
  for (const pair of pairs(kind, offers)) if (pair[0] === index && pair[1] === value) return true;
  return false;
}

function firstIndex({ indexed }: Kind): string {
  for (const index in indexed) return index;
  return '';
}

/** Hundreds of thousands of pods offer one address: it takes no list. */
function offersOf(kind: Kind, object: KubeObject): Offered {
  const { indexed = {} } = kind;
  const offers: string[] = [];
  for (const index in indexed)
    for (const value of new Set(valuesOf(indexed[index]!, object))) offers.push(index, value);
  if (offers.length === 2 && offers[0] === firstIndex(kind)) return offers[1];
  // A list that grew has room for more.
  return offers.length === 0 ? undefined : [...offers];
}

function valuesOf(read: (object: KubeObject) => readonly string[], object: KubeObject): readonly string[] {
  try {
    const values = read(object) ?? NO_VALUES;
    return values.every(isText) ? values : values.filter(isText);
  } catch (error) {
    if (error instanceof TypeError) return NO_VALUES;
    throw error;
  }
}

const isText = (value: unknown): boolean => typeof value === 'string';
