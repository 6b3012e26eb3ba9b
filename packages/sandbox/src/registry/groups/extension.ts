/** What extends the API: webhooks, aggregated services, custom resource definitions. */

import { at, listAt, mapsAt } from '../../base/json.ts';
import { crdDefaults, crdProblems } from '../../defaults/definition.ts';
import { age, integer, name, path, text } from '../columns/column.ts';
import { groupVersion, type Resource } from '../resource.ts';

const admission = groupVersion('admissionregistration.k8s.io', 'v1');
const webhooks = integer('Webhooks', (o) => listAt(o, 'webhooks').length);
const cluster = { namespaced: false, generation: true } as const;

export const extension: readonly Resource[] = [
  admission({
    ...cluster,
    plural: 'mutatingwebhookconfigurations',
    kind: 'MutatingWebhookConfiguration',
    columns: [name, webhooks, age],
  }),
  admission({
    ...cluster,
    plural: 'validatingwebhookconfigurations',
    kind: 'ValidatingWebhookConfiguration',
    columns: [name, webhooks, age],
  }),
  groupVersion(
    'apiregistration.k8s.io',
    'v1',
  )({
    plural: 'apiservices',
    kind: 'APIService',
    namespaced: false,
    status: true,
    freeName: true,
    columns: [
      name,
      text('Service', (o) => {
        const service = at(o, 'spec', 'service');
        return service ? `${at(service, 'namespace')}/${at(service, 'name')}` : 'Local';
      }),
      text(
        'Available',
        (o) => mapsAt(o, 'status', 'conditions').find((one) => one.type === 'Available')?.status ?? 'Unknown',
      ),
      age,
    ],
  }),
  groupVersion(
    'apiextensions.k8s.io',
    'v1',
  )({
    ...cluster,
    plural: 'customresourcedefinitions',
    kind: 'CustomResourceDefinition',
    shortNames: ['crd', 'crds'],
    status: true,
    defaults: crdDefaults,
    validate: crdProblems,
    columns: [name, path('Created At', 'metadata.creationTimestamp')],
  }),
];
