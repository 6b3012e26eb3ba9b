/** Gateways of Istio. */

import { defineKind, json, string } from '../define.ts';
import { ifPresent } from '../if-present.ts';
import type { KubeObject } from '../object.ts';
import { printSelector } from '../selector-text.ts';
import { exists } from '../state.ts';

interface Gateway extends KubeObject {
  readonly spec?: {
    readonly selector?: Readonly<Record<string, string>>;
    readonly servers?: readonly {
      readonly hosts?: readonly string[];
      readonly port?: { readonly number?: number; readonly name?: string; readonly protocol?: string };
      readonly tls?: { readonly credentialName?: string };
    }[];
  };
}

export const istioGateway = defineKind<Gateway>({
  key: 'gateway.networking.istio.io',
  type: 'gateway',
  manager: 'istio',
  group: 'network',
  doc: 'A load balancer at the edge of the mesh, and the ports and hosts that it serves.',
  api: {
    group: 'networking.istio.io',
    versions: ['v1', 'v1beta1', 'v1alpha3'],
    plural: 'gateways',
    kind: 'Gateway',
    namespaced: true,
  },
  optional: true,
  fields: [
    string('Selector', 'The pods that serve it, in the notation of kubectl.', ({ spec }) =>
      printSelector({ matchLabels: spec?.selector ?? {} }),
    ),
    json('Servers', 'The ports and hosts that it serves.', ({ spec }) =>
      spec?.servers?.map(({ hosts, port }) => ({ Hosts: hosts ?? [], Port: port?.number, Protocol: port?.protocol })),
    ),
  ],
  status: exists,
  links: [
    {
      join: 'selector',
      to: 'pod',
      relation: 'gateway',
      direction: 'out',
      field: 'pods',
      inverse: 'istioGateways',
      doc: 'Pods that serve it, in any namespace.',
      terms: ({ spec }) => {
        if (Object.keys(spec?.selector ?? {}).length === 0) return [];
        const selector = { matchLabels: spec?.selector ?? {} };
        return [{ selector, scope: { namespaces: 'all' }, why: { Path: 'spec.selector' } }];
      },
    },
    ifPresent(
      {
        to: 'secret',
        relation: 'gateway',
        direction: 'out',
        field: 'certificates',
        inverse: 'istioGateways',
        doc: 'Secrets with its certificates, where they stand in its own namespace.',
        sameNamespace: true,
      },
      ({ spec }) =>
        (spec?.servers ?? []).map(
          ({ tls }, at) => [tls?.credentialName, `spec.servers[${at}].tls.credentialName`] as const,
        ),
    ),
  ],
});
