/**
 * Label selectors. Targets with equal labels form a group, and a selector is held against groups, so that its cost is
 * what it matches and a target that keeps its labels costs nothing.
 */

import { obtain } from '../../base/obtain.ts';
import type { Labels } from '../../graph/node.ts';
import { same } from '../../graph/same.ts';
import type { Kind } from '../../kinds/define.ts';
import type { KubeObject } from '../../kinds/object.ts';
import { SelectorFile } from '../../kinds/selector-file.ts';
import type { Entity, LabelGroup } from '../2-objects/entity.ts';
import { groupKey, NO_LABELS } from '../2-objects/label-pool.ts';
import { NAMESPACE } from '../2-objects/scope.ts';
import { attempt } from '../3-nodes/node-builder.ts';
import { draw, erase, type Ground, type Join } from './join.ts';
import { LabelIndex } from './label-index.ts';
import { NamespaceSets } from './namespace-sets.ts';
import { makeTerm, partsFor, type Registration, type SelectorRule, type Term } from './registration.ts';
import { type LinkPart, rulesOf } from './rule.ts';

const ALL = '*';

export class BySelector implements Join {
  readonly #ground: Ground;
  readonly #rules = new Map<Kind, readonly SelectorRule[]>();
  /** The kinds that some link selects. */
  readonly #selected = new Set<string>();
  readonly #labels = new Map<string, LabelIndex>();
  readonly #terms = new Map<string, SelectorFile<Term>>();
  readonly #namespaces = new NamespaceSets<Term>();
  readonly #registrations = new Map<Entity, readonly Registration[]>();
  readonly #matches = new Map<LabelGroup, Set<Registration>>();
  /** Replicas come one after the other. */
  #lastGroup: LabelGroup | undefined;

  constructor(ground: Ground) {
    this.#ground = ground;
    for (const kind of ground.kinds.all()) this.learn(kind);
  }

  /** A kind is watched from now on: what it selects has to be filed. */
  learn(kind: Kind): void {
    for (const { link } of rulesOf(kind, 'selector')) {
      if (this.#selected.has(link.to)) continue;
      this.#selected.add(link.to);
      for (const entity of this.#ground.entities.ofKind(link.to, '')) if (entity.real) this.#regroup(entity, undefined);
    }
  }

  update(entity: Entity, object: KubeObject): void {
    if (entity.kind.key === NAMESPACE) this.#relabel(entity.name, object.metadata.labels ?? NO_LABELS);
    if (this.#selected.has(entity.kind.key)) this.#regroup(entity, object);
    const rules = this.#rulesOf(entity.kind);
    if (rules.length > 0) this.#register(entity, rules, object);
  }

  remove(entity: Entity): void {
    if (entity.kind.key === NAMESPACE) this.#relabel(entity.name, undefined);
    for (const registration of this.#registrations.get(entity) ?? []) this.#retire(registration);
    this.#registrations.delete(entity);
    if (entity.group !== undefined) this.#leave(entity, entity.group);
  }

  #rulesOf(kind: Kind): readonly SelectorRule[] {
    const rules = obtain(this.#rules, kind, () => rulesOf(kind, 'selector'));
    return rules;
  }

  // Targets ---------------------------------------------------------------------------------------------------------

  #regroup(entity: Entity, object: KubeObject | undefined): void {
    const labels = entity.vertex.node.labels;
    const trait = readOr('', entity.kind.trait, object);
    const detail = readOr('', entity.kind.detail, object);
    const old = entity.group;
    if (old?.labels === labels && old.trait === trait && old.detail === detail) return;
    const key = groupKey(labels, trait, detail);
    if (old?.key === key) return;
    const group = this.#group(entity, { labels, trait, detail, key });
    group.members.add(entity);
    entity.group = group;
    for (const registration of this.#matches.get(group) ?? []) {
      for (const part of registration.matched.get(group) ?? []) this.#draw(registration, entity, part);
    }
    if (old !== undefined) this.#leave(entity, old, group);
  }

  #group(entity: Entity, alike: Pick<LabelGroup, 'labels' | 'trait' | 'detail' | 'key'>): LabelGroup {
    const { kind, namespace } = entity;
    const { key, labels } = alike;
    const last = this.#lastGroup;
    if (last?.key === key && last.namespace === namespace && last.kind === kind.key && last.members.size > 0)
      return last;
    const index = this.#labelsOf(kind.key, namespace);
    const known = index.groups.get(key);
    this.#lastGroup = known;
    if (known !== undefined) return known;
    const group = { kind: kind.key, namespace, ...alike, members: new Set<Entity>() };
    index.add(group);
    const candidates = new Set<Registration>();
    for (const scope of [namespace, ALL]) {
      const file = this.#terms.get(`${kind.key}\n${scope}`);
      if (file !== undefined) for (const term of file.matching(labels)) candidates.add(term.registration);
    }
    for (const registration of candidates) this.#match(registration, group);
    return group;
  }

  /** Takes an entity out of a group, with the edges that its new group, if any, does not draw as well. */
  #leave(entity: Entity, group: LabelGroup, next?: LabelGroup): void {
    for (const registration of this.#matches.get(group) ?? []) {
      const kept = (next && registration.matched.get(next)) ?? [];
      for (const { role } of registration.matched.get(group) ?? []) {
        if (!kept.some((part) => part.role === role)) this.#erase(registration, entity, role);
      }
    }
    group.members.delete(entity);
    if (entity.group === group) entity.group = undefined;
    if (group.members.size > 0) return;
    const index = this.#labelsOf(group.kind, group.namespace);
    index.remove(group);
    if (index.groups.size === 0) this.#labels.delete(`${group.kind}\n${group.namespace}`);
    for (const registration of this.#matches.get(group) ?? []) registration.matched.delete(group);
    this.#matches.delete(group);
  }

  // Holders ---------------------------------------------------------------------------------------------------------

  #register(holder: Entity, rules: readonly SelectorRule[], object: KubeObject): void {
    const old = this.#registrations.get(holder) ?? [];
    const now = rules.map((rule) => {
      const declared = attempt(() => rule.link.terms(object)) ?? [];
      const before = old.find((registration) => registration.rule === rule);
      return before !== undefined && same(before.declared, declared)
        ? before
        : this.#make(holder, rule, declared, before);
    });
    this.#registrations.set(holder, now);
  }

  #make(holder: Entity, rule: SelectorRule, declared: Registration['declared'], before?: Registration): Registration {
    const target = this.#ground.kinds.resolve(rule.link.to, true);
    const registration: Registration = { holder, rule, target, declared, terms: [], matched: new Map() };
    registration.terms = declared.map((spec) =>
      makeTerm(registration, spec, (term, selector) => this.#namespaces.join(selector, term)),
    );
    for (const term of registration.terms) for (const scope of scopesOf(term)) this.#file(target.key, scope).add(term);
    for (const group of this.#groupsOf(registration)) this.#match(registration, group);
    if (before !== undefined) this.#retire(before, registration);
    return registration;
  }

  /** Ends a registration, leaving the edges that its successor draws as well. */
  #retire(registration: Registration, next?: Registration): void {
    for (const term of registration.terms) {
      for (const scope of scopesOf(term)) this.#unfile(registration.target.key, scope, term);
      if (term.set !== undefined) this.#namespaces.leave(term.set, term);
    }
    for (const [group, parts] of registration.matched) {
      const kept = next?.matched.get(group) ?? [];
      const gone = parts.filter(({ role }) => !kept.some((part) => part.role === role));
      for (const member of group.members) for (const { role } of gone) this.#erase(registration, member, role);
      this.#matches.get(group)?.delete(registration);
    }
  }

  *#groupsOf(registration: Registration): Generator<LabelGroup> {
    const key = registration.target.key;
    for (const term of registration.terms) {
      const namespaces = term.namespaces ?? this.#namespacesWith(key);
      for (const namespace of namespaces) {
        yield* this.#labels.get(`${key}\n${namespace}`)?.matching(term.selector) ?? [];
      }
    }
  }

  *#namespacesWith(kind: string): Generator<string> {
    for (const key of this.#labels.keys()) if (key.startsWith(`${kind}\n`)) yield key.slice(kind.length + 1);
  }

  // Matches ---------------------------------------------------------------------------------------------------------

  /** Brings the edges between a registration and the members of a group up to date. */
  #match(registration: Registration, group: LabelGroup): void {
    const old = registration.matched.get(group) ?? [];
    const parts = partsFor(this.#ground.parts, registration, group);
    if (parts.length === 0) registration.matched.delete(group);
    else registration.matched.set(group, parts);
    this.#note(registration, group, parts.length > 0);
    const gone = old.filter(({ role }) => !parts.some((part) => part.role === role));
    for (const member of group.members) {
      for (const part of parts) this.#draw(registration, member, part);
      for (const { role } of gone) this.#erase(registration, member, role);
    }
  }

  #note(registration: Registration, group: LabelGroup, matched: boolean): void {
    const known = this.#matches.get(group);
    if (!matched) known?.delete(registration);
    else if (known === undefined) this.#matches.set(group, new Set([registration]));
    else known.add(registration);
  }

  #draw({ rule, holder }: Registration, member: Entity, part: LinkPart): void {
    draw(this.#ground.graph, rule, holder.vertex, member.vertex, part);
  }

  #erase({ rule, holder }: Registration, member: Entity, role: string): void {
    erase(this.#ground.graph, rule, holder.vertex, member.vertex, role);
  }

  /** A namespace appeared, changed its labels or went: the terms that look at it by its labels gain or lose it. */
  #relabel(name: string, labels: Labels | undefined): void {
    const { entered, left } = this.#namespaces.relabel(name, labels);
    for (const set of entered) for (const term of set.users) this.#file(term.registration.target.key, name).add(term);
    for (const set of left) for (const term of set.users) this.#unfile(term.registration.target.key, name, term);
    for (const term of new Set([...entered, ...left].flatMap((set) => [...set.users]))) {
      const groups = this.#labels.get(`${term.registration.target.key}\n${name}`)?.matching(term.selector) ?? [];
      for (const group of groups) this.#match(term.registration, group);
    }
  }

  // Indexes ---------------------------------------------------------------------------------------------------------

  #labelsOf(kind: string, namespace: string): LabelIndex {
    const key = `${kind}\n${namespace}`;
    const index = obtain(this.#labels, key, () => new LabelIndex());
    return index;
  }

  #file(kind: string, scope: string): SelectorFile<Term> {
    const key = `${kind}\n${scope}`;
    const file = obtain(this.#terms, key, () => new SelectorFile());
    return file;
  }

  #unfile(kind: string, scope: string, term: Term): void {
    const key = `${kind}\n${scope}`;
    const file = this.#terms.get(key);
    file?.remove(term);
    if (file?.isEmpty) this.#terms.delete(key);
  }
}

/** What a kind reads in an object; the other where it reads nothing, or the object is not as it should be. */
function readOr(other: string, read: Kind['trait'], object: KubeObject | undefined): string {
  try {
    return object === undefined ? other : (read?.(object) ?? other);
  } catch (error) {
    if (error instanceof TypeError) return other;
    throw error;
  }
}

function scopesOf(term: Term): Iterable<string> {
  return term.namespaces ?? [ALL];
}
