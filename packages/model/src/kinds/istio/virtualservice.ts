/** Virtual services. */

import type { Status } from '../../graph/status.ts';
import { defineKind, type Surroundings, strings } from '../define.ts';
import type { FieldRef, NameRef, SelectorTerm } from '../link.ts';
import { exists } from '../state.ts';
import { needsAll } from '../surroundings.ts';
import { entryRef, serviceHost, serviceRef } from './hosts.ts';
import { type RouteEnd, routeEnds, type VirtualService } from './routes.ts';

const byGateways = needsAll('gateway', ['gateway'], 'in');
const byDestinations = needsAll('virtualservice', ['service', 'virtualservice']);

const facts = { relation: 'virtualservice', direction: 'out', inverse: 'virtualservices' } as const;

export const virtualservice = defineKind<VirtualService>({
  key: 'virtualservice',
  type: 'virtualservice',
  manager: 'istio',
  group: 'network',
  doc: 'Leads requests for hosts to services and their subsets.',
  api: {
    group: 'networking.istio.io',
    versions: ['v1', 'v1beta1', 'v1alpha3'],
    plural: 'virtualservices',
    kind: 'VirtualService',
    namespaced: true,
  },
  optional: true,
  fields: [
    strings('Hosts', 'The hosts that it is about.', ({ spec }) => spec?.hosts),
    strings('Gateways', 'The gateways that it serves; mesh stands for all sidecars.', ({ spec }) => spec?.gateways),
  ],
  status: exists,
  derived: {
    relations: ['gateway', 'virtualservice'],
    status: fares,
  },
  links: [
    {
      join: 'name',
      to: 'gateway.networking.istio.io',
      relation: 'gateway',
      direction: 'in',
      field: 'gateways',
      inverse: 'virtualservices',
      doc: 'Gateways that lead to it, of its own namespace or another.',
      refs: gateways,
    },
    {
      ...facts,
      join: 'name',
      to: 'service',
      field: 'services',
      doc: 'Services that it leads to or mirrors to.',
      refs: services,
    },
    {
      ...facts,
      join: 'field',
      to: 'serviceentry',
      index: 'host',
      field: 'serviceentries',
      doc: 'Service entries that declare hosts which it leads to.',
      values: entries,
    },
    {
      ...facts,
      join: 'name',
      to: 'virtualservice',
      field: 'delegates',
      inverse: 'delegators',
      doc: 'Virtual services to which it leaves some paths.',
      refs: delegates,
    },
    {
      ...facts,
      join: 'selector',
      to: 'pod',
      field: 'pods',
      doc: 'Pods that it leads to, by the labels app (the host) and version (the subset) which Istio asks for.',
      terms: pods,
    },
  ],
});

/** The gateways first: without one, nobody gets as far as the destinations. */
function fares(own: Status, around: Surroundings): Status {
  const status = byGateways(own, around);
  return status === own ? byDestinations(own, around) : status;
}

const own = ({ metadata }: VirtualService): string => metadata.namespace ?? '';

/** `name` is of its own namespace, `namespace/name` of another; `mesh` is no gateway. */
function gateways({ spec }: VirtualService): readonly NameRef[] {
  return (spec?.gateways ?? []).flatMap((text, at) => {
    const why = { Path: `spec.gateways[${at}]` };
    const [first = '', second] = text.split('/');
    if (text === 'mesh' || first === '') return [];
    return second === undefined
      ? [{ name: first, why }]
      : [{ name: second, ...(first === '.' ? {} : { namespace: first }), why }];
  });
}

function whyOf({ path, protocol, subset, weight, port, mirror }: RouteEnd) {
  return {
    Path: `${path}.host`,
    Protocol: protocol,
    ...(subset ? { Subset: subset } : {}),
    ...(weight === undefined ? {} : { Weight: weight }),
    ...(port === undefined ? {} : { Port: port }),
    ...(mirror ? { Mirror: true } : {}),
  };
}

function services(object: VirtualService): readonly NameRef[] {
  return routeEnds(object).flatMap((end) => serviceRef(end.host, own(object), whyOf(end)));
}

function entries(object: VirtualService): readonly FieldRef[] {
  return routeEnds(object).flatMap((end) => entryRef(end.host, whyOf(end)));
}

function delegates({ spec }: VirtualService): readonly NameRef[] {
  return (spec?.http ?? []).flatMap(({ delegate }, at) => {
    if (!delegate?.name) return [];
    const { name, namespace } = delegate;
    return [{ name, ...(namespace ? { namespace } : {}), why: { Path: `spec.http[${at}].delegate` } }];
  });
}

/** One term for each host and subset; its edges say which protocols lead there, and with which weight. */
function pods(object: VirtualService): readonly SelectorTerm[] {
  const groups = Map.groupBy(
    routeEnds(object).filter((end) => !end.mirror),
    ({ host, subset }) => `${host}|${subset}`,
  );
  return [...groups.values()].flatMap((ends) => {
    const { host, subset } = ends[0] as RouteEnd;
    const service = serviceHost(host, own(object));
    if (service === undefined) return [];
    const selector = { matchLabels: { app: service.name, ...(subset ? { version: subset } : {}) } };
    const Weight = weightOf(ends);
    return ends.map((end) => ({
      selector,
      scope: { namespaces: [service.namespace] },
      why: { ...whyOf(end) },
      metadata: {
        Protocol: (['HTTP', 'TLS', 'TCP'] as const)
          .filter((each) => ends.some(({ protocol }) => protocol === each))
          .join(', '),
        ...(Weight === undefined ? {} : { Weight }),
      },
    }));
  });
}

/** A rule's only destination takes all and ends the search; else the last rule that gives a share counts. */
function weightOf(ends: readonly RouteEnd[]): number | undefined {
  const weights = ends.flatMap(({ weight }) => weight ?? []);
  return weights.includes(100) ? 100 : weights.at(-1);
}
