/** Endpoint slices. */

import type { Endpoint, EndpointSlice } from 'kubernetes-types/discovery/v1.d.ts';
import type { Status } from '../../graph/status.ts';
import type { Api } from '../api.ts';
import { defineKind, int, json, string } from '../define.ts';
import type { FieldRef, NameRef } from '../link.ts';
import { degraded, healthy } from '../state.ts';

const serviceName = 'kubernetes.io/service-name';

export const endpointslice = defineKind<Api<EndpointSlice>>({
  key: 'endpointslice',
  type: 'endpointslice',
  manager: 'k8s',
  group: 'network',
  doc: 'A part of the addresses behind a service.',
  api: {
    group: 'discovery.k8s.io',
    versions: ['v1'],
    plural: 'endpointslices',
    kind: 'EndpointSlice',
    namespaced: true,
  },
  fields: [
    string('AddressType', 'IPv4, IPv6 or FQDN.', ({ addressType }) => addressType),
    int('Ready', 'How many of its endpoints take traffic.', (slice) => readyOf(slice).length),
    int('NotReady', 'How many do not.', (slice) => (slice.endpoints ?? []).length - readyOf(slice).length),
    json('Ports', 'The ports of its endpoints.', ({ ports }) =>
      ports?.map(({ name, port, protocol }) => ({
        ...(name ? { Name: name } : {}),
        Port: port,
        Protocol: protocol ?? 'TCP',
      })),
    ),
  ],
  status,
  links: [
    {
      join: 'name',
      to: 'service',
      relation: 'service',
      direction: 'in',
      field: 'service',
      inverse: 'endpointslices',
      doc: 'The service behind which its endpoints stand, by label.',
      refs: ({ metadata }) => {
        const name = metadata.labels?.[serviceName];
        return name ? [{ name, why: { Path: `metadata.labels["${serviceName}"]` }, optional: true }] : [];
      },
    },
    {
      join: 'name',
      to: 'pod',
      relation: 'endpointslice',
      direction: 'out',
      field: 'pods',
      inverse: 'endpointslices',
      doc: 'Pods that its endpoints name.',
      refs: ({ endpoints }) => (endpoints ?? []).flatMap(podRef),
    },
    {
      join: 'field',
      to: 'pod',
      index: 'ip',
      relation: 'endpointslice',
      direction: 'out',
      field: 'pods',
      inverse: 'endpointslices',
      doc: 'Pods that have the address of an endpoint which names no target.',
      values: ({ endpoints }) => (endpoints ?? []).flatMap(addressRefs),
    },
    {
      join: 'name',
      to: 'node',
      relation: 'endpointslice',
      direction: 'out',
      field: 'nodes',
      inverse: 'endpointslices',
      doc: 'Nodes on which its endpoints are.',
      refs: ({ endpoints }) =>
        (endpoints ?? []).flatMap(({ nodeName }, at) =>
          nodeName ? [{ name: nodeName, why: { Path: `endpoints[${at}].nodeName` }, optional: true }] : [],
        ),
    },
  ],
});

/** An absent `ready` counts as ready, says the API. */
function conditionsOf({ conditions }: Endpoint): Readonly<Record<string, boolean>> {
  const { ready, serving, terminating } = conditions ?? {};
  return {
    Ready: ready ?? true,
    Serving: serving ?? ready ?? true,
    ...(terminating ? { Terminating: true } : {}),
  };
}

function readyOf({ endpoints }: Api<EndpointSlice>): readonly Endpoint[] {
  return (endpoints ?? []).filter((each) => each.conditions?.ready ?? true);
}

function podRef(endpoint: Endpoint, at: number): readonly NameRef[] {
  const { kind, name, namespace, uid } = endpoint.targetRef ?? {};
  if (kind !== 'Pod' || !name) return [];
  const why = { Path: `endpoints[${at}].targetRef` };
  return [
    {
      name,
      ...(namespace && { namespace }),
      ...(uid && { uid }),
      why,
      optional: true,
      metadata: conditionsOf(endpoint),
    },
  ];
}

function addressRefs(endpoint: Endpoint, at: number): readonly FieldRef[] {
  if (endpoint.targetRef !== undefined) return [];
  return (endpoint.addresses ?? []).map((value, index) => ({
    value,
    why: { Path: `endpoints[${at}].addresses[${index}]` },
    metadata: conditionsOf(endpoint),
  }));
}

function status(slice: Api<EndpointSlice>): Status {
  if (readyOf(slice).length > 0) return healthy();
  return degraded({ reason: 'NoReadyEndpoints', message: 'no endpoint takes traffic' });
}
