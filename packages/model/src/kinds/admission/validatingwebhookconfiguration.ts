/** Webhooks that check objects before they are stored. */

import { defineKind } from '../define.ts';
import { exists } from '../state.ts';
import { needsAll } from '../surroundings.ts';
import { type WebhookConfiguration, webhookFields, webhookServices } from './webhooks.ts';

export const validatingwebhookconfiguration = defineKind<WebhookConfiguration>({
  key: 'validatingwebhookconfiguration',
  type: 'validatingwebhookconfiguration',
  manager: 'k8s',
  group: 'extension',
  doc: 'Webhooks that check objects before they are stored.',
  api: {
    group: 'admissionregistration.k8s.io',
    versions: ['v1'],
    plural: 'validatingwebhookconfigurations',
    kind: 'ValidatingWebhookConfiguration',
    namespaced: false,
  },
  fields: webhookFields,
  status: exists,
  derived: {
    relations: ['validatingwebhookconfiguration'],
    status: needsAll('validatingwebhookconfiguration', ['service']),
  },
  links: [webhookServices('validatingwebhookconfiguration')],
});
