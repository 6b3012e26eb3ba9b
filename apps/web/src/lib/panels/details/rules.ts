/** What policies and ingresses rule, in sentences: the field `Rules` of a node, which holds it as data. */

import type { GraphNode } from '@canopy/model';

export interface RuleBlock {
  /** What the rules are about: `May receive`, a host. */
  readonly title: string;
  readonly rules: readonly RuleLine[];
}

export interface RuleLine {
  readonly effect: 'allow' | 'deny' | 'pass' | 'route';
  readonly text: string;
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const objectsIn = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isObject) : []);
const textsIn = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

/** Nothing where the node has no rules, or some in a form that is not known here. */
export function rulesOf({ fields: { Rules: rules } }: GraphNode): readonly RuleBlock[] | undefined {
  if (isObject(rules) && isObject(rules.subject)) return policyRules(rules, rules.subject);
  const routes = objectsIn(rules);
  return routes.length > 0 && routes.every((route) => isObject(route.http) || 'host' in route)
    ? routes.map(routeRules)
    : undefined;
}

/** The fields of the summary that say the same again. */
export const saidByRules: ReadonlySet<string> = new Set(['Rules', 'Ingress', 'Egress', 'PodSelector', 'PolicyTypes']);

function policyRules(form: Json, subject: Json): readonly RuleBlock[] {
  const governed = { title: 'Governs', rules: [{ effect: 'pass' as const, text: peerOf(subject) }] };
  const ways = [
    { title: 'May receive', rules: form.ingress, word: 'from' },
    { title: 'May send', rules: form.egress, word: 'to' },
  ];
  const covered = ways.filter(({ rules }) => Array.isArray(rules));
  return [governed, ...covered.map(({ title, rules, word }) => ({ title, rules: linesOf(objectsIn(rules), word) }))];
}

function linesOf(rules: readonly Json[], word: string): readonly RuleLine[] {
  if (rules.length === 0) return [{ effect: 'deny', text: 'nothing' }];
  return rules.map((rule) => {
    const effect = rule.action === 'deny' || rule.action === 'pass' ? rule.action : 'allow';
    const peers = Array.isArray(rule.peers) ? objectsIn(rule.peers).map(peerOf).join(', or ') : 'anywhere';
    const ports = Array.isArray(rule.ports) ? ` on ${objectsIn(rule.ports).map(portOf).join(', ')}` : '';
    return { effect, text: `${word} ${peers || 'nowhere'}${ports}` };
  });
}

function peerOf(peer: Json): string {
  if (isObject(peer.block)) {
    const except = textsIn(peer.block.except);
    return `${String(peer.block.cidr)}${except.length > 0 ? ` but not ${except.join(', ')}` : ''}`;
  }
  if (isObject(peer.nodes)) return `nodes ${selectorOf(peer.nodes) || 'of any label'}`;
  const named = [...textsIn(peer.networks), ...textsIn(peer.domains)];
  if (named.length > 0) return named.join(', ');
  if (!isObject(peer.pods)) return 'something that is not known here';
  const selector = selectorOf(peer.pods);
  const pods = selector === '' ? 'every pod' : `pods ${selector}`;
  if (!isObject(peer.namespaces)) return pods;
  return `${pods} in ${selectorOf(peer.namespaces) === '' ? 'every namespace' : `namespaces ${selectorOf(peer.namespaces)}`}`;
}

function portOf({ protocol, port, end, name }: Json): string {
  const number = name ?? (end === undefined ? port : `${String(port)}–${String(end)}`) ?? 'any port';
  return `${protocol === undefined ? '' : `${String(protocol)} `}${String(number)}`;
}

/** As kubectl writes selectors: `app=web, tier in (a, b), !legacy`. */
function selectorOf({ matchLabels, matchExpressions }: Json): string {
  const terms = Object.entries(isObject(matchLabels) ? matchLabels : {}).map(
    ([key, value]) => `${key}=${String(value)}`,
  );
  for (const { key, operator, values } of objectsIn(matchExpressions)) {
    const list = textsIn(values).join(', ');
    if (operator === 'Exists') terms.push(String(key));
    else if (operator === 'DoesNotExist') terms.push(`!${String(key)}`);
    else terms.push(`${String(key)} ${operator === 'NotIn' ? 'not in' : 'in'} (${list})`);
  }
  return terms.join(', ');
}

function routeRules({ host, http }: Json): RuleBlock {
  const paths = isObject(http) ? objectsIn(http.paths) : [];
  const rules = paths.map(({ path, pathType, backend }) => ({
    effect: 'route' as const,
    text: `${typeof path === 'string' ? path : '/'}${pathType === 'Exact' ? ' exactly' : ''} → ${backendOf(backend)}`,
  }));
  return { title: typeof host === 'string' ? host : 'Any host', rules };
}

function backendOf(backend: unknown): string {
  if (!isObject(backend)) return 'nothing';
  const { service, resource } = backend;
  if (isObject(resource)) return `${String(resource.kind)} ${String(resource.name)}`;
  if (!isObject(service)) return 'nothing';
  const port = isObject(service.port) ? (service.port.name ?? service.port.number) : undefined;
  return `${String(service.name)}${port === undefined ? '' : `:${String(port)}`}`;
}
