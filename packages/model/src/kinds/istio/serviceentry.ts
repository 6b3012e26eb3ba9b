/** Service entries. */

import { defineKind, string, strings } from '../define.ts';
import type { KubeObject } from '../object.ts';
import { exists } from '../state.ts';

interface ServiceEntry extends KubeObject {
  readonly spec?: {
    readonly hosts?: readonly string[];
    readonly location?: string;
    readonly resolution?: string;
    readonly workloadSelector?: { readonly labels?: Readonly<Record<string, string>> };
  };
}

export const serviceentry = defineKind<ServiceEntry>({
  key: 'serviceentry',
  type: 'serviceentry',
  manager: 'istio',
  group: 'network',
  doc: 'Makes hosts known to the mesh that the cluster does not know.',
  api: {
    group: 'networking.istio.io',
    versions: ['v1', 'v1beta1', 'v1alpha3'],
    plural: 'serviceentries',
    kind: 'ServiceEntry',
    namespaced: true,
  },
  optional: true,
  fields: [
    strings('Hosts', 'The hosts.', ({ spec }) => spec?.hosts),
    string('Location', 'Whether they are part of the mesh.', ({ spec }) => spec?.location),
    string('Resolution', 'How their addresses are found.', ({ spec }) => spec?.resolution),
  ],
  status: exists,
  links: [
    {
      join: 'selector',
      to: 'pod',
      relation: 'serviceentry',
      direction: 'out',
      field: 'pods',
      inverse: 'serviceentries',
      doc: 'Pods that stand behind its hosts.',
      terms: ({ spec }) => {
        const labels = spec?.workloadSelector?.labels ?? {};
        if (Object.keys(labels).length === 0) return [];
        const selector = { matchLabels: labels };
        return [{ selector, why: { Path: 'spec.workloadSelector.labels' } }];
      },
    },
  ],
  indexed: { host: ({ spec }) => spec?.hosts ?? [] },
});
