/**
 * Admission webhooks. Nothing runs in the sandbox, so that one that can be reached agrees; where nothing stands behind its
 * service, its `failurePolicy` decides. Only creation is looked at.
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/
 */

import type { KubeObject } from '../base/object.ts';
import { Problem } from '../base/problem.ts';
import type { Resource } from '../registry/resource.ts';
import { type LabelSelector, matches } from '../selectors/label.ts';
import type { Core } from './core.ts';

interface Webhook {
  readonly name: string;
  readonly failurePolicy?: string;
  readonly timeoutSeconds?: number;
  readonly namespaceSelector?: LabelSelector;
  readonly objectSelector?: LabelSelector;
  readonly rules?: readonly {
    readonly operations?: readonly string[];
    readonly apiGroups?: readonly string[];
    readonly resources?: readonly string[];
  }[];
  readonly clientConfig?: {
    readonly service?: {
      readonly name: string;
      readonly namespace: string;
      readonly path?: string;
      readonly port?: number;
    };
  };
}

const configurations = [
  'mutatingwebhookconfigurations.admissionregistration.k8s.io',
  'validatingwebhookconfigurations.admissionregistration.k8s.io',
];

/** Throws what the API server answers when a webhook that has to agree cannot be called. */
export function checkWebhooks(core: Core, resource: Resource, object: KubeObject): void {
  if (resource.group === 'admissionregistration.k8s.io') return;
  for (const key of configurations) {
    for (const { webhooks } of core.list(key) as Iterable<KubeObject & { webhooks?: readonly Webhook[] }>) {
      for (const webhook of webhooks ?? []) {
        const trouble = isAsked(core, webhook, resource, object) ? troubleOf(core, webhook) : undefined;
        if (trouble === undefined || webhook.failurePolicy === 'Ignore') continue;
        const message = `Internal error occurred: failed calling webhook "${webhook.name}": failed to call webhook: ${trouble}`;
        throw new Problem(500, 'InternalError', message, {
          causes: [{ message: `failed calling webhook "${webhook.name}"` }],
        });
      }
    }
  }
}

function isAsked(core: Core, webhook: Webhook, resource: Resource, object: KubeObject): boolean {
  const means = (list: readonly string[] | undefined, word: string) =>
    list?.some((each) => each === '*' || each === word);
  const rule = webhook.rules?.find(
    ({ operations, apiGroups, resources }) =>
      means(operations, 'CREATE') && means(apiGroups, resource.group) && means(resources, resource.plural),
  );
  if (rule === undefined) return false;
  const { labels, namespace } = object.metadata;
  if (webhook.objectSelector && !matches(webhook.objectSelector, labels)) return false;
  const space = namespace === undefined ? undefined : core.get('namespaces', '', namespace);
  return !webhook.namespaceSelector || !space || matches(webhook.namespaceSelector, space.metadata.labels);
}

function troubleOf(core: Core, { clientConfig, timeoutSeconds = 10 }: Webhook): string | undefined {
  const service = clientConfig?.service;
  if (service === undefined) return undefined;
  const { name, namespace, path = '/', port = 443 } = service;
  const call = `Post "https://${name}.${namespace}.svc:${port}${path}?timeout=${timeoutSeconds}s"`;
  if (!core.get('services', namespace, name)) return `${call}: service "${name}" not found`;
  return isServed(core, namespace, name) ? undefined : `${call}: no endpoints available for service "${name}"`;
}

function isServed(core: Core, namespace: string, name: string): boolean {
  const endpoints = core.get('endpoints', namespace, name) as
    | (KubeObject & { subsets?: readonly { addresses?: readonly unknown[] }[] })
    | undefined;
  return endpoints?.subsets?.some(({ addresses }) => addresses?.length) ?? false;
}
