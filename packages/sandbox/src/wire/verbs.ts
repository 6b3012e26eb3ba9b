/** The verbs on resources: what each HTTP method does on a collection, an object, its status. */

import { isMap, type Tree, textAt } from '../base/json.ts';
import type { KubeObject } from '../base/object.ts';
import { badRequest, methodNotAllowed, notFound } from '../base/problem.ts';
import { apiVersionOf, keyOf, type Resource } from '../registry/resource.ts';
import type { WriteOptions } from '../write/core.ts';
import { create } from '../write/create.ts';
import { apply, patch } from '../write/patch.ts';
import { type DeleteOptions, remove } from '../write/remove.ts';
import { update } from '../write/update.ts';
import { sendJson, sendText, success } from './answer.ts';
import { objectIn, optionalObjectIn, treeOf } from './body.ts';
import type { Server } from './context.ts';
import { validateFields } from './field-validation.ts';
import { list } from './list.ts';
import { formOf } from './represent.ts';
import { flag, isDryRun, managerOf, mediaType, type Request, readBody } from './request.ts';
import type { ResourceRoute } from './route.ts';
import { selectionOf } from './selection.ts';
import { includedIn, table } from './table.ts';

/** Answers with an object in the form that was asked for. */
export function sendObject(
  server: Server,
  request: Request,
  route: ResourceRoute,
  object: KubeObject,
  code = 200,
): void {
  const { representer, core } = server;
  const { response } = request;
  const form = formOf(request.incoming.headers.accept);
  if (form === 'object') {
    sendText(response, code, 'application/json', representer.text(route.served, object));
    return;
  }
  if (form === 'metadata') {
    sendJson(response, code, representer.partial(object));
    return;
  }
  const body = table(route.served.resource, [object], {
    now: core.now(),
    included: includedIn(request.query),
    metadata: { resourceVersion: object.metadata.resourceVersion },
    convert: (one) => representer.convert(route.served, one),
  });
  sendJson(response, code, body);
}

/** The object of a route; a 404 where there is none. */
export function objectAt(server: Server, { served, namespace, name }: ResourceRoute): KubeObject {
  const object = server.core.get(keyOf(served.resource), namespace ?? '', name ?? '');
  if (!object) throw notFound(served.resource, name ?? '');
  return object;
}

export const writeOptions = (request: Request): WriteOptions & { manager: string } => ({
  dryRun: isDryRun(request),
  manager: managerOf(request),
});

export async function onCollection(server: Server, request: Request, route: ResourceRoute): Promise<void> {
  const { served, namespace } = route;
  const { query } = request;
  switch (request.method) {
    case 'GET': {
      const selection = selectionOf(served.resource, query, namespace);
      if (flag(query, 'watch')) server.watch(request, served, selection);
      else list(server, request, served, selection);
      return;
    }
    case 'POST': {
      if (served.resource.namespaced && namespace === undefined) throw methodNotAllowed();
      const input = stored(request, route, await objectIn(request));
      sendObject(server, request, route, create(server.core, served.resource, input, writeOptions(request)), 201);
      return;
    }
    case 'DELETE': {
      const options = deleteOptions(request, await optionalObjectIn(request));
      const selection = selectionOf(served.resource, query, namespace);
      const found = [...server.core.list(keyOf(served.resource), namespace)].filter(selection.includes);
      for (const { metadata } of found)
        remove(server.core, served.resource, metadata.namespace ?? '', metadata.name, options);
      sendJson(request.response, 200, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success' });
      return;
    }
    default:
      throw methodNotAllowed();
  }
}

export async function onObject(server: Server, request: Request, route: ResourceRoute): Promise<void> {
  const { served, namespace } = route;
  switch (request.method) {
    case 'GET':
      if (flag(request.query, 'watch')) {
        server.watch(request, served, selectionOf(served.resource, request.query, namespace, route.name));
        return;
      }
      return sendObject(server, request, route, objectAt(server, route));
    case 'PUT':
    case 'PATCH':
      return write(server, request, route);
    case 'DELETE': {
      const options = deleteOptions(request, await optionalObjectIn(request));
      const { object, gone } = remove(server.core, served.resource, namespace ?? '', route.name ?? '', options);
      if (!gone || returnsObject.has(keyOf(served.resource))) return sendObject(server, request, route, object);
      return sendJson(request.response, 200, success(served.resource.plural, served.resource.group, object));
    }
    default:
      throw methodNotAllowed();
  }
}

/** Resources whose deletion answers with the object, not with a Status. */
const returnsObject = new Set(['pods', 'services', 'persistentvolumeclaims', 'persistentvolumes', 'serviceaccounts']);

/** PUT or PATCH of an object or its status. */
export async function write(
  server: Server,
  request: Request,
  route: ResourceRoute,
  subresource?: 'status',
): Promise<void> {
  const { core } = server;
  const { served, namespace = '', name = '' } = route;
  const options = { ...writeOptions(request), ...(subresource && { subresource }) };
  if (request.method === 'PUT') {
    const input = stored(request, route, await objectIn(request));
    if (textAt(input, 'metadata', 'name') !== name) {
      throw badRequest(
        `the name of the object (${textAt(input, 'metadata', 'name')}) does not match the name on the URL (${name})`,
      );
    }
    return sendObject(server, request, route, update(core, served.resource, input, options));
  }
  const type = mediaType(request);
  const text = (await readBody(request)).toString();
  const target = { served, namespace, name };
  if (type === 'application/apply-patch+yaml') {
    if (!request.query.get('fieldManager'))
      throw badRequest(
        'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
      );
    const configuration = treeOf('yaml', text);
    validateFields(request, route, configuration);
    const applied = apply(core, target, configuration, { ...options, force: flag(request.query, 'force') });
    return sendObject(server, request, route, applied.object, applied.created ? 201 : 200);
  }
  return sendObject(
    server,
    request,
    route,
    patch(core, target, type, parsePatch(text), options, (object) => validateFields(request, route, object)),
  );
}

function parsePatch(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest(`error decoding patch: ${(error as Error).message}`);
  }
}

/** A body as the store takes it: checked against the path, in the stored version, with the path's namespace. */
function stored(request: Request, route: ResourceRoute, input: Tree): Tree {
  const { served, namespace } = route;
  const { resource, version, other } = served;
  checkKind(resource, version, input);
  validateFields(request, route, input);
  const metadata = isMap(input.metadata) ? input.metadata : {};
  if (resource.namespaced && metadata.namespace && metadata.namespace !== namespace) {
    throw badRequest(`the namespace of the provided object does not match the namespace sent on the request`);
  }
  const placed = { ...input, metadata: { ...metadata, ...(namespace !== undefined && { namespace }) } };
  return other?.toStored?.(placed) ?? placed;
}

function checkKind(resource: Resource, version: string, input: Tree): void {
  const expected = apiVersionOf(resource, version);
  if (input.apiVersion !== undefined && input.apiVersion !== expected) {
    throw badRequest(
      `the API version in the data (${input.apiVersion}) does not match the expected API version (${expected})`,
    );
  }
  if (input.kind !== undefined && input.kind !== resource.kind) {
    throw badRequest(
      `${input.kind} in version "${version}" cannot be handled as a ${resource.kind}: the kind does not match the path`,
    );
  }
}

function deleteOptions(request: Request, body: Tree | undefined): DeleteOptions {
  const { query } = request;
  const policy =
    body?.propagationPolicy ?? query.get('propagationPolicy') ?? (orphans(body, query) ? 'Orphan' : undefined);
  const grace =
    body?.gracePeriodSeconds ?? (query.has('gracePeriodSeconds') ? Number(query.get('gracePeriodSeconds')) : undefined);
  const dryRun = isDryRun(request) || (Array.isArray(body?.dryRun) && body.dryRun.includes('All'));
  return {
    ...(typeof policy === 'string' && { propagationPolicy: policy as 'Background' }),
    ...(typeof grace === 'number' && { gracePeriodSeconds: grace }),
    ...(isMap(body?.preconditions) && { preconditions: body.preconditions }),
    dryRun,
  };
}

const orphans = (body: Tree | undefined, query: URLSearchParams): boolean =>
  body?.orphanDependents === true || query.get('orphanDependents') === 'true';
