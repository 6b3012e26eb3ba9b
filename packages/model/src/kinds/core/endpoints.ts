/** Endpoints: the older list of who stands behind a service. */

import type { EndpointAddress, Endpoints } from 'kubernetes-types/core/v1.d.ts';
import type { Status } from '../../graph/status.ts';
import type { Api } from '../api.ts';
import { defineKind, int } from '../define.ts';
import { byName } from '../if-present.ts';
import { degraded, healthy } from '../state.ts';

interface Place {
  readonly address: EndpointAddress;
  readonly path: string;
  readonly ready: boolean;
}

export const endpoints = defineKind<Api<Endpoints>>({
  key: 'endpoints',
  type: 'endpoints',
  manager: 'k8s',
  group: 'network',
  doc: 'The addresses behind the service of the same name, in one object.',
  api: { group: '', versions: ['v1'], plural: 'endpoints', kind: 'Endpoints', namespaced: true },
  fields: [
    int('Ready', 'How many of its addresses take traffic.', (object) => count(object, true)),
    int('NotReady', 'How many do not.', (object) => count(object, false)),
  ],
  status,
  indexed: byName,
  links: [
    {
      join: 'name',
      to: 'pod',
      relation: 'endpoints',
      direction: 'out',
      field: 'pods',
      inverse: 'endpoints',
      doc: 'Pods that its addresses name.',
      refs: (object) =>
        places(object).flatMap(({ address: { targetRef }, path, ready }) => {
          if (targetRef?.kind !== 'Pod' || !targetRef.name) return [];
          const { name, namespace, uid } = targetRef;
          const why = { Path: `${path}.targetRef` };
          return [
            {
              name,
              ...(namespace && { namespace }),
              ...(uid && { uid }),
              why,
              optional: true,
              metadata: { Ready: ready },
            },
          ];
        }),
    },
    {
      join: 'field',
      to: 'pod',
      index: 'ip',
      relation: 'endpoints',
      direction: 'out',
      field: 'pods',
      inverse: 'endpoints',
      doc: 'Pods that have an address which names no target.',
      values: (object) =>
        places(object).flatMap(({ address: { ip, targetRef }, path, ready }) =>
          targetRef === undefined && ip ? [{ value: ip, why: { Path: `${path}.ip` }, metadata: { Ready: ready } }] : [],
        ),
    },
  ],
});

function places({ subsets }: Api<Endpoints>): readonly Place[] {
  return (subsets ?? []).flatMap((subset, at) => [
    ...(subset.addresses ?? []).map((address, index) => ({
      address,
      path: `subsets[${at}].addresses[${index}]`,
      ready: true,
    })),
    ...(subset.notReadyAddresses ?? []).map((address, index) => ({
      address,
      path: `subsets[${at}].notReadyAddresses[${index}]`,
      ready: false,
    })),
  ]);
}

function count({ subsets }: Api<Endpoints>, ready: boolean): number {
  const lists = (subsets ?? []).map((subset) => (ready ? subset.addresses : subset.notReadyAddresses));
  return lists.reduce((sum, list) => sum + (list?.length ?? 0), 0);
}

function status(object: Api<Endpoints>): Status {
  return count(object, true) > 0
    ? healthy()
    : degraded({ reason: 'NoReadyEndpoints', message: 'no address takes traffic' });
}
