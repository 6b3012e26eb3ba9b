/** Resource quotas: what is used of what they limit, and the refusal of what would go beyond. Scopes are not looked at. */

import type { PersistentVolumeClaim, Pod, ResourceQuota } from 'kubernetes-types/core/v1.d.ts';
import type { KubeObject } from '../base/object.ts';
import { forbidden } from '../base/problem.ts';
import { quantity } from '../base/quantity.ts';
import { keyOf, type Resource } from '../registry/resource.ts';
import type { Core } from './core.ts';

/** What can be counted by its plain name; everything else is `count/<resource key>`. */
const counted: ReadonlySet<string> = new Set([
  'pods',
  'services',
  'configmaps',
  'secrets',
  'persistentvolumeclaims',
  'replicationcontrollers',
  'resourcequotas',
]);

/** How much of `what` (`pods`, `count/jobs.batch`, `requests.cpu`) the objects of a namespace use. */
export function usage(core: Core, what: string, namespace: string): number {
  const key = countedKey(core, what);
  const resource = key ?? (what === 'requests.storage' ? 'persistentvolumeclaims' : 'pods');
  let sum = 0;
  for (const object of core.list(resource, namespace)) sum += share(what, key, resource, object);
  return sum;
}

/** Throws what the API server answers when the object would go beyond a quota of its namespace. */
export function checkQuota(core: Core, resource: Resource, object: KubeObject): void {
  const { namespace = '', name } = object.metadata;
  for (const quota of core.list('resourcequotas', namespace)) {
    const { hard = {} } = (quota as ResourceQuota).spec ?? {};
    const beyond = Object.entries(hard).flatMap(([what, limit]) => {
      const key = countedKey(core, what);
      const counts = key ?? (what === 'requests.storage' ? 'persistentvolumeclaims' : 'pods');
      const asked = counts === keyOf(resource) ? share(what, key, counts, object) : 0;
      const used = asked > 0 ? usage(core, what, namespace) : 0;
      return asked > 0 && used + asked > (quantity(limit) ?? 0) ? [{ what, asked, used, limit }] : [];
    });
    if (beyond.length === 0) continue;
    const list = (of: (each: (typeof beyond)[number]) => unknown) =>
      beyond.map((each) => `${each.what}=${of(each)}`).join(',');
    const amounts = `requested: ${list(({ asked }) => asked)}, used: ${list(({ used }) => used)}, limited: ${list(({ limit }) => limit)}`;
    throw forbidden(resource, name, `exceeded quota: ${quota.metadata.name}, ${amounts}`);
  }
}

/** The key of the resource whose objects are counted; `undefined` for amounts. */
function countedKey(core: Core, what: string): string | undefined {
  const key = what.startsWith('count/') ? what.slice('count/'.length) : what;
  return counted.has(key) || core.registry.find(key) !== undefined ? key : undefined;
}

function share(what: string, key: string | undefined, resource: string, object: KubeObject): number {
  if (resource === 'pods' && isOver(object)) return 0;
  if (key !== undefined) return 1;
  if (resource === 'persistentvolumeclaims')
    return quantity((object as PersistentVolumeClaim).spec?.resources?.requests?.storage) ?? 0;
  const [side, name = ''] = what.includes('.') ? what.split('.') : ['requests', what];
  const containers = (object as Pod).spec?.containers ?? [];
  return containers.reduce(
    (sum, one) => sum + (quantity(one.resources?.[side as 'requests' | 'limits']?.[name]) ?? 0),
    0,
  );
}

const isOver = (object: KubeObject): boolean => ['Succeeded', 'Failed'].includes((object as Pod).status?.phase ?? '');
