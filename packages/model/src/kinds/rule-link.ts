/** From a user's rule to a link, the same as the built-in kinds declare. */

import type { Link, NameRef, SelectorTerm } from './link.ts';
import type { LabelSelector } from './object.ts';
import { type Found, readPath } from './path.ts';
import type { FieldRule, LinkRule, NameRule, SelectorRule } from './rule.ts';

type AnyLink = Link<never>;

/** The link of a rule; `type` is its holder's, which an outgoing edge is called after. */
export function linkOf<O>(rule: LinkRule, type: string): Link<O> {
  const targetType = rule.to.split('.', 1)[0] ?? rule.to;
  const facts = {
    to: rule.to,
    relation: rule.relation ?? (rule.direction === 'out' ? type : targetType),
    direction: rule.direction,
    field: rule.field ?? `${targetType}s`,
    inverse: rule.inverse ?? `${type}s`,
    doc: rule.doc ?? `What ${rule.path.text} names.`,
  };
  const link = { ...facts, ...joinOf(rule) } as AnyLink;
  return link as Link<O>;
}

function joinOf(rule: LinkRule): object {
  switch (rule.join) {
    case 'name':
      return { join: 'name', refs: (object: unknown) => nameRefs(object, rule) };
    case 'selector':
      return { join: 'selector', terms: (object: unknown) => selectorTerms(object, rule) };
    case 'field':
      return { join: 'field', index: rule.index, values: (object: unknown) => values(object, rule) };
  }
}

function nameRefs(object: unknown, rule: NameRule): readonly NameRef[] {
  const namespaces = rule.namespace ? readPath(object, rule.namespace) : [];
  return readPath(object, rule.path).flatMap((found, at) => {
    const namespace = textOf(namespaces.length === 1 ? namespaces[0]?.value : namespaces[at]?.value);
    const ref = refOf(found);
    if (ref === undefined) return [];
    return [{ ...ref, ...(namespace ? { namespace } : {}), ...(rule.optional ? { optional: true } : {}) }];
  });
}

function refOf({ value, path }: Found): NameRef | undefined {
  const why = { Path: path };
  if (textOf(value)) return { name: String(value), why };
  if (typeof value !== 'object' || value === null) return undefined;
  const ref = value as Readonly<Record<string, unknown>>;
  const name = textOf(ref.name);
  if (!name) return undefined;
  const namespace = textOf(ref.namespace);
  const kind = textOf(ref.kind);
  return { name, ...(namespace ? { namespace } : {}), ...(kind ? { to: { group: groupOf(ref), kind } } : {}), why };
}

function groupOf({ apiVersion, apiGroup, group }: Readonly<Record<string, unknown>>): string {
  const version = textOf(apiVersion) ?? '';
  return textOf(apiGroup) ?? textOf(group) ?? (version.includes('/') ? (version.split('/')[0] ?? '') : '');
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function selectorTerms(object: unknown, rule: SelectorRule): readonly SelectorTerm[] {
  return readPath(object, rule.path).flatMap(({ value, path }) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
    const whole = 'matchLabels' in value || 'matchExpressions' in value;
    const selector = (whole ? value : { matchLabels: value }) as LabelSelector;
    if (!whole && Object.keys(value).length === 0) return [];
    const scope = rule.namespaces === 'all' ? { scope: { namespaces: 'all' as const } } : {};
    return [{ selector, ...scope, why: { Path: path } }];
  });
}

function values(object: unknown, rule: FieldRule) {
  return readPath(object, rule.path).flatMap(({ value, path }) => {
    const text = typeof value === 'number' ? String(value) : textOf(value);
    return text === undefined ? [] : [{ value: text, why: { Path: path } }];
  });
}
