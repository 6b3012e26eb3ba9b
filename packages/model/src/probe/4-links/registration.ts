/** What a holder has declared through one selector link: its terms, compiled, and the groups that they match. */

import type { Kind } from '../../kinds/define.ts';
import type { SelectorLink, SelectorTerm } from '../../kinds/link.ts';
import type { KubeObject, LabelSelector } from '../../kinds/object.ts';
import { compileSelector, type Selector } from '../../kinds/selector.ts';
import type { Entity, LabelGroup } from '../2-objects/entity.ts';
import type { NamespaceSet } from './namespace-sets.ts';
import type { LinkPart, Parts, Rule } from './rule.ts';

export type SelectorRule = Rule<SelectorLink<KubeObject>>;

export interface Term {
  readonly registration: Registration;
  readonly spec: SelectorTerm;
  readonly selector: Selector;
  /** The namespaces it looks at; `undefined`: all. */
  readonly namespaces: ReadonlySet<string> | undefined;
  readonly set: NamespaceSet<Term> | undefined;
}

export interface Registration {
  readonly holder: Entity;
  readonly rule: SelectorRule;
  readonly target: Kind;
  /** The terms as declared: equal ones need no work. */
  readonly declared: readonly SelectorTerm[];
  terms: readonly Term[];
  /** The groups that are matched, with the parts by role. */
  readonly matched: Map<LabelGroup, readonly LinkPart[]>;
}

export function makeTerm(
  registration: Registration,
  spec: SelectorTerm,
  join: (user: Term, selector: LabelSelector) => NamespaceSet<Term>,
): Term {
  const { scope = { namespaces: 'own' } } = spec;
  const term: Writable<Term> = {
    registration,
    spec,
    selector: compileSelector(spec.selector),
    namespaces: undefined,
    set: undefined,
  };
  if (!('namespaceSelector' in scope)) term.namespaces = fixedNamespaces(registration, scope.namespaces);
  else if (compileSelector(scope.namespaceSelector).text !== '') {
    term.set = join(term, scope.namespaceSelector);
    term.namespaces = term.set.names;
  }
  return term;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function fixedNamespaces({ holder, target }: Registration, namespaces: 'own' | 'all' | readonly string[]) {
  if (namespaces === 'all') return undefined;
  if (namespaces !== 'own') return new Set(namespaces);
  if (!target.api?.namespaced) return new Set(['']);
  return holder.namespace === '' ? undefined : new Set([holder.namespace]);
}

/** The parts, one per role, of the edges to the members of a group; none when no term matches. */
export function partsFor(parts: Parts, { rule, terms }: Registration, group: LabelGroup): readonly LinkPart[] {
  const roles = new Map<string, Term[]>();
  for (const term of terms) {
    if (term.namespaces !== undefined && !term.namespaces.has(group.namespace)) continue;
    if (term.spec.except?.includes(group.trait) || !term.selector.matches(group.labels)) continue;
    const role = term.spec.role ?? '';
    const found = roles.get(role);
    if (found === undefined) roles.set(role, [term]);
    else found.push(term);
  }
  return [...roles].map(([role, matching]) => {
    const why = matching.map(whyOf);
    const { link, kind } = rule;
    const said = Object.assign({}, ...matching.map((term) => term.spec.metadata));
    const more = link.refine?.(said, group.detail) ?? said;
    return parts.make({ link: rule.id, relation: link.relation, role, manager: kind.manager, more, why });
  });
}

function whyOf({ spec, selector, set }: Term) {
  const namespaces = set === undefined ? {} : { NamespaceSelector: set.selector.text };
  return { ...spec.why, Selector: selector.text, ...namespaces };
}
