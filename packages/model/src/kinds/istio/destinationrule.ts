/** Destination rules. */

import { defineKind, type Field, json, strings } from '../define.ts';
import type { KubeObject } from '../object.ts';
import { exists } from '../state.ts';
import { needsAll } from '../surroundings.ts';
import { entryRef, serviceHost, serviceRef } from './hosts.ts';

interface DestinationRule extends KubeObject {
  readonly spec?: {
    readonly host?: string;
    readonly trafficPolicy?: object;
    readonly subsets?: readonly { readonly name: string; readonly labels?: Readonly<Record<string, string>> }[];
    readonly exportTo?: readonly string[];
  };
}

const own = ({ metadata }: DestinationRule): string => metadata.namespace ?? '';
const why = { Path: 'spec.host' };

const trafficPolicy: Field<DestinationRule> = {
  name: 'TrafficPolicy',
  type: 'Boolean',
  doc: 'Whether it has a traffic policy for all subsets.',
  of: ({ spec }) => spec?.trafficPolicy !== undefined,
  top: true,
};
const hostName: Field<DestinationRule> = {
  name: 'HostName',
  type: 'String',
  doc: 'The host that it is about.',
  of: ({ spec }) => spec?.host ?? '',
  top: true,
};

export const destinationrule = defineKind<DestinationRule>({
  key: 'destinationrule',
  type: 'destinationrule',
  manager: 'istio',
  group: 'network',
  doc: 'How traffic to a host is balanced, and which subsets the host has.',
  api: {
    group: 'networking.istio.io',
    versions: ['v1', 'v1beta1', 'v1alpha3'],
    plural: 'destinationrules',
    kind: 'DestinationRule',
    namespaced: true,
  },
  optional: true,
  fields: [
    trafficPolicy,
    hostName,
    strings('Subsets', 'The names of its subsets.', ({ spec }) => spec?.subsets?.map(({ name }) => name)),
    json(
      'SubsetLabels',
      'The labels of the pods of each subset.',
      ({ spec }) => spec?.subsets && Object.fromEntries(spec.subsets.map(({ name, labels }) => [name, labels ?? {}])),
    ),
  ],
  status: exists,
  derived: { relations: ['destinationrule'], status: needsAll('destinationrule', ['service']) },
  links: [
    {
      join: 'name',
      to: 'service',
      relation: 'destinationrule',
      direction: 'out',
      field: 'services',
      inverse: 'destinationrules',
      doc: 'The service that its host names.',
      refs: (rule) => serviceRef(rule.spec?.host, own(rule), why),
    },
    {
      join: 'field',
      to: 'serviceentry',
      index: 'host',
      relation: 'destinationrule',
      direction: 'out',
      field: 'serviceentries',
      inverse: 'destinationrules',
      doc: 'Service entries that declare its host.',
      values: (rule) => entryRef(rule.spec?.host, why),
    },
    {
      join: 'selector',
      to: 'pod',
      relation: 'destinationrule',
      direction: 'out',
      field: 'pods',
      inverse: 'destinationrules',
      doc: 'Pods of its subsets: those with the labels of a subset and the label app of the host.',
      terms: (rule) => {
        const service = serviceHost(rule.spec?.host, own(rule));
        if (service === undefined) return [];
        return (rule.spec?.subsets ?? []).flatMap(({ name, labels }, at) => {
          if (Object.keys(labels ?? {}).length === 0) return [];
          const selector = { matchLabels: { app: service.name, ...labels } };
          const reason = { Path: `spec.subsets[${at}].labels`, Subset: name };
          return [{ selector, scope: { namespaces: [service.namespace] }, why: reason }];
        });
      },
    },
  ],
});
