/** Subresources: status, scale, and the few that pods, namespaces and accounts have. */

import { at, isMap, type Tree, textAt } from '../base/json.ts';
import { type KubeObject, timestamp } from '../base/object.ts';
import { badRequest, conflict, methodNotAllowed, noSuchPath, Problem, tooManyRequests } from '../base/problem.ts';
import { jsonPatch } from '../patch/json-patch.ts';
import { mergePatch } from '../patch/merge-patch.ts';
import { keyOf, type ScalePaths } from '../registry/resource.ts';
import { formatSelector } from '../selectors/label.ts';
import { remove } from '../write/remove.ts';
import { update } from '../write/update.ts';
import { sendJson, sendText } from './answer.ts';
import { objectIn } from './body.ts';
import type { Server } from './context.ts';
import { mediaType, type Request, readBody } from './request.ts';
import type { ResourceRoute } from './route.ts';
import { objectAt, sendObject, write, writeOptions } from './verbs.ts';

type Verb = (server: Server, request: Request, route: ResourceRoute) => Promise<void>;

/** By the resource's key and the subresource's name. */
const special: Readonly<Record<string, Verb>> = {
  'pods/eviction': evict,
  'pods/binding': bind,
  'pods/log': log,
  'namespaces/finalize': finalize,
  'serviceaccounts/token': token,
};

/** Names of the special subresources of a resource, with the kind that each takes. */
export const specialSubresources: Readonly<
  Record<string, { kind: string; group: string; version: string; verbs: string[] }>
> = {
  'pods/eviction': { kind: 'Eviction', group: 'policy', version: 'v1', verbs: ['create'] },
  'pods/binding': { kind: 'Binding', group: '', version: 'v1', verbs: ['create'] },
  'pods/log': { kind: 'Pod', group: '', version: 'v1', verbs: ['get'] },
  'namespaces/finalize': { kind: 'Namespace', group: '', version: 'v1', verbs: ['update'] },
  'serviceaccounts/token': { kind: 'TokenRequest', group: 'authentication.k8s.io', version: 'v1', verbs: ['create'] },
};

export async function onSubresource(server: Server, request: Request, route: ResourceRoute): Promise<void> {
  const { resource } = route.served;
  const { subresource = '' } = route;
  const verb = special[`${keyOf(resource)}/${subresource}`];
  if (verb) return verb(server, request, route);
  if (subresource === 'scale' && resource.scale) return scale(server, request, route, resource.scale);
  if (subresource !== 'status' || !resource.status) throw noSuchPath();
  if (request.method === 'GET') return sendObject(server, request, route, objectAt(server, route));
  if (request.method !== 'PUT' && request.method !== 'PATCH') throw methodNotAllowed();
  return write(server, request, route, 'status');
}

function scaleOf(object: KubeObject, paths: ScalePaths): Tree {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const selector = at(object, ...paths.selector);
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: at(object, ...paths.specReplicas) ?? 0 },
    status: {
      replicas: at(object, ...paths.statusReplicas) ?? 0,
      selector: isMap(selector) ? formatSelector(selector) : (selector ?? ''),
    },
  };
}

async function scale(server: Server, request: Request, route: ResourceRoute, paths: ScalePaths): Promise<void> {
  const object = objectAt(server, route);
  const current = scaleOf(object, paths);
  if (request.method === 'GET') return sendJson(request.response, 200, current);
  let wanted: unknown;
  if (request.method === 'PUT') wanted = await objectIn(request);
  else if (request.method === 'PATCH') {
    const body: unknown = JSON.parse((await readBody(request)).toString());
    wanted = (mediaType(request).includes('json-patch') ? jsonPatch : mergePatch)(current, body);
  } else throw methodNotAllowed();
  // A scale that leaves the number out means none: protobuf and Go do not send zeros.
  const replicas = at(wanted, 'spec', 'replicas') ?? 0;
  const asked = textAt(wanted, 'metadata', 'resourceVersion');
  const changed = withReplicas(object, paths.specReplicas, replicas);
  const metadata = { ...changed.metadata, resourceVersion: asked ?? '' };
  const options = writeOptions(request);
  const stored = update(
    server.core,
    route.served.resource,
    { ...changed, metadata },
    { ...options, subresource: 'scale' },
  );
  sendJson(request.response, 200, scaleOf(stored, paths));
}

function withReplicas(object: KubeObject, path: readonly string[], replicas: unknown): KubeObject {
  const patch = path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), replicas);
  return mergePatch(object, patch) as KubeObject;
}

/** Eviction deletes a pod unless a disruption budget has nothing to spare. */
async function evict(server: Server, request: Request, route: ResourceRoute): Promise<void> {
  if (request.method !== 'POST') throw methodNotAllowed();
  const eviction = await objectIn(request);
  const pod = objectAt(server, route);
  const budget = server.budgetOf(pod);
  if (budget && !((at(budget, 'status', 'disruptionsAllowed') as number) > 0)) {
    throw tooManyRequests("Cannot evict pod as it would violate the pod's disruption budget.", 10, [
      {
        reason: 'DisruptionBudget',
        message: `The disruption budget ${budget.metadata.name} needs ${at(budget, 'status', 'desiredHealthy')} healthy pods and has ${at(budget, 'status', 'currentHealthy')} currently`,
      },
    ]);
  }
  const options = isMap(eviction.deleteOptions) ? eviction.deleteOptions : {};
  remove(server.core, route.served.resource, route.namespace ?? '', route.name ?? '', options);
  sendJson(request.response, 201, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 });
}

/** Binding puts a pod on a node, as schedulers do. */
async function bind(server: Server, request: Request, route: ResourceRoute): Promise<void> {
  if (request.method !== 'POST') throw methodNotAllowed();
  const node = textAt(await objectIn(request), 'target', 'name');
  const pod = objectAt(server, route);
  if (!node) throw badRequest('binding needs target.name');
  if (textAt(pod, 'spec', 'nodeName')) {
    throw conflict(route.served.resource, pod.metadata.name, `pod ${pod.metadata.name} is already assigned to node`);
  }
  server.bindPod(pod, node);
  sendJson(request.response, 201, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 });
}

/** There are no processes behind the pods; their logs say so. */
async function log(server: Server, request: Request, route: ResourceRoute): Promise<void> {
  const pod = objectAt(server, route);
  if (textAt(pod, 'status', 'phase') === 'Pending') {
    throw badRequest(`container in pod "${pod.metadata.name}" is waiting to start: ContainerCreating`);
  }
  const text = `${timestamp(server.now())} ${pod.metadata.name} runs in the sandbox: there is no process behind it\n`;
  sendText(request.response, 200, 'text/plain', text);
}

async function finalize(server: Server, request: Request, route: ResourceRoute): Promise<void> {
  if (request.method !== 'PUT') throw methodNotAllowed();
  const input = await objectIn(request);
  const namespace = objectAt(server, route);
  const spec = isMap(input.spec) ? input.spec : {};
  sendObject(server, request, route, update(server.core, route.served.resource, { ...namespace, spec }));
}

async function token(server: Server, request: Request, route: ResourceRoute): Promise<void> {
  if (request.method !== 'POST') throw methodNotAllowed();
  const asked = await objectIn(request);
  const account = objectAt(server, route);
  const seconds = Number(at(asked, 'spec', 'expirationSeconds') ?? 3600);
  if (seconds < 600)
    throw new Problem(422, 'Invalid', 'spec.expirationSeconds: may not specify a duration less than 10 minutes');
  sendJson(request.response, 201, {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: {
      name: account.metadata.name,
      namespace: account.metadata.namespace,
      creationTimestamp: timestamp(server.now()),
    },
    spec: { audiences: ['https://kubernetes.default.svc'], expirationSeconds: seconds },
    status: {
      token: server.tokens.issue(
        `system:serviceaccount:${account.metadata.namespace}:${account.metadata.name}`,
        seconds,
      ),
      expirationTimestamp: timestamp(server.now() + seconds * 1000),
    },
  });
}
