/**
 * References by name. The edges themselves are the record of what a holder mentions, and a ghost's edges the record of
 * who waits for it, so neither needs an index of its own.
 */

import { obtain } from '../../base/obtain.ts';
import type { Provenance } from '../../graph/edge.ts';
import type { StoredEdge, Vertex } from '../../graph/vertex.ts';
import type { Kind } from '../../kinds/define.ts';
import type { NameLink, NameRef } from '../../kinds/link.ts';
import type { KubeObject } from '../../kinds/object.ts';
import { Entity } from '../2-objects/entity.ts';
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

interface Drawn extends Mention {
  readonly edge: StoredEdge;
}

type Metadata = Readonly<Record<string, unknown>> | undefined;

const NOTHING: readonly NameRef[] = [];

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
    for (const rule of rules) this.#mentions(rule, holder, object, wanted);
    const present = this.#present(holder, rules);
    if (present.length === 0) for (const mention of wanted) this.#mention(holder, mention);
    else this.#compare(holder, wanted, present);
  }

  #mention(holder: Entity, { rule, target, part }: Mention): void {
    this.#places.mention(target, part.required);
    draw(this.#ground.graph, rule, holder.vertex, target.vertex, part);
  }

  #compare(holder: Entity, wanted: readonly Mention[], present: readonly Drawn[]): void {
    const kept = new Set<StoredEdge>();
    for (const { rule, target, part } of wanted) {
      const found = present.find(
        (p) => p.rule === rule && p.target === target && p.part.role === part.role && !kept.has(p.edge),
      );
      if (found === undefined) {
        this.#mention(holder, { rule, target, part });
        continue;
      }
      kept.add(found.edge);
      this.#requirement(target, found.part.required, part.required);
      if (found.part !== part) draw(this.#ground.graph, rule, holder.vertex, target.vertex, part);
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
  #mentions(rule: NameRule, holder: Entity, object: KubeObject, wanted: Mention[]): void {
    const all = refsOf(rule, object);
    if (all.length === 0) return;
    const groups: { target: Entity; role: string; refs: NameRef[] }[] = [];
    for (const ref of all) {
      if (typeof ref.name !== 'string' || ref.name === '') continue;
      const target = this.#target(rule, holder, ref);
      const { role = '' } = ref;
      const group = groups.find((each) => each.target === target && each.role === role);
      if (group === undefined) groups.push({ target, role, refs: [ref] });
      else group.refs.push(ref);
    }
    for (const { target, role, refs } of groups) {
      wanted.push({ rule, target, part: this.#part(rule, target, role, refs) });
    }
  }

  #target(rule: NameRule, holder: Entity, ref: NameRef): Entity {
    const kind = this.#ground.kinds.resolve(ref.to ?? rule.link.to, holder.namespace !== '');
    const namespaced = kind.api?.namespaced ?? false;
    return this.#places.at(kind, namespaced ? (ref.namespace ?? holder.namespace) : '', ref.name);
  }

  #part(rule: NameRule, target: Entity, role: string, refs: readonly NameRef[]): LinkPart {
    const why: Provenance[] = [];
    let required = false;
    let more: Metadata;
    let uid: string | undefined;
    for (const ref of refs) {
      why.push(ref.optional ? { ...ref.why, Optional: true } : ref.why);
      if (ref.optional !== true) required = true;
      if (ref.metadata !== undefined) more = { ...more, ...ref.metadata };
      uid ??= ref.uid;
    }
    const { link, kind } = rule;
    const spec = { link: rule.id, relation: link.relation, role, required, manager: kind.manager, more, why };
    return this.#ground.parts.make(uid === undefined ? spec : { ...spec, uid }, target.real ? target.id : undefined);
  }

  /** The edges that the holder's rules have drawn. */
  #present(holder: Entity, rules: readonly NameRule[]): Drawn[] {
    const found: Drawn[] = [];
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

function refsOf({ link }: NameRule, object: KubeObject): readonly NameRef[] {
  try {
    return link.refs(object) ?? NOTHING;
  } catch (error) {
    if (error instanceof TypeError) return NOTHING;
    throw error;
  }
}
