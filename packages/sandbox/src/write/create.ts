/** Creation: identity, defaults, validation, then the store. */

import { randomUUID } from 'node:crypto';
import { clone, isMap, type Tree, textAt } from '../base/json.ts';
import { type KubeObject, timestamp } from '../base/object.ts';
import { alreadyExists, badRequest, forbidden, invalid, notFound } from '../base/problem.ts';
import { randomSuffix } from '../base/suffix.ts';
import { trackUpdate } from '../patch/managed-fields.ts';
import { apiVersionOf, keyOf, type Resource } from '../registry/resource.ts';
import type { Core, WriteOptions } from './core.ts';
import { checkQuota } from './quota.ts';
import { checkObject } from './validate.ts';
import { checkWebhooks } from './webhooks.ts';

/** Stores a new object; the answer is what was stored. `input` is not written to. */
export function create(core: Core, resource: Resource, input: Tree, options: WriteOptions = {}): KubeObject {
  const object = identified(core, resource, input);
  const { name, namespace = '' } = object.metadata;
  const existing = core.store.get(keyOf(resource), namespace, name);
  if (existing) throw alreadyExists(resource, name);
  if (resource.namespaced) checkNamespace(core, resource, namespace, name);
  if (resource.status && resource.initialStatus) object.status = clone(resource.initialStatus);
  resource.defaults?.(object, core);
  const problems = checkObject(resource, object);
  if (problems.length) throw invalid(resource, name, problems);
  admit(core, resource, object);
  if (options.manager) trackUpdate(object, undefined, options.manager, timestamp(core.now()), options.subresource);
  if (options.dryRun) return object;
  return core.store.put(keyOf(resource), object);
}

/** Throws where a webhook or a quota is against it. Events pass: they tell of exactly that. */
function admit(core: Core, resource: Resource, object: KubeObject): void {
  if (resource.plural === 'events') return;
  checkWebhooks(core, resource, object);
  if (resource.namespaced) checkQuota(core, resource, object);
}

/** A copy with the server's part of the metadata, `apiVersion` and `kind` in front. */
function identified(core: Core, resource: Resource, input: Tree): KubeObject {
  if (input.metadata !== undefined && !isMap(input.metadata)) throw badRequest('metadata must be an object');
  const { apiVersion: _version, kind: _kind, metadata: given = {}, ...rest } = clone(input);
  const { selfLink: _link, deletionTimestamp: _deleted, deletionGracePeriodSeconds: _grace, ...kept } = given as Tree;
  if (kept.resourceVersion && kept.resourceVersion !== '0') {
    throw badRequest('resourceVersion should not be set on objects to be created');
  }
  const base = textAt(kept, 'generateName');
  const name = textAt(kept, 'name') || (base ? `${base.slice(0, 58)}${randomSuffix()}` : '');
  if (!name) {
    const message = 'Required value: name or generateName is required';
    throw invalid(resource, '', [{ reason: 'FieldValueRequired', message, field: 'metadata.name' }]);
  }
  if (!resource.namespaced) delete kept.namespace;
  for (const key of ['labels', 'annotations', 'ownerReferences', 'finalizers', 'managedFields', 'generateName']) {
    if (kept[key] === null) delete kept[key];
  }
  return {
    apiVersion: apiVersionOf(resource, resource.version),
    kind: resource.kind,
    metadata: {
      ...kept,
      name,
      uid: randomUUID(),
      resourceVersion: '',
      ...(resource.generation && { generation: 1 }),
      creationTimestamp: timestamp(core.now()),
    },
    ...rest,
  };
}

function checkNamespace(core: Core, resource: Resource, namespace: string, name: string): void {
  const found = core.get('namespaces', '', namespace);
  if (!found) throw notFound(core.registry.need('namespaces'), namespace);
  if (!found.metadata.deletionTimestamp) return;
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
  throw forbidden(resource, name, why, [
    {
      reason: 'NamespaceTerminating',
      message: `namespace ${namespace} is being terminated`,
      field: 'metadata.namespace',
    },
  ]);
}
