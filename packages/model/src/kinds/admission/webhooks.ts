/** What both sorts of webhook configurations have alike. */

import { type Field, int, strings } from '../define.ts';
import type { NameLink } from '../link.ts';
import type { KubeObject } from '../object.ts';

export interface WebhookConfiguration extends KubeObject {
  readonly webhooks?: readonly {
    readonly name: string;
    readonly failurePolicy?: string;
    readonly clientConfig?: {
      readonly url?: string;
      readonly service?: {
        readonly name: string;
        readonly namespace: string;
        readonly path?: string;
        readonly port?: number;
      };
    };
  }[];
}

export const webhookFields: readonly Field<WebhookConfiguration>[] = [
  int('Count', 'How many webhooks it has.', ({ webhooks }) => webhooks?.length ?? 0),
  strings('Webhooks', 'Their names, and what happens when they fail.', ({ webhooks }) =>
    (webhooks ?? []).map(({ name, failurePolicy }) => `${name} (${failurePolicy ?? 'Fail'})`),
  ),
];

export function webhookServices(relation: string): NameLink<WebhookConfiguration> {
  return {
    join: 'name',
    to: 'service',
    relation,
    direction: 'out',
    field: 'services',
    inverse: `${relation}s`,
    doc: 'Services that its webhooks call.',
    refs: ({ webhooks }) =>
      (webhooks ?? []).flatMap(({ name: Webhook, clientConfig }, at) => {
        const { name, namespace } = clientConfig?.service ?? {};
        const why = { Path: `webhooks[${at}].clientConfig.service`, Webhook };
        return name && namespace ? [{ name, namespace, why }] : [];
      }),
  };
}
