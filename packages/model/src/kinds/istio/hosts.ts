/**
 * What a host means in Istio's configuration: https://istio.io/latest/docs/reference/config/networking/destination-rule/
 * A short name is a service of the rule's own namespace; a name of the cluster's DNS says the namespace itself;
 * anything else is a host that a service entry declares.
 */

import type { FieldRef, NameRef } from '../link.ts';

export interface ServiceHost {
  readonly name: string;
  readonly namespace: string;
  /** `reviews.prod` may be a service or a host outside. */
  readonly certain: boolean;
}

export function serviceHost(host: string | undefined, own: string): ServiceHost | undefined {
  if (!host || host.includes('*')) return undefined;
  const [name = '', namespace, svc] = host.replace(/\.$/, '').split('.');
  if (namespace === undefined) return { name, namespace: own, certain: true };
  if (svc === 'svc') return { name, namespace, certain: true };
  return svc === undefined ? { name, namespace, certain: false } : undefined;
}

export function serviceRef(host: string | undefined, own: string, why: NameRef['why']): readonly NameRef[] {
  const service = serviceHost(host, own);
  if (service === undefined) return [];
  return [{ name: service.name, namespace: service.namespace, why, ...(service.certain ? {} : { optional: true }) }];
}

/** Hosts that are certainly services are none of a service entry's. */
export function entryRef(host: string | undefined, own: string, why: NameRef['why']): readonly FieldRef[] {
  const certain = serviceHost(host, own)?.certain && host?.includes('.');
  return host && !certain ? [{ value: host, why }] : [];
}
