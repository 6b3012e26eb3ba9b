/**
 * What a host means in Istio's configuration: https://istio.io/latest/docs/reference/config/networking/destination-rule/
 * A short name is a service of the rule's own namespace; a name of the cluster's DNS says the namespace itself;
 * anything else is a host that a service entry declares.
 */

import type { FieldRef, NameRef } from '../link.ts';

export interface ServiceHost {
  readonly name: string;
  readonly namespace: string;
}

export function serviceHost(host: string | undefined, own: string): ServiceHost | undefined {
  if (!host || host.includes('*')) return undefined;
  const [name = '', namespace, svc] = host.replace(/\.$/, '').split('.');
  if (namespace === undefined) return { name, namespace: own };
  return svc === 'svc' ? { name, namespace } : undefined;
}

export function serviceRef(host: string | undefined, own: string, why: NameRef['why']): readonly NameRef[] {
  const service = serviceHost(host, own);
  return service === undefined ? [] : [{ ...service, why }];
}

/** A service entry may declare any host, a short one too. */
export function entryRef(host: string | undefined, why: FieldRef['why']): readonly FieldRef[] {
  return host ? [{ value: host, why }] : [];
}
