/** Ingresses. */

import type { Ingress, IngressBackend } from 'kubernetes-types/networking/v1.d.ts';
import type { Provenance } from '../../graph/edge.ts';
import type { Status } from '../../graph/status.ts';
import type { Api } from '../api.ts';
import { defineKind, json, string, strings } from '../define.ts';
import type { NameRef } from '../link.ts';
import { healthy, progressing, unknown } from '../state.ts';
import { needsAll } from '../surroundings.ts';

const legacyClass = 'kubernetes.io/ingress.class';

export const ingress = defineKind<Api<Ingress>>({
  key: 'ingress',
  type: 'ingress',
  manager: 'k8s',
  group: 'network',
  doc: 'Leads requests from outside to services, by host and path.',
  api: { group: 'networking.k8s.io', versions: ['v1'], plural: 'ingresses', kind: 'Ingress', namespaced: true },
  fields: [
    json(
      'DefaultBackend',
      'Where requests go that no rule matches, as the API has it.',
      ({ spec }) => spec?.defaultBackend ?? null,
    ),
    json('TLS', 'Hosts with their certificates, as the API has them.', ({ spec }) => spec?.tls ?? null),
    json('Rules', 'Hosts and paths with their services, as the API has them.', ({ spec }) => spec?.rules ?? null),
    string(
      'ClassName',
      'The class that serves it.',
      ({ spec, metadata }) => spec?.ingressClassName ?? metadata.annotations?.[legacyClass],
    ),
    strings('Hosts', 'The hosts that it answers to.', ({ spec }) => hosts(spec?.rules)),
    strings('Addresses', 'The addresses that its controller has given it.', addresses),
  ],
  status,
  derived: { relations: ['ingress'], status: needsAll('ingress', ['service', 'secret', 'ingressclass']) },
  links: [
    {
      join: 'name',
      to: 'service',
      relation: 'ingress',
      direction: 'out',
      field: 'backends',
      inverse: 'ingresses',
      doc: 'Services (or other resources) that it leads to.',
      refs: backends,
    },
    {
      join: 'name',
      to: 'secret',
      relation: 'ingress',
      direction: 'out',
      field: 'certificates',
      inverse: 'ingresses',
      doc: 'Secrets with its certificates.',
      refs: ({ spec }) =>
        (spec?.tls ?? []).flatMap(({ secretName, hosts }, at) => {
          const why = { Path: `spec.tls[${at}].secretName`, ...(hosts?.length ? { Hosts: hosts.join(',') } : {}) };
          return secretName ? [{ name: secretName, why }] : [];
        }),
    },
    {
      join: 'name',
      to: 'ingressclass',
      relation: 'ingress',
      direction: 'out',
      field: 'ingressclass',
      inverse: 'ingresses',
      doc: 'The class that serves it; one named in the old annotation need not exist.',
      refs: ({ spec, metadata }) => {
        if (spec?.ingressClassName) return [{ name: spec.ingressClassName, why: { Path: 'spec.ingressClassName' } }];
        const name = metadata.annotations?.[legacyClass];
        return name ? [{ name, why: { Path: `metadata.annotations["${legacyClass}"]` }, optional: true }] : [];
      },
    },
  ],
});

type Rules = NonNullable<Api<Ingress>['spec']>['rules'];

function hosts(rules: Rules): readonly string[] | undefined {
  const named = (rules ?? []).flatMap(({ host }) => host || []);
  return named.length > 0 ? [...new Set(named)] : undefined;
}

function addresses({ status }: Api<Ingress>): readonly string[] | undefined {
  const given = status?.loadBalancer?.ingress?.flatMap(({ ip, hostname }) => ip || hostname || []);
  return given?.length ? given : undefined;
}

function backends({ spec }: Api<Ingress>): readonly NameRef[] {
  const refs = backendRef(spec?.defaultBackend, 'spec.defaultBackend', {});
  for (const [at, { host, http }] of (spec?.rules ?? []).entries()) {
    for (const [index, { path, pathType, backend }] of (http?.paths ?? []).entries()) {
      const detail = { ...(host && { Host: host }), ...(path && { HTTPPath: path }), PathType: pathType };
      refs.push(...backendRef(backend, `spec.rules[${at}].http.paths[${index}].backend`, detail));
    }
  }
  return refs;
}

/** A backend is a service, or any resource of the namespace, which need not be a kind that we know. */
function backendRef(backend: IngressBackend | undefined, path: string, detail: Provenance): NameRef[] {
  const { service, resource } = backend ?? {};
  if (service?.name) {
    const port = service.port?.name ?? service.port?.number;
    const why = { Path: `${path}.service.name`, ...detail, ...(port === undefined ? {} : { Port: port }) };
    return [{ name: service.name, why }];
  }
  if (!resource?.name) return [];
  const to = { group: resource.apiGroup ?? '', kind: resource.kind };
  return [{ name: resource.name, to, why: { Path: `${path}.resource`, ...detail } }];
}

/** Some controllers never report an address: without one it is not known whether anybody serves it. */
function status(ingress: Api<Ingress>): Status {
  if (ingress.metadata.deletionTimestamp !== undefined) return progressing({ reason: 'Terminating' });
  if (addresses(ingress) !== undefined) return healthy();
  return unknown({ reason: 'NoAddress', message: 'no controller has reported an address' });
}
