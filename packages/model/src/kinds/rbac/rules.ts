/** What roles allow, in words, and what bindings bind. */

import type { PolicyRule, Subject } from 'kubernetes-types/rbac/v1.d.ts';
import { string, strings } from '../define.ts';
import type { NameLink, NameRef, SelectorLink } from '../link.ts';
import type { KubeObject } from '../object.ts';

/** `get,list pods,services`, `* deployments.apps`, `get /healthz`: one line for each rule. */
export function printRules(rules: readonly PolicyRule[] | null | undefined): readonly string[] {
  return (rules ?? []).map(({ verbs, resources, apiGroups, resourceNames, nonResourceURLs }) => {
    const what = (resources ?? []).flatMap((each) =>
      (apiGroups ?? ['']).map((group) => (group === '' ? each : `${each}.${group}`)),
    );
    const names = resourceNames?.length ? ` named ${resourceNames.join(',')}` : '';
    return `${(verbs ?? []).join(',')} ${[...what, ...(nonResourceURLs ?? [])].join(',')}${names}`;
  });
}

export interface Binding extends KubeObject {
  readonly roleRef?: { readonly kind: string; readonly name: string };
  readonly subjects?: readonly Subject[] | null;
}

/** `ServiceAccount shop/web`, `User jane`, `Group devs`. */
function printSubjects({ subjects }: Binding): readonly string[] {
  return (subjects ?? []).map(({ kind, name, namespace }) => `${kind} ${namespace ? `${namespace}/` : ''}${name}`);
}

/** What bindings of both scopes show. */
export const bindingFields = [
  string<Binding>(
    'Role',
    'The role that it gives, as ClusterRole/view.',
    ({ roleRef }) => roleRef && `${roleRef.kind}/${roleRef.name}`,
  ),
  strings<Binding>('Subjects', 'The identities that get it.', printSubjects),
];

/** The role that a binding names; one of its namespace, or of the cluster. */
export function roleRefs({ roleRef }: Binding): readonly NameRef[] {
  if (!roleRef?.name) return [];
  return [{ name: roleRef.name, to: roleRef.kind === 'Role' ? 'role' : 'clusterrole', why: { Path: 'roleRef' } }];
}

/** The links from a binding to its subjects, which bindings of both scopes have alike. */
export function subjectLinks(
  relation: string,
  inverse: string,
): readonly (NameLink<Binding> | SelectorLink<Binding>)[] {
  const facts = { relation, direction: 'out', inverse } as const;
  return [
    {
      ...facts,
      join: 'name',
      to: 'serviceaccount',
      field: 'serviceaccounts',
      doc: 'Service accounts that get the role.',
      refs: (binding) => subjects(binding, 'ServiceAccount'),
    },
    {
      ...facts,
      join: 'name',
      to: 'user',
      field: 'users',
      doc: 'Users that get the role.',
      refs: (binding) => subjects(binding, 'User'),
    },
    {
      ...facts,
      join: 'name',
      to: 'group',
      field: 'groups',
      doc: 'Groups that get the role.',
      refs: (binding) => subjects(binding, 'Group'),
    },
    {
      ...facts,
      join: 'selector',
      to: 'serviceaccount',
      field: 'serviceaccounts',
      doc: 'Service accounts that get the role through the group of all accounts, or of all of a namespace.',
      terms: (binding) =>
        subjects(binding, 'Group').flatMap(({ name, why }) => {
          const [, namespace] = /^system:serviceaccounts(?::(.+))?$/.exec(name) ?? [undefined, null];
          if (namespace === null) return [];
          return [{ selector: {}, scope: { namespaces: namespace === undefined ? 'all' : [namespace] }, why }];
        }),
    },
  ];
}

function subjects({ subjects }: Binding, wanted: string): readonly NameRef[] {
  return (subjects ?? []).flatMap(({ kind, name, namespace }, at) => {
    if (kind !== wanted || !name) return [];
    const inside = wanted === 'ServiceAccount' && namespace ? { namespace } : {};
    return [{ name, ...inside, why: { Path: `subjects[${at}]` } }];
  });
}
