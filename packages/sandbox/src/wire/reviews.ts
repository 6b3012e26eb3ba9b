/** Reviews: questions that are answered and not stored. */

import { allowed, type Question, rulesFor } from '../access/rbac.ts';
import { at, isMap, listAt, mapAt, type Tree, textAt } from '../base/json.ts';
import { methodNotAllowed } from '../base/problem.ts';
import { sendJson } from './answer.ts';
import { objectIn } from './body.ts';
import type { Server } from './context.ts';
import type { Request } from './request.ts';
import { type User, userNamed } from './user.ts';

interface Review {
  readonly group: string;
  readonly plural: string;
  readonly kind: string;
  readonly namespaced?: boolean;
  readonly answer: (server: Server, review: Tree, user: User) => object;
}

const authentication = 'authentication.k8s.io';
const authorization = 'authorization.k8s.io';

export const reviews: readonly Review[] = [
  { group: authentication, plural: 'tokenreviews', kind: 'TokenReview', answer: reviewToken },
  {
    group: authentication,
    plural: 'selfsubjectreviews',
    kind: 'SelfSubjectReview',
    answer: (_server, _review, { name, groups }) => ({ userInfo: { username: name, groups } }),
  },
  {
    group: authorization,
    plural: 'selfsubjectaccessreviews',
    kind: 'SelfSubjectAccessReview',
    answer: (server, review, user) => access(server, review, user),
  },
  { group: authorization, plural: 'subjectaccessreviews', kind: 'SubjectAccessReview', answer: reviewSubject },
  {
    group: authorization,
    plural: 'localsubjectaccessreviews',
    kind: 'LocalSubjectAccessReview',
    namespaced: true,
    answer: reviewSubject,
  },
  { group: authorization, plural: 'selfsubjectrulesreviews', kind: 'SelfSubjectRulesReview', answer: reviewRules },
];

/** True when the path was a review and is answered. */
export async function onReview(server: Server, request: Request, user: User): Promise<boolean> {
  const [root, group, version, ...rest] = request.segments;
  const plural = rest.at(-1);
  if (root !== 'apis' || version !== 'v1') return false;
  const review = reviews.find((one) => one.group === group && one.plural === plural);
  if (!review) return false;
  if (request.method !== 'POST') throw methodNotAllowed();
  const asked = await objectIn(request);
  const head = { kind: review.kind, apiVersion: `${group}/${version}`, metadata: asked.metadata ?? {} };
  sendJson(request.response, 201, { ...head, spec: asked.spec ?? {}, status: review.answer(server, asked, user) });
  return true;
}

function reviewToken({ tokens }: Server, review: Tree): object {
  const name = tokens.userOf(textAt(review, 'spec', 'token') ?? '');
  if (!name) return { user: {}, error: 'invalid bearer token' };
  const { groups } = userNamed(name);
  return { authenticated: true, user: { username: name, groups }, audiences: ['https://kubernetes.default.svc'] };
}

function reviewSubject(server: Server, review: Tree): object {
  const groups = listAt(review, 'spec', 'groups').map(String);
  return access(server, review, userNamed(textAt(review, 'spec', 'user') ?? '', groups));
}

function access({ core }: Server, review: Tree, user: User): object {
  const { resourceAttributes, nonResourceAttributes } = mapAt(review, 'spec');
  const asked = isMap(resourceAttributes)
    ? resourceAttributes
    : isMap(nonResourceAttributes)
      ? nonResourceAttributes
      : {};
  const question = { verb: '', ...asked } as Question;
  return allowed(user, question, core) ? { allowed: true } : { allowed: false, reason: 'no role allows it' };
}

function reviewRules({ core }: Server, review: Tree, user: User): object {
  const namespace = String(at(review, 'spec', 'namespace') ?? 'default');
  const everything = [
    { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
    { verbs: ['*'], nonResourceURLs: ['*'] },
  ];
  const rules = user.groups.includes('system:masters') ? everything : rulesFor(user, namespace, core);
  return {
    incomplete: false,
    resourceRules: rules.filter((rule) => !('nonResourceURLs' in rule && rule.nonResourceURLs?.length)),
    nonResourceRules: rules.filter((rule) => 'nonResourceURLs' in rule && rule.nonResourceURLs?.length),
  };
}
