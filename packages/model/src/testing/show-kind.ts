/** What a kind says about an object, as text: YAML in, lines out. No joins take part. */

import { parseAllDocuments } from 'yaml';
import type { Status } from '../graph/status.ts';
import type { Kind } from '../kinds/define.ts';
import type { Link, SelectorScope } from '../kinds/link.ts';
import { lookup } from '../kinds/lookup.ts';
import type { KubeObject } from '../kinds/object.ts';
import { registry } from '../kinds/registry.ts';
import { printSelector } from '../kinds/selector-text.ts';

/** The objects of a YAML text, with a UID where they have none. */
export function objectsOf(yaml: string): readonly KubeObject[] {
  return parseAllDocuments(yaml).flatMap((document) => {
    const object = document.toJS() as KubeObject | null;
    if (object === null) return [];
    const { kind = '', metadata } = object;
    const uid = metadata.uid ?? `${kind.toLowerCase()}-${metadata.namespace ?? ''}-${metadata.name}`;
    return [{ ...object, metadata: { ...metadata, uid } }];
  });
}

/** The kind that an object is of. */
export function kindFor({ apiVersion = 'v1', kind = '' }: KubeObject, kinds: readonly Kind[] = registry): Kind {
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
  const found = lookup(kinds).byKind(group, kind);
  if (found === undefined) throw new Error(`no kind for ${apiVersion} ${kind}`);
  return found;
}

/** As the door lets it in; the hash is the length of the text. */
export function redacted(kind: Kind, object: KubeObject): KubeObject {
  return kind.redact?.(object, (text) => `hash of ${text.length}`) ?? object;
}

/** Status, fields, links and parts of each object of a YAML text. */
export function showKind(yaml: string, kinds: readonly Kind[] = registry): string {
  return objectsOf(yaml)
    .map((object) => {
      const kind = kindFor(object, kinds);
      return describe(kind, redacted(kind, object)).join('\n');
    })
    .join('\n');
}

function describe(kind: Kind, object: KubeObject): readonly string[] {
  const fields = kind.fields
    .map(({ name, of }) => [name, of(object)] as const)
    .filter(([, value]) => value !== undefined);
  const parts = (kind.parts?.(object) ?? []).flatMap((part) => {
    const inner = lookup(registry).byKey(part.kind) as Kind;
    return [`${part.kind} ${part.name}`, ...describe(inner, part.object as KubeObject)].map((line) => `  ${line}`);
  });
  return [
    printStatus(kind.status(object)),
    ...fields.map(([name, value]) => `${name} = ${JSON.stringify(value)}`),
    ...kind.links.flatMap((link) => showLink(link, object)),
    ...parts,
  ];
}

/** `DOWN degraded CrashLoopBackOff: back-off 5m0s @1700000000000` */
export function printStatus({ state, health, reason, message, since }: Status): string {
  const words = [state, health, ...(reason === undefined ? [] : [reason])].join(' ');
  return `${words}${message === undefined ? '' : `: ${message}`}${since === undefined ? '' : ` @${since}`}`;
}

function showLink(link: Link, object: KubeObject): readonly string[] {
  const arrow = link.direction === 'out' ? `-${link.relation}->` : `<-${link.relation}-`;
  return targets(link, object).map(([target, more]) => `${arrow} ${target} ${JSON.stringify(more)}`);
}

function targets(link: Link, object: KubeObject): readonly (readonly [string, object])[] {
  switch (link.join) {
    case 'name':
      return link.refs(object).map(({ name, namespace, to = link.to, optional, why, ...more }) => {
        const kind = typeof to === 'string' ? to : `${to.kind}.${to.group}`;
        return [`${kind} ${namespace ? `${namespace}/` : ''}${name}${optional ? '?' : ''}`, { ...why, ...more }];
      });
    case 'selector':
      return link.terms(object).map(({ selector, scope, why, ...more }) => {
        const text = printSelector(selector) || 'all';
        return [`${link.to} ${text}${scope ? ` in ${printScope(scope)}` : ''}`, { ...why, ...more }];
      });
    case 'field':
      return link
        .values(object)
        .map(({ value, why, ...more }) => [`${link.to} with ${link.index} ${value}`, { ...why, ...more }]);
    case 'block':
      return link.blocks(object).map(({ cidr, except, why, ...more }) => {
        return [`${link.to} in ${[cidr, ...except].join(' but ')}`, { ...why, ...more }];
      });
  }
}

function printScope(scope: SelectorScope): string {
  if ('namespaceSelector' in scope) return `namespaces ${printSelector(scope.namespaceSelector) || 'all'}`;
  return typeof scope.namespaces === 'string' ? scope.namespaces : scope.namespaces.join(',');
}
