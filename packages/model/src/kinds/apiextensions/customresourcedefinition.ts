/** Definitions of custom resources. */

import type { CustomResourceDefinition } from 'kubernetes-types/apiextensions/v1.d.ts';
import type { Api } from '../api.ts';
import { byConditions } from '../conditions.ts';
import { defineKind, string, strings } from '../define.ts';
import { byName } from '../if-present.ts';
import { withoutCopy } from '../redact.ts';

export const customresourcedefinition = defineKind<Api<CustomResourceDefinition>>({
  key: 'customresourcedefinition',
  type: 'customresourcedefinition',
  manager: 'k8s',
  group: 'extension',
  doc: 'Defines a resource that the API did not come with.',
  api: {
    group: 'apiextensions.k8s.io',
    versions: ['v1'],
    plural: 'customresourcedefinitions',
    kind: 'CustomResourceDefinition',
    namespaced: false,
  },
  fields: [
    string('Group', 'The API group of the resource.', ({ spec }) => spec?.group),
    string('Kind', 'The kind of its objects.', ({ spec }) => spec?.names?.kind),
    string('Scope', 'Namespaced or Cluster.', ({ spec }) => spec?.scope),
    strings('Versions', 'The versions that are served.', ({ spec }) =>
      spec?.versions?.filter(({ served }) => served).map(({ name }) => name),
    ),
  ],
  status: ({ status }) => byConditions(status?.conditions, ['NamesAccepted', 'Established']),
  indexed: byName,
  links: [
    {
      join: 'name',
      to: 'service',
      relation: 'customresourcedefinition',
      direction: 'out',
      field: 'conversionService',
      inverse: 'customresourcedefinitions',
      doc: 'The service that converts its objects between versions.',
      refs: ({ spec }) => {
        const { name, namespace } = spec?.conversion?.webhook?.clientConfig?.service ?? {};
        return name && namespace
          ? [{ name, namespace, why: { Path: 'spec.conversion.webhook.clientConfig.service' } }]
          : [];
      },
    },
  ],
  redact: withoutSchemas,
});

/** Schemas are by far the greatest part of a definition, and nothing here reads them. */
function withoutSchemas(object: Api<CustomResourceDefinition>): Api<CustomResourceDefinition> {
  const metadata = withoutCopy(object.metadata);
  const versions = (object.spec?.versions ?? []).map(({ schema: _, ...version }) => version);
  return { ...object, metadata, spec: { ...object.spec, versions } };
}
