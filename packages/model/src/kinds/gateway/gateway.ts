/** Gateways of the Gateway API. */

import { byConditions, type Condition } from '../conditions.ts';
import { defineKind, json, string, strings } from '../define.ts';
import type { KubeObject } from '../object.ts';
import { needsAll } from '../surroundings.ts';
import { type GatewayRef, gatewayRef } from './refs.ts';

interface Listener {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  readonly hostname?: string;
  readonly tls?: { readonly certificateRefs?: readonly GatewayRef[] };
}

interface Gateway extends KubeObject {
  readonly spec?: { readonly gatewayClassName?: string; readonly listeners?: readonly Listener[] };
  readonly status?: {
    readonly conditions?: readonly Condition[];
    readonly addresses?: readonly { readonly value: string }[];
  };
}

export const gateway = defineKind<Gateway>({
  key: 'gateway',
  type: 'gateway',
  manager: 'k8s',
  group: 'network',
  doc: 'A place where requests come in, and the ports that it listens on.',
  api: {
    group: 'gateway.networking.k8s.io',
    versions: ['v1', 'v1beta1'],
    plural: 'gateways',
    kind: 'Gateway',
    namespaced: true,
  },
  optional: true,
  fields: [
    string('ClassName', 'The class that serves it.', ({ spec }) => spec?.gatewayClassName),
    json('Listeners', 'The ports that it listens on.', ({ spec }) =>
      spec?.listeners?.map(({ name, port, protocol, hostname }) => ({
        Name: name,
        Port: port,
        Protocol: protocol,
        ...(hostname ? { Hostname: hostname } : {}),
      })),
    ),
    strings('Addresses', 'The addresses that it was given.', ({ status }) =>
      status?.addresses?.map(({ value }) => value),
    ),
  ],
  status: ({ status }) => byConditions(status?.conditions, ['Accepted', 'Programmed']),
  derived: { relations: ['gateway'], status: needsAll('gateway', ['gatewayclass', 'secret']) },
  links: [
    {
      join: 'name',
      to: 'gatewayclass',
      relation: 'gateway',
      direction: 'out',
      field: 'gatewayclass',
      inverse: 'gateways',
      doc: 'The class that serves it.',
      refs: ({ spec }) =>
        spec?.gatewayClassName ? [{ name: spec.gatewayClassName, why: { Path: 'spec.gatewayClassName' } }] : [],
    },
    {
      join: 'name',
      to: 'secret',
      relation: 'gateway',
      direction: 'out',
      field: 'certificates',
      inverse: 'gateways',
      doc: 'Secrets with its certificates.',
      refs: ({ spec }) =>
        (spec?.listeners ?? []).flatMap(({ name, tls }, at) =>
          (tls?.certificateRefs ?? []).map((ref, index) => {
            const Path = `spec.listeners[${at}].tls.certificateRefs[${index}]`;
            const found = gatewayRef(ref, Path, { group: '', kind: 'Secret' });
            return { ...found, why: { ...found.why, Listener: name } };
          }),
        ),
    },
  ],
});
