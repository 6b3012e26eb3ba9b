/** Webhooks that change objects before they are stored. */

import { defineKind } from '../define.ts';
import { exists } from '../state.ts';
import { needsAll } from '../surroundings.ts';
import { type WebhookConfiguration, webhookFields, webhookServices } from './webhooks.ts';

export const mutatingwebhookconfiguration = defineKind<WebhookConfiguration>({
  key: 'mutatingwebhookconfiguration',
  type: 'mutatingwebhookconfiguration',
  manager: 'k8s',
  group: 'extension',
  doc: 'Webhooks that change objects before they are stored.',
  api: {
    group: 'admissionregistration.k8s.io',
    versions: ['v1'],
    plural: 'mutatingwebhookconfigurations',
    kind: 'MutatingWebhookConfiguration',
    namespaced: false,
  },
  fields: webhookFields,
  status: exists,
  derived: {
    relations: ['mutatingwebhookconfiguration'],
    status: needsAll('mutatingwebhookconfiguration', ['service']),
  },
  links: [webhookServices('mutatingwebhookconfiguration')],
});
