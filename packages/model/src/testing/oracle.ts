/**
 * The graph of a set of objects by brute force: nested loops straight from the declarations, nothing shared with the
 * joins. Slow and plain on purpose; what the probe builds step by step has to equal it.
 */

import type { Status } from '../graph/status.ts';
import type { Kind } from '../kinds/define.ts';
import type { KindRef, Link, SelectorTerm } from '../kinds/link.ts';
import { explained } from '../kinds/notes.ts';
import type { KubeObject } from '../kinds/object.ts';
import { insideBlock } from './oracle-block.ts';
import { read, selectorText, selects, statusOf } from './oracle-read.ts';
import { type OracleInput, type Place, World } from './oracle-world.ts';

export type { Fact, OracleInput } from './oracle-world.ts';

/** The whole graph as sorted lines, in the form of `show`. */
export function oracle(input: OracleInput): string[] {
  const world = new World(input);
  const reading = new Reading(world);
  reading.objects();
  reading.links();
  world.contain();
  world.derive();
  return world.show();
}

/** Reads each object's declarations and draws what they say. */
class Reading {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  objects(): void {
    const { kinds, facts, cluster } = this.#world.input;
    const root = kinds.find(({ key }) => key === 'cluster')!;
    this.#world.add(root, '', cluster, undefined, root.status({ metadata: { name: cluster, uid: '' } }));
    for (const fact of facts) {
      if (fact.kind.notes !== undefined) continue;
      const { name, namespace = '', uid } = fact.object.metadata;
      const own = explained(statusOf(fact.kind, fact.object), this.#world.note(uid));
      const place = this.#world.add(fact.kind, namespace, name, fact, own);
      for (const part of read(() => fact.kind.parts?.(fact.object)) ?? []) {
        const kind = kinds.find(({ key }) => key === part.kind)!;
        const child = this.#world.add(
          kind,
          namespace,
          part.name,
          { kind, object: part.object as KubeObject },
          statusOf(kind, part.object),
        );
        Object.assign(child, { labels: part.inheritLabels ? place.labels : {} });
        this.#world.line(place, child, 'ownership', '', 'part', {}, undefined);
      }
    }
  }

  links(): void {
    for (const place of [...this.#world.places]) {
      if (place.fact?.object.metadata?.uid === undefined) continue;
      this.#owners(place, place.fact.object);
      for (const [i, link] of place.kind.links.entries()) {
        const id = `${place.kind.key}#${i}`;
        if (link.join === 'name') this.#names(place, link, id);
        else if (link.join === 'selector') this.#selectors(place, link, id);
        else if (link.join === 'field') this.#fields(place, link, id);
        else this.#blocks(place, link, id);
      }
    }
  }

  #owners(place: Place, object: KubeObject): void {
    for (const [i, ref] of (object.metadata.ownerReferences ?? []).entries()) {
      const owner = this.#world.places.find(({ fact }) => fact?.object.metadata?.uid === ref.uid);
      if (owner === undefined || (owner.namespace !== '' && owner.namespace !== place.namespace)) continue;
      const more = { Manager: owner.kind.manager, ...(ref.controller === true ? { Controller: true } : {}) };
      this.#world.line(owner, place, owner.kind.type, '', 'owner', more, { Path: `metadata.ownerReferences[${i}]` });
    }
  }

  #names(holder: Place, link: Extract<Link, { join: 'name' }>, id: string): void {
    for (const ref of read(() => link.refs(holder.fact!.object)) ?? []) {
      if (typeof ref.name !== 'string' || ref.name === '') continue;
      const kind = this.#kind(ref.to ?? link.to, holder.namespace !== '');
      const namespace = kind.api?.namespaced ? (ref.namespace ?? holder.namespace) : '';
      const target = this.#world.at(kind.key, namespace, ref.name, ref.optional !== true, kind);
      const uid = target.fact?.object.metadata?.uid;
      const mismatch = ref.uid !== undefined && uid !== undefined && ref.uid !== uid;
      const more = { Manager: holder.kind.manager, ...ref.metadata, ...(mismatch ? { UidMismatch: true } : {}) };
      this.#draw(
        link,
        holder,
        target,
        ref.role ?? '',
        id,
        more,
        ref.optional ? { ...ref.why, Optional: true } : ref.why,
      );
    }
  }

  #selectors(holder: Place, link: Extract<Link, { join: 'selector' }>, id: string): void {
    const terms = read(() => link.terms(holder.fact!.object)) ?? [];
    for (const target of this.#world.targets(link.to)) {
      const trait = read(() => target.kind.trait?.(target.fact!.object)) ?? '';
      for (const term of terms) {
        if (term.except?.includes(trait) || !selects(term.selector, target.labels)) continue;
        const namespaces = this.#inScope(holder, target, term);
        if (namespaces === undefined) continue;
        const why = { ...term.why, Selector: selectorText(term.selector), ...namespaces };
        const detail = read(() => target.kind.detail?.(target.fact!.object)) ?? '';
        const more = link.refine?.(term.metadata ?? {}, detail) ?? term.metadata;
        this.#draw(link, holder, target, term.role ?? '', id, { Manager: holder.kind.manager, ...more }, why);
      }
    }
  }

  /** The provenance that the scope adds, or `undefined` for a target out of scope. */
  #inScope(holder: Place, target: Place, { scope = { namespaces: 'own' } }: SelectorTerm): object | undefined {
    if ('namespaceSelector' in scope) {
      const text = selectorText(scope.namespaceSelector);
      if (text === '') return {};
      const namespace = this.#world.targets('namespace').find(({ name }) => name === target.namespace);
      return namespace && selects(scope.namespaceSelector, namespace.labels) ? { NamespaceSelector: text } : undefined;
    }
    if (scope.namespaces === 'all') return {};
    if (scope.namespaces !== 'own') return scope.namespaces.includes(target.namespace) ? {} : undefined;
    if (!target.kind.api?.namespaced) return {};
    return holder.namespace === '' || holder.namespace === target.namespace ? {} : undefined;
  }

  #fields(holder: Place, link: Extract<Link, { join: 'field' }>, id: string): void {
    const seen = new Set<string>();
    const refs = (read(() => link.values(holder.fact!.object)) ?? []).filter(
      ({ value }) => value !== '' && !seen.has(value) && seen.add(value),
    );
    for (const target of this.#world.targets(link.to)) {
      if (link.sameNamespace && target.namespace !== holder.namespace) continue;
      const offered = read(() => target.kind.indexed?.[link.index]?.(target.fact!.object)) ?? [];
      const ref = refs.find(({ value }) => offered.includes(value));
      if (ref === undefined) continue;
      this.#draw(link, holder, target, '', id, { Manager: holder.kind.manager, ...ref.metadata }, ref.why);
    }
  }

  #blocks(holder: Place, link: Extract<Link, { join: 'block' }>, id: string): void {
    for (const target of this.#world.targets(link.to)) {
      const addresses = read(() => target.kind.indexed?.[link.index]?.(target.fact!.object)) ?? [];
      const trait = read(() => target.kind.trait?.(target.fact!.object)) ?? '';
      for (const term of read(() => link.blocks(holder.fact!.object)) ?? []) {
        const hit = addresses.some(
          (a) => insideBlock(a, term.cidr) && !term.except.some((hole) => insideBlock(a, hole)),
        );
        if (!hit || term.exceptTraits?.includes(trait)) continue;
        const why = { ...term.why, Block: term.cidr };
        this.#draw(link, holder, target, term.role ?? '', id, { Manager: holder.kind.manager, ...term.metadata }, why);
      }
    }
  }

  #kind(ref: KindRef, namespaced: boolean): Kind {
    const { kinds } = this.#world.input;
    const found =
      typeof ref === 'string'
        ? kinds.find(({ key }) => key === ref)
        : kinds.find(({ api }) => api?.group === ref.group && api.kind === ref.kind);
    if (found !== undefined) return found;
    const [group, name] = typeof ref === 'string' ? ['', ref] : [ref.group, ref.kind];
    const type = name.toLowerCase();
    const api = { group, versions: [], plural: '', kind: name, namespaced };
    const status = (): Status => ({ state: 'UNKNOWN', health: 'unknown', reason: 'Unwatched' });
    return {
      key: `${type}.${group}`,
      type,
      manager: 'k8s',
      group: 'extension',
      doc: '',
      api,
      fields: [],
      status,
      links: [],
    };
  }

  #draw(
    link: Link,
    holder: Place,
    target: Place,
    role: string,
    id: string,
    metadata: Record<string, unknown>,
    why: object,
  ): void {
    const [from, to] = link.direction === 'out' ? [holder, target] : [target, holder];
    this.#world.line(from, to, link.relation, role, id, metadata, why);
  }
}
