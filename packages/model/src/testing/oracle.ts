/**
 * The graph of a set of objects by brute force: nested loops straight from the declarations, nothing shared with the
 * joins. Slow and plain on purpose; what the probe builds step by step has to equal it.
 */

import type { GraphNode } from '../graph/node.ts';
import type { Status } from '../graph/status.ts';
import { sameStatus } from '../graph/status.ts';
import type { Kind, Note } from '../kinds/define.ts';
import type { KindRef, Link, SelectorTerm } from '../kinds/link.ts';
import { explained, latest } from '../kinds/notes.ts';
import type { KubeObject, LabelSelector } from '../kinds/object.ts';
import { insideBlock } from './oracle-block.ts';
import { edgeLine, nodeLine } from './show.ts';

export interface Fact {
  readonly kind: Kind;
  readonly object: KubeObject;
}

interface Place {
  readonly kind: Kind;
  readonly namespace: string;
  readonly name: string;
  readonly fact: Fact | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly fields: Record<string, unknown>;
  own: Status;
  status: Status;
  required: boolean;
}

interface Line {
  readonly from: Place;
  readonly to: Place;
  readonly relation: string;
  readonly role: string;
  /** By link, so that several links of one edge come in a fixed order. */
  readonly parts: Map<string, { metadata: Record<string, unknown>; why: unknown[] }>;
}

export interface OracleInput {
  readonly cluster: string;
  readonly kinds: readonly Kind[];
  readonly facts: readonly Fact[];
  /** The keys of kinds that were listed as a whole. */
  readonly complete: ReadonlySet<string>;
}

/** The whole graph as sorted lines, in the form of `show`. */
export function oracle(input: OracleInput): string[] {
  const world = new World(input);
  world.objects();
  world.links();
  world.contain();
  world.derive();
  return world.show();
}

class World {
  readonly #input: OracleInput;
  readonly #places: Place[] = [];
  readonly #lines: Line[] = [];

  constructor(input: OracleInput) {
    this.#input = input;
  }

  objects(): void {
    const { kinds, facts, cluster } = this.#input;
    const root = kinds.find(({ key }) => key === 'cluster')!;
    this.#add(root, '', cluster, undefined, root.status({ metadata: { name: cluster, uid: '' } }));
    for (const fact of facts) {
      if (fact.kind.notes !== undefined) continue;
      const { name, namespace = '', uid } = fact.object.metadata;
      const own = explained(statusOf(fact.kind, fact.object), this.#note(uid));
      const place = this.#add(fact.kind, namespace, name, fact, own);
      for (const part of read(() => fact.kind.parts?.(fact.object)) ?? []) {
        const kind = kinds.find(({ key }) => key === part.kind)!;
        const child = this.#add(
          kind,
          namespace,
          part.name,
          { kind, object: part.object as KubeObject },
          statusOf(kind, part.object),
        );
        Object.assign(child, { labels: part.inheritLabels ? place.labels : {} });
        this.#line(place, child, 'ownership', '', 'part', {}, undefined);
      }
    }
  }

  links(): void {
    for (const place of [...this.#places]) {
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

  contain(): void {
    for (let i = 0; i < this.#places.length; i++) {
      const place = this.#places[i]!;
      if (place.kind.key === 'cluster' || this.#lines.some((l) => l.to === place && l.parts.has('part'))) continue;
      const namespaced = place.namespace !== '';
      const parent = namespaced ? this.#at('namespace', '', place.namespace, true) : this.#places[0]!;
      this.#line(
        parent,
        place,
        'ownership',
        '',
        'contains',
        {},
        namespaced ? { Path: 'metadata.namespace' } : undefined,
      );
    }
  }

  derive(): void {
    for (const place of this.#places) place.status = place.own;
    for (let round = 0; round < 16; round++) {
      const next = this.#places.map((place) => {
        if (place.kind.derived === undefined || place.fact === undefined) return place.status;
        const ends = (direction: 'out' | 'in') => (relation: string) =>
          this.#lines
            .filter((line) => line.relation === relation && (direction === 'out' ? line.from : line.to) === place)
            .map((line) => neighbour(direction === 'out' ? line.to : line.from));
        return place.kind.derived.status(place.own, { out: ends('out'), in: ends('in') }, place.fields);
      });
      const stable = next.every((status, i) => sameStatus(status, this.#places[i]!.status));
      for (const [i, status] of next.entries()) this.#places[i]!.status = status;
      if (stable) return;
    }
  }

  show(): string[] {
    const edges = this.#lines.map((line) => {
      const parts = [...line.parts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part);
      const why = parts.flatMap((part) => part.why);
      const metadata = Object.assign({ RelationType: line.relation }, ...parts.map((part) => part.metadata));
      return edgeLine(neighbour(line.from), neighbour(line.to), line.role, {
        ...metadata,
        ...(why.length > 0 ? { Why: why } : {}),
      });
    });
    return [...this.#places.map((place) => nodeLine(neighbour(place))), ...edges].sort();
  }

  // Links -----------------------------------------------------------------------------------------------------------

  #owners(place: Place, object: KubeObject): void {
    for (const [i, ref] of (object.metadata.ownerReferences ?? []).entries()) {
      const owner = this.#places.find(({ fact }) => fact?.object.metadata?.uid === ref.uid);
      if (owner === undefined || (owner.namespace !== '' && owner.namespace !== place.namespace)) continue;
      const more = { Manager: owner.kind.manager, ...(ref.controller === true ? { Controller: true } : {}) };
      this.#line(owner, place, owner.kind.type, '', 'owner', more, { Path: `metadata.ownerReferences[${i}]` });
    }
  }

  #names(holder: Place, link: Extract<Link, { join: 'name' }>, id: string): void {
    for (const ref of read(() => link.refs(holder.fact!.object)) ?? []) {
      if (typeof ref.name !== 'string' || ref.name === '') continue;
      const kind = this.#kind(ref.to ?? link.to, holder.namespace !== '');
      const namespace = kind.api?.namespaced ? (ref.namespace ?? holder.namespace) : '';
      const target = this.#at(kind.key, namespace, ref.name, ref.optional !== true, kind);
      const uid = target.fact?.object.metadata?.uid;
      const mismatch = ref.uid !== undefined && uid !== undefined && ref.uid !== uid;
      const more = { Manager: holder.kind.manager, ...ref.metadata, ...(mismatch ? { UidMismatch: true } : {}) };
      this.#draw(link, holder, target, '', id, more, ref.optional ? { ...ref.why, Optional: true } : ref.why);
    }
  }

  #selectors(holder: Place, link: Extract<Link, { join: 'selector' }>, id: string): void {
    const terms = read(() => link.terms(holder.fact!.object)) ?? [];
    for (const target of this.#targets(link.to)) {
      const trait = read(() => target.kind.trait?.(target.fact!.object)) ?? '';
      for (const term of terms) {
        if (term.except?.includes(trait) || !selects(term.selector, target.labels)) continue;
        const namespaces = this.#inScope(holder, target, term);
        if (namespaces === undefined) continue;
        const why = { ...term.why, Selector: selectorText(term.selector), ...namespaces };
        this.#draw(link, holder, target, term.role ?? '', id, { Manager: holder.kind.manager, ...term.metadata }, why);
      }
    }
  }

  /** The provenance that the scope adds, or `undefined` for a target out of scope. */
  #inScope(holder: Place, target: Place, { scope = { namespaces: 'own' } }: SelectorTerm): object | undefined {
    if ('namespaceSelector' in scope) {
      const text = selectorText(scope.namespaceSelector);
      if (text === '') return {};
      const namespace = this.#targets('namespace').find(({ name }) => name === target.namespace);
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
    for (const target of this.#targets(link.to)) {
      if (link.sameNamespace && target.namespace !== holder.namespace) continue;
      const offered = read(() => target.kind.indexed?.[link.index]?.(target.fact!.object)) ?? [];
      const ref = refs.find(({ value }) => offered.includes(value));
      if (ref === undefined) continue;
      this.#draw(link, holder, target, '', id, { Manager: holder.kind.manager, ...ref.metadata }, ref.why);
    }
  }

  #blocks(holder: Place, link: Extract<Link, { join: 'block' }>, id: string): void {
    for (const target of this.#targets(link.to)) {
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

  // Places ----------------------------------------------------------------------------------------------------------

  #note(uid: string): Note | undefined {
    let best: Note | undefined;
    for (const { kind, object } of this.#input.facts) {
      const note = read(() => kind.notes?.(object));
      if (note?.uid === uid) best = latest(best, note);
    }
    return best;
  }

  #add(kind: Kind, namespace: string, name: string, fact: Fact | undefined, own: Status): Place {
    const fields: Record<string, unknown> = {};
    for (const field of fact === undefined ? [] : kind.fields) {
      const value = read(() => field.of(fact!.object));
      if (value !== undefined) fields[field.name] = value;
    }
    const labels = fact?.object.metadata?.labels ?? {};
    const place: Place = { kind, namespace, name, fact, labels, fields, own, status: own, required: false };
    this.#places.push(place);
    return place;
  }

  #at(key: string, namespace: string, name: string, required: boolean, foreign?: Kind): Place {
    const known = this.#places.find((p) => p.kind.key === key && p.namespace === namespace && p.name === name);
    const kind = foreign ?? this.#input.kinds.find((each) => each.key === key)!;
    const place = known ?? this.#add(kind, namespace, name, undefined, kind.status({ metadata: { name, uid: '' } }));
    if (required) place.required = true;
    if (place.fact === undefined && !kind.virtual && kind.key !== 'cluster') place.own = this.#missing(place);
    return place;
  }

  #missing({ kind, required }: Place): Status {
    if (!this.#input.complete.has(kind.key)) {
      const message = `${kind.type} is not watched here, so nobody knows whether this exists`;
      return { state: 'UNKNOWN', health: 'unknown', reason: 'Unwatched', message };
    }
    if (required)
      return { state: 'DOWN', health: 'missing', reason: 'NotFound', message: 'referred to, but does not exist' };
    return {
      state: 'UNKNOWN',
      health: 'missing',
      reason: 'NotFound',
      message: 'does not exist; all references to it are optional',
    };
  }

  #kind(ref: KindRef, namespaced: boolean): Kind {
    const { kinds } = this.#input;
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

  #targets(key: string): Place[] {
    return this.#places.filter((place) => place.kind.key === key && place.fact !== undefined);
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
    this.#line(from, to, link.relation, role, id, metadata, why);
  }

  #line(
    from: Place,
    to: Place,
    relation: string,
    role: string,
    id: string,
    metadata: Record<string, unknown>,
    why: object | undefined,
  ): void {
    let line = this.#lines.find((l) => l.from === from && l.to === to && l.relation === relation && l.role === role);
    if (line === undefined) {
      line = { from, to, relation, role, parts: new Map() };
      this.#lines.push(line);
    }
    const part = line.parts.get(id) ?? { metadata: {}, why: [] };
    line.parts.set(id, {
      metadata: { ...part.metadata, ...metadata },
      why: why === undefined ? part.why : [...part.why, why],
    });
  }
}

/** What a declaration reads of an object; objects may lack anything. */
function read<T>(of: () => T): T | undefined {
  try {
    return of();
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function statusOf(kind: Kind, object: unknown): Status {
  return read(() => kind.status(object as KubeObject)) ?? { state: 'UNKNOWN', health: 'unknown', reason: 'Unreadable' };
}

type Shown = Pick<GraphNode, 'type' | 'namespace' | 'name' | 'labels' | 'fields' | 'status'>;

function neighbour({ kind, namespace, name, labels, fields, status }: Place): Shown {
  return { type: kind.type, namespace, name, labels, fields, status };
}

function selects(selector: LabelSelector, labels: Readonly<Record<string, string>>): boolean {
  const has = (key: string) => Object.hasOwn(labels, key);
  for (const [key, value] of Object.entries(selector.matchLabels ?? {}))
    if (!has(key) || labels[key] !== value) return false;
  for (const { key, operator, values = [] } of selector.matchExpressions ?? []) {
    if (operator === 'In' && !(has(key) && values.includes(labels[key]!))) return false;
    if (operator === 'NotIn' && has(key) && values.includes(labels[key]!)) return false;
    if (operator === 'Exists' && !has(key)) return false;
    if (operator === 'DoesNotExist' && has(key)) return false;
  }
  return true;
}

function selectorText(selector: LabelSelector): string {
  const labels = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  const expressions = (selector.matchExpressions ?? []).map(({ key, operator, values = [] }) => {
    if (operator === 'Exists') return key;
    if (operator === 'DoesNotExist') return `!${key}`;
    return `${key} ${operator.toLowerCase()} (${[...values].sort().join(',')})`;
  });
  return [...labels, ...expressions].sort().join(',');
}
