/** Role-based access control over the stored roles and bindings: https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */

import { mapsAt, type Tree } from '../base/json.ts';
import type { KubeObject } from '../base/object.ts';
import type { Surroundings } from '../registry/resource.ts';

export interface Rule {
  readonly verbs?: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

export interface Question {
  readonly verb: string;
  readonly group?: string;
  readonly resource?: string;
  readonly subresource?: string;
  readonly namespace?: string;
  readonly name?: string;
  /** Instead of a resource. */
  readonly path?: string;
}

export interface Subject {
  readonly name: string;
  readonly groups: readonly string[];
}

const holds = (list: readonly string[] | undefined, value: string): boolean =>
  list?.includes('*') === true || list?.includes(value) === true;

function covers(rule: Rule, question: Question): boolean {
  if (!holds(rule.verbs, question.verb)) return false;
  if (question.path !== undefined) {
    return (rule.nonResourceURLs ?? []).some((url) =>
      url.endsWith('*') ? question.path!.startsWith(url.slice(0, -1)) : url === question.path,
    );
  }
  const { resource = '', subresource, name = '' } = question;
  const wanted = subresource ? `${resource}/${subresource}` : resource;
  const named = !rule.resourceNames?.length || rule.resourceNames.includes(name);
  const anyOf = subresource !== undefined && holds(rule.resources, `*/${subresource}`);
  return holds(rule.apiGroups, question.group ?? '') && (holds(rule.resources, wanted) || anyOf) && named;
}

function names(binding: KubeObject, user: Subject): boolean {
  return mapsAt(binding, 'subjects').some((subject: Tree) => {
    if (subject.kind === 'Group') return user.groups.includes(String(subject.name));
    if (subject.kind === 'User') return user.name === subject.name;
    const namespace = subject.namespace ?? binding.metadata.namespace;
    return user.name === `system:serviceaccount:${namespace}:${subject.name}`;
  });
}

const rbac = 'rbac.authorization.k8s.io';

function rulesOf(binding: KubeObject, around: Surroundings): Rule[] {
  const { kind, name } = (binding.roleRef ?? {}) as { kind?: string; name?: string };
  const role =
    kind === 'Role'
      ? around.get(`roles.${rbac}`, binding.metadata.namespace ?? '', name ?? '')
      : around.get(`clusterroles.${rbac}`, '', name ?? '');
  return mapsAt(role, 'rules');
}

/** Every rule that applies to a user in a namespace, the cluster-wide ones included. */
export function rulesFor(user: Subject, namespace: string | undefined, around: Surroundings): Rule[] {
  const everywhere = [...around.list(`clusterrolebindings.${rbac}`)];
  const local = namespace ? [...around.list(`rolebindings.${rbac}`, namespace)] : [];
  return [...everywhere, ...local].filter((one) => names(one, user)).flatMap((one) => rulesOf(one, around));
}

/** Members of system:masters may do anything. */
export const allowed = (user: Subject, question: Question, around: Surroundings): boolean =>
  user.groups.includes('system:masters') ||
  rulesFor(user, question.namespace, around).some((rule) => covers(rule, question));
