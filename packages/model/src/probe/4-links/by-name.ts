/**
 * References by name. The edges themselves are the record of what a holder mentions, and a ghost's edges the record of
 * who waits for it, so neither needs an index of its own.
 */

import { obtain } from '../../base/obtain.ts';
import type { StoredEdge, Vertex } from '../../graph/vertex.ts';
import type { Kind } from '../../kinds/define.ts';
import type { NameLink, NameRef } from '../../kinds/link.ts';
import type { KubeObject } from '../../kinds/object.ts';
import { Entity } from '../2-objects/entity.ts';
import { attempt } from '../3-nodes/node-builder.ts';
import { draw, type Ground, type Join, partOf } from './join.ts';
import type { Places } from './places.ts';
import { type LinkPart, type Rule, rulesOf } from './rule.ts';

type NameRule = Rule<NameLink<KubeObject>>;

/** A target that a holder mentions through one rule. */
interface Mention {
  readonly rule: NameRule;
  readonly target: Entity;
  readonly part: LinkPart;
}

const NOTHING: readonly Mention[] = [];

export class ByName implements Join {
  readonly #ground: Ground;
  readonly #places: Places;
  readonly #rules = new Map<Kind, readonly NameRule[]>();

  constructor(ground: Ground, places: Places) {
    this.#ground = ground;
    this.#places = places;
  }

  update(holder: Entity, object: KubeObject): void {
    const rules = this.#rulesOf(holder.kind);
    if (rules.length === 0) return;
    const wanted: Mention[] = [];
    for (const rule of rules) for (const mention of this.#mentions(rule, holder, object)) wanted.push(mention);
    const present = this.#present(holder, rules);
    const kept = new Set<StoredEdge>();
    for (const { rule, target, part } of wanted) {
      const found = present.find(
        (p) => p.rule === rule && p.target === target && p.part.role === part.role && !kept.has(p.edge),
      );
      if (found === undefined) this.#places.mention(target, part.required);
      else {
        kept.add(found.edge);
        this.#requirement(target, found.part.required, part.required);
      }
      if (found?.part !== part) draw(this.#ground.graph, rule, holder.vertex, target.vertex, part);
    }
    for (const { edge, rule, target, part } of present) {
      if (kept.has(edge)) continue;
      this.#ground.graph.lose(edge, rule.id);
      this.#places.release(target, part.required);
    }
  }

  remove(holder: Entity): void {
    for (const { edge, rule, target, part } of this.#present(holder, this.#rulesOf(holder.kind))) {
      this.#ground.graph.lose(edge, rule.id);
      this.#places.release(target, part.required);
    }
  }

  #rulesOf(kind: Kind): readonly NameRule[] {
    const rules = obtain(this.#rules, kind, () => rulesOf(kind, 'name'));
    return rules;
  }

  #requirement(target: Entity, before: boolean, now: boolean): void {
    if (before === now) return;
    this.#places.mention(target, now);
    this.#places.release(target, before);
  }

  /** What the object says, one mention per target and role: several references to one target make one edge. */
  #mentions(rule: NameRule, holder: Entity, object: KubeObject): readonly Mention[] {
    const refs = attempt(() => rule.link.refs(object)) ?? [];
    if (refs.length === 0) return NOTHING;
    const groups: { target: Entity; role: string; refs: NameRef[] }[] = [];
    for (const ref of refs) {
      if (typeof ref.name !== 'string' || ref.name === '') continue;
      const target = this.#target(rule, holder, ref);
      const { role = '' } = ref;
      const group = groups.find((each) => each.target === target && each.role === role);
      if (group === undefined) groups.push({ target, role, refs: [ref] });
      else group.refs.push(ref);
    }
    return groups.map((group) => ({
      rule,
      target: group.target,
      part: this.#part(rule, group.target, group.role, group.refs),
    }));
  }

  #target(rule: NameRule, holder: Entity, ref: NameRef): Entity {
    const kind = this.#ground.kinds.resolve(ref.to ?? rule.link.to, holder.namespace !== '');
    const namespaced = kind.api?.namespaced ?? false;
    return this.#places.at(kind, namespaced ? (ref.namespace ?? holder.namespace) : '', ref.name);
  }

  #part(rule: NameRule, target: Entity, role: string, refs: readonly NameRef[]): LinkPart {
    const why = refs.map(({ why, optional }) => (optional ? { ...why, Optional: true } : why));
    const more = refs.some((ref) => ref.metadata) ? Object.assign({}, ...refs.map((ref) => ref.metadata)) : undefined;
    const required = refs.some((ref) => ref.optional !== true);
    const uid = refs.find((ref) => ref.uid !== undefined)?.uid;
    const { link, kind } = rule;
    const spec = { link: rule.id, relation: link.relation, role, required, manager: kind.manager, more, why };
    return this.#ground.parts.make(uid === undefined ? spec : { ...spec, uid }, target.real ? target.id : undefined);
  }

  /** The edges that the holder's rules have drawn. */
  #present(holder: Entity, rules: readonly NameRule[]): (Mention & { readonly edge: StoredEdge })[] {
    const found: (Mention & { readonly edge: StoredEdge })[] = [];
    if (rules.length === 0) return found;
    const note = (edge: StoredEdge, direction: 'out' | 'in', other: Vertex) => {
      for (const rule of rules) {
        if (rule.link.direction !== direction) continue;
        const part = partOf(edge, rule.id);
        const target = part && Entity.of(other);
        if (part && target) found.push({ rule, target, part, edge });
      }
    };
    const { vertex } = holder;
    for (let edge = vertex.firstOut; edge !== undefined; edge = edge.nextOut) note(edge, 'out', edge.target);
    for (let edge = vertex.firstIn; edge !== undefined; edge = edge.nextIn) note(edge, 'in', edge.source);
    return found;
  }
}
