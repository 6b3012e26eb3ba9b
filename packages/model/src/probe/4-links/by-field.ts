/** Equal values on both sides: an address, a provider id. */

import { obtain } from '../../base/obtain.ts';
import { ShardedMap } from '../../base/sharded-map.ts';
import { same } from '../../graph/same.ts';
import type { Kind } from '../../kinds/define.ts';
import type { FieldLink, FieldRef } from '../../kinds/link.ts';
import type { KubeObject } from '../../kinds/object.ts';
import type { Entity } from '../2-objects/entity.ts';
import { attempt } from '../3-nodes/node-builder.ts';
import { draw, erase, type Ground, type Join } from './join.ts';
import { type OfferChange, type Offers, offeredBy } from './offers.ts';
import { type LinkPart, type Rule, rulesOf } from './rule.ts';

type FieldRule = Rule<FieldLink<KubeObject>>;

/** What a holder says through one rule: the part of its edges, by value. */
interface Claim {
  readonly holder: Entity;
  readonly rule: FieldRule;
  readonly refs: readonly FieldRef[];
  readonly parts: ReadonlyMap<string, LinkPart>;
}

export class ByField implements Join {
  readonly #ground: Ground;
  readonly #offers: Offers;
  readonly #rules = new Map<Kind, readonly FieldRule[]>();
  readonly #claims = new Map<Entity, readonly Claim[]>();
  /** By the kind and index that they look at, then by value. */
  readonly #byValue = new Map<string, Map<string, ShardedMap<Set<Claim>>>>();

  constructor(ground: Ground, offers: Offers) {
    this.#ground = ground;
    this.#offers = offers;
  }

  update(entity: Entity, object: KubeObject): void {
    const rules = this.#rulesOf(entity.kind);
    if (rules.length === 0) return;
    const old = this.#claims.get(entity) ?? [];
    const now = rules.map((rule) => {
      const refs = attempt(() => rule.link.values(object)) ?? [];
      const before = old.find((claim) => claim.rule === rule);
      return before !== undefined && same(before.refs, refs) ? before : this.#claim(entity, rule, refs, before);
    });
    this.#claims.set(entity, now);
  }

  remove(entity: Entity): void {
    for (const claim of this.#claims.get(entity) ?? []) this.#retire(claim);
    this.#claims.delete(entity);
  }

  /** A target offers a value anew or no longer. */
  offered(target: Entity, changes: readonly OfferChange[]): void {
    const indexes = this.#byValue.get(target.kind.key);
    if (indexes === undefined) return;
    for (const { index, value } of changes) {
      for (const claim of indexes.get(index)?.get(value) ?? []) this.#match(claim, target);
    }
  }

  #rulesOf(kind: Kind): readonly FieldRule[] {
    const rules = obtain(this.#rules, kind, () => rulesOf(kind, 'field'));
    return rules;
  }

  #claim(holder: Entity, rule: FieldRule, refs: readonly FieldRef[], before: Claim | undefined): Claim {
    const parts = new Map<string, LinkPart>();
    for (const { value, why, metadata } of refs) {
      const { relation } = rule.link;
      const spec = { link: rule.id, relation, manager: rule.kind.manager, ...(metadata && { more: metadata }) };
      if (value !== '' && !parts.has(value)) parts.set(value, this.#ground.parts.make({ ...spec, why: [why] }));
    }
    if (before !== undefined) this.#retire(before);
    const claim = { holder, rule, refs, parts };
    for (const value of parts.keys()) {
      const values = this.#valuesOf(rule);
      const claims = values.get(value);
      if (claims === undefined) values.set(value, new Set([claim]));
      else claims.add(claim);
      for (const target of this.#offers.having(rule.link.to, rule.link.index, value)) {
        this.#match(claim, target);
      }
    }
    return claim;
  }

  #retire(claim: Claim): void {
    const { rule, holder } = claim;
    for (const value of claim.parts.keys()) {
      const values = this.#valuesOf(rule);
      const claims = values.get(value);
      if (claims?.delete(claim) && claims.size === 0) values.delete(value);
      for (const target of this.#offers.having(rule.link.to, rule.link.index, value)) {
        erase(this.#ground.graph, rule, holder.vertex, target.vertex, '');
      }
    }
  }

  /** Brings the edge between a claim and a target up to date; of several values that they share the first one counts. */
  #match(claim: Claim, target: Entity): void {
    const { rule, holder, parts } = claim;
    const offered = sees(claim, target) ? offeredBy(target, rule.link.index) : [];
    const shared = [...parts].find(([value]) => offered.includes(value));
    if (shared === undefined) erase(this.#ground.graph, rule, holder.vertex, target.vertex, '');
    else draw(this.#ground.graph, rule, holder.vertex, target.vertex, shared[1]);
  }

  #valuesOf({ link }: FieldRule): ShardedMap<Set<Claim>> {
    const indexes = obtain(this.#byValue, link.to, () => new Map<string, ShardedMap<Set<Claim>>>());
    return obtain(indexes, link.index, () => new ShardedMap<Set<Claim>>());
  }
}

function sees(claim: Claim, target: Entity): boolean {
  return !claim.rule.link.sameNamespace || claim.holder.namespace === target.namespace;
}
