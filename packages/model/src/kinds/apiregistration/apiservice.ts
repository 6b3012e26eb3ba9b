/** Parts of the API that another server serves. */

import { byCondition, type Condition } from '../conditions.ts';
import { defineKind, string } from '../define.ts';
import type { KubeObject } from '../object.ts';

interface APIService extends KubeObject {
  readonly spec?: {
    readonly group?: string;
    readonly version?: string;
    readonly service?: { readonly name?: string; readonly namespace?: string; readonly port?: number } | null;
  };
  readonly status?: { readonly conditions?: readonly Condition[] };
}

export const apiservice = defineKind<APIService>({
  key: 'apiservice',
  type: 'apiservice',
  manager: 'k8s',
  group: 'extension',
  doc: 'A part of the API, and the server behind it.',
  api: {
    group: 'apiregistration.k8s.io',
    versions: ['v1'],
    plural: 'apiservices',
    kind: 'APIService',
    namespaced: false,
  },
  fields: [
    string('Group', 'The API group.', ({ spec }) => spec?.group ?? ''),
    string('Version', 'Its version.', ({ spec }) => spec?.version ?? ''),
  ],
  status: ({ status }) => byCondition(status?.conditions, 'Available'),
  links: [
    {
      join: 'name',
      to: 'service',
      relation: 'apiservice',
      direction: 'out',
      field: 'service',
      inverse: 'apiservices',
      doc: 'The service that serves it; none where the API server does so itself.',
      refs: ({ spec }) => {
        const { name, namespace, port } = spec?.service ?? {};
        const why = { Path: 'spec.service', ...(port === undefined ? {} : { Port: port }) };
        return name && namespace ? [{ name, namespace, why }] : [];
      },
    },
  ],
});
