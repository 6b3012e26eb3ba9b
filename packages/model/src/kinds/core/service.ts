/** Services. */

import type { Service } from 'kubernetes-types/core/v1.d.ts';
import type { Status } from '../../graph/status.ts';
import type { Api } from '../api.ts';
import { defineKind, json, string, strings } from '../define.ts';
import { ifPresent } from '../if-present.ts';
import type { SelectorTerm } from '../link.ts';
import { printSelector } from '../selector-text.ts';
import { degraded, healthy, progressing, unknown } from '../state.ts';
import { declaredPorts, ledPorts } from './service-ports.ts';
import { servedBy } from './service-status.ts';

export const service = defineKind<Api<Service>>({
  key: 'service',
  type: 'service',
  manager: 'k8s',
  group: 'network',
  doc: 'One address and name for a changing set of pods.',
  api: { group: '', versions: ['v1'], plural: 'services', kind: 'Service', namespaced: true },
  fields: [
    json('Ports', 'Its ports, and where they lead.', ports),
    string(
      'ClusterIP',
      'Its address inside the cluster; None for a headless service.',
      ({ spec }) => spec?.clusterIP ?? '',
    ),
    strings('ClusterIPs', 'All its addresses, where it has both families.', ({ spec }) =>
      (spec?.clusterIPs?.length ?? 0) > 1 ? spec?.clusterIPs : undefined,
    ),
    string(
      'ServiceType',
      'How it is reached: ClusterIP, NodePort, LoadBalancer, ExternalName.',
      ({ spec }) => spec?.type ?? '',
    ),
    string('SessionAffinity', 'Whether a client stays with one pod.', ({ spec }) => spec?.sessionAffinity ?? ''),
    string('LoadBalancerIP', 'The address asked of the load balancer.', ({ spec }) => spec?.loadBalancerIP ?? ''),
    string('ExternalName', 'The name outside the cluster that it stands for.', ({ spec }) => spec?.externalName ?? ''),
    strings('ExternalIPs', 'Further addresses that it answers on.', ({ spec }) => spec?.externalIPs),
    strings('LoadBalancer', 'The addresses that the load balancer gave.', loadBalancer),
    string('Selector', 'Which pods it selects, in the notation of kubectl.', ({ spec }) =>
      hasSelector(spec) ? printSelector({ matchLabels: spec?.selector ?? {} }) : undefined,
    ),
  ],
  status,
  derived: { relations: ['service'], reads: ['Ready'], status: servedBy },
  links: [
    {
      join: 'selector',
      to: 'pod',
      relation: 'service',
      direction: 'out',
      field: 'pods',
      inverse: 'services',
      doc: 'Pods that its selector matches; an empty selector matches none. `Ports`: to which port of which container each of its ports leads.',
      terms,
      refine: ({ Ports }, open) => (Ports === undefined ? {} : { Ports: ledPorts(Ports as DeclaredPorts, open) }),
    },
    ifPresent(
      {
        to: 'endpoints',
        relation: 'service',
        direction: 'out',
        field: 'endpoints',
        inverse: 'service',
        doc: 'The endpoints object of the same name.',
        sameNamespace: true,
      },
      ({ metadata }) => [[metadata.name, 'metadata.name']],
    ),
    {
      join: 'name',
      to: 'service',
      relation: 'service',
      direction: 'out',
      field: 'alias',
      inverse: 'aliases',
      doc: 'The service of this cluster that its external name stands for.',
      refs: ({ spec }) => {
        const [, name, namespace] =
          /^([^.]+)\.([^.]+)\.svc(?:\.cluster\.local)?\.?$/.exec(spec?.externalName ?? '') ?? [];
        return name && namespace ? [{ name, namespace, why: { Path: 'spec.externalName' } }] : [];
      },
    },
  ],
  indexed: {
    host: ({ metadata }) => [`${metadata.name}.${metadata.namespace}`],
    ip: ({ spec }) => (spec?.clusterIPs ?? [spec?.clusterIP ?? '']).filter((ip) => ip !== '' && ip !== 'None'),
  },
});

type Spec = Api<Service>['spec'];

type DeclaredPorts = ReturnType<typeof declaredPorts>;

function terms(object: Api<Service>): readonly SelectorTerm[] {
  if (!hasSelector(object.spec)) return [];
  const ports = declaredPorts(object);
  const metadata = ports.length === 0 ? {} : { metadata: { Ports: ports } };
  return [{ selector: { matchLabels: object.spec?.selector ?? {} }, why: { Path: 'spec.selector' }, ...metadata }];
}

function hasSelector(spec: Spec): boolean {
  return spec?.type !== 'ExternalName' && Object.keys(spec?.selector ?? {}).length > 0;
}

function ports({ spec }: Api<Service>): readonly unknown[] {
  return (spec?.ports ?? []).map(({ name, protocol, port, nodePort, targetPort }) => ({
    ...(name ? { Name: name } : {}),
    ...(protocol ? { Protocol: protocol } : {}),
    ...(port ? { Port: port } : {}),
    ...(nodePort ? { NodePort: nodePort } : {}),
    TargetPort: String(targetPort ?? 0),
  }));
}

function loadBalancer({ status }: Api<Service>): readonly string[] | undefined {
  return status?.loadBalancer?.ingress?.flatMap(({ ip, hostname }) => ip ?? hostname ?? []);
}

/** What the service says by itself; whether anybody answers is for its endpoints to say. */
function status(service: Api<Service>): Status {
  const { metadata, spec } = service;
  if (metadata.deletionTimestamp !== undefined) return progressing({ reason: 'Terminating' });
  if (spec?.type === 'ExternalName') return healthy({ reason: 'ExternalName' });
  if (!hasSelector(spec)) return healthy({ reason: 'NoSelector' });
  if (spec?.type === 'LoadBalancer' && !loadBalancer(service)?.length) {
    return progressing({ reason: 'LoadBalancerPending', message: 'no load balancer has given an address' }, 'UP');
  }
  return spec === undefined
    ? unknown()
    : degraded({ reason: 'NoReadyEndpoints', message: 'no ready pod stands behind it' });
}
