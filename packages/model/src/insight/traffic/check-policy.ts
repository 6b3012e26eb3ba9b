/**
 * Whether a network policy that somebody wrote is one: what would be read as something else, or as nothing, is told with
 * its place. The API server knows more rules.
 * Source: https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
 */

import { contains, parseBlock } from '../../base/address.ts';
import { protocols } from './port-set.ts';

/** The first problem of a value, in words; `undefined` for a good one. */
type Check = (value: unknown, path: string) => string | undefined;

const shown = (value: unknown): string => JSON.stringify(value) ?? String(value);

function object(fields: Readonly<Record<string, Check>>, more: Check = () => undefined): Check {
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return `${path}: ${shown(value)} is no object`;
    for (const [key, inner] of Object.entries(value)) {
      const check = Object.hasOwn(fields, key) ? fields[key] : undefined;
      if (check === undefined) return `${path}.${key}: there is no such field`;
      const problem = inner === null ? undefined : check(inner, `${path}.${key}`);
      if (problem !== undefined) return problem;
    }
    return more(value, path);
  };
}

function list(item: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value)) return `${path}: ${shown(value)} is no list`;
    for (const [at, inner] of value.entries()) {
      const problem = item(inner, `${path}[${at}]`);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
}

const oneOf =
  (...words: readonly string[]): Check =>
  (value, path) =>
    words.includes(value as string) ? undefined : `${path}: ${shown(value)} is none of ${words.join(', ')}`;

const text: Check = (value, path) => (typeof value === 'string' ? undefined : `${path}: ${shown(value)} is no text`);

const texts: Check = (value, path) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return `${path}: ${shown(value)} is no object`;
  return Object.entries(value)
    .map(([key, inner]) => text(inner, `${path}.${key}`))
    .find((problem) => problem !== undefined);
};

const block: Check = (value, path) =>
  typeof value === 'string' && value.includes('/') && parseBlock(value) !== undefined
    ? undefined
    : `${path}: ${shown(value)} is no block of addresses, such as 10.0.0.0/8`;

const isNumber = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 65_535;

const number: Check = (value, path) => (isNumber(value) ? undefined : `${path}: ${shown(value)} is no port`);

const portOrName: Check = (value, path) =>
  isNumber(value) || (typeof value === 'string' && /[a-z]/i.test(value))
    ? undefined
    : `${path}: ${shown(value)} is no port`;

const range: Check = (value, path) => {
  const { port, endPort } = value as { port?: unknown; endPort?: unknown };
  if (endPort === undefined || endPort === null) return undefined;
  if (!isNumber(port)) return `${path}.endPort: a range starts at a port with a number`;
  return Number(endPort) < port ? `${path}.endPort: ${shown(endPort)} is below ${port}` : undefined;
};

const selector = object({
  matchLabels: texts,
  matchExpressions: list(
    object({ key: text, operator: oneOf('In', 'NotIn', 'Exists', 'DoesNotExist'), values: list(text) }),
  ),
});

const somebody: Check = (value, path) => {
  const given = Object.entries(value as object).filter(([, each]) => each !== null);
  if (given.length === 0) return `${path}: a peer is selected by something`;
  const [other] = given.find(([key]) => key !== 'ipBlock') ?? [];
  return other !== undefined && given.some(([key]) => key === 'ipBlock')
    ? `${path}: a peer with an ipBlock has no ${other} besides`
    : undefined;
};

const holes: Check = (value, path) => {
  const { cidr, except } = value as { cidr?: string; except?: readonly string[] | null };
  const whole = parseBlock(cidr ?? '');
  if (whole === undefined) return `${path}.cidr: a block of addresses is needed`;
  const at = (except ?? []).findIndex((text) => {
    const hole = parseBlock(text);
    return hole === undefined || hole.prefix <= whole.prefix || !contains(whole, hole.bytes);
  });
  return at < 0 ? undefined : `${path}.except[${at}]: ${except![at]} is no part of ${cidr}`;
};

const peers = list(
  object(
    {
      podSelector: selector,
      namespaceSelector: selector,
      ipBlock: object({ cidr: block, except: list(block) }, holes),
    },
    somebody,
  ),
);
const ports = list(object({ protocol: oneOf(...protocols), port: portOrName, endPort: number }, range));

const spec = object({
  podSelector: selector,
  policyTypes: list(oneOf('Ingress', 'Egress')),
  ingress: list(object({ from: peers, ports })),
  egress: list(object({ to: peers, ports })),
});

/** `spec.ingress[0].form: there is no such field` */
export function problemOf(policy: { readonly spec?: unknown }): string | undefined {
  return policy.spec === undefined || policy.spec === null ? undefined : spec(policy.spec, 'spec');
}
