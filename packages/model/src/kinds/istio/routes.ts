/** The destinations of a virtual service, of all three protocols in one list. */

import type { KubeObject } from '../object.ts';

interface Destination {
  readonly host?: string;
  readonly subset?: string;
  readonly port?: { readonly number?: number };
}

interface Weighted {
  readonly destination?: Destination;
  readonly weight?: number;
}

interface HttpRoute {
  readonly match?: readonly unknown[];
  readonly route?: readonly Weighted[];
  readonly mirror?: Destination;
  readonly mirrors?: readonly Weighted[];
  readonly delegate?: { readonly name?: string; readonly namespace?: string };
}

interface PlainRoute {
  readonly match?: readonly unknown[];
  readonly route?: readonly Weighted[];
}

export interface VirtualService extends KubeObject {
  readonly spec?: {
    readonly hosts?: readonly string[];
    readonly gateways?: readonly string[];
    readonly http?: readonly HttpRoute[];
    readonly tls?: readonly PlainRoute[];
    readonly tcp?: readonly PlainRoute[];
  };
}

export interface RouteEnd {
  readonly protocol: 'HTTP' | 'TLS' | 'TCP';
  readonly host: string;
  readonly subset: string;
  readonly path: string;
  /** Of an HTTP rule without conditions; a rule's only destination has all the weight. */
  readonly weight?: number;
  readonly port?: number;
  readonly mirror: boolean;
}

export function routeEnds({ spec }: VirtualService): readonly RouteEnd[] {
  const ends: RouteEnd[] = [];
  for (const [at, rule] of (spec?.http ?? []).entries()) {
    ends.push(...weighted('HTTP', rule, `spec.http[${at}]`, !rule.match?.length));
    const mirrors = [...(rule.mirror ? [{ destination: rule.mirror }] : []), ...(rule.mirrors ?? [])];
    for (const { destination } of mirrors) ends.push(...end('HTTP', destination, `spec.http[${at}].mirror`, true));
  }
  for (const [at, rule] of (spec?.tls ?? []).entries()) ends.push(...weighted('TLS', rule, `spec.tls[${at}]`, false));
  for (const [at, rule] of (spec?.tcp ?? []).entries()) ends.push(...weighted('TCP', rule, `spec.tcp[${at}]`, false));
  return ends;
}

type Protocol = RouteEnd['protocol'];

function weighted(protocol: Protocol, rule: PlainRoute, path: string, shares: boolean): readonly RouteEnd[] {
  const routes = rule.route ?? [];
  return routes.flatMap(({ destination, weight }, at) => {
    const share = routes.length === 1 ? 100 : weight;
    return end(protocol, destination, `${path}.route[${at}].destination`, false, shares ? share : undefined);
  });
}

function end(
  protocol: Protocol,
  to: Destination | undefined,
  path: string,
  mirror: boolean,
  weight?: number,
): RouteEnd[] {
  if (!to?.host) return [];
  const { host, subset = '', port } = to;
  return [
    {
      protocol,
      host,
      subset,
      path,
      mirror,
      ...(weight === undefined ? {} : { weight }),
      ...(port?.number ? { port: port.number } : {}),
    },
  ];
}
