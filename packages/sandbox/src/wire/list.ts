/** Lists: in pages of one consistent snapshot, as objects, tables or bare metadata. */

import type { KubeObject } from '../base/object.ts';
import { badRequest, invalidOptions, Problem } from '../base/problem.ts';
import type { Served } from '../registry/registry.ts';
import { apiVersionOf, keyOf } from '../registry/resource.ts';
import { type Snapshot, snapshotAt } from '../storage/snapshot.ts';
import type { Store } from '../storage/store.ts';
import { sendJson } from './answer.ts';
import { type ContinueToken, readToken, writeToken } from './continue-token.ts';
import { formOf, type Representer } from './represent.ts';
import { numberIn, type Request } from './request.ts';
import type { Selection } from './selection.ts';
import { includedIn, table } from './table.ts';

interface Page {
  readonly objects: readonly KubeObject[];
  readonly metadata: { resourceVersion: string; continue?: string; remainingItemCount?: number };
}

/** What a list needs of the server. */
export interface ListContext {
  readonly store: Store;
  readonly representer: Representer;
  readonly now: () => number;
}

export function list(context: ListContext, request: Request, served: Served, selection: Selection): void {
  const { objects, metadata } = readPage(context.store, request, keyOf(served.resource), selection);
  const { response, incoming, query } = request;
  const form = formOf(incoming.headers.accept);
  if (form === 'table') {
    const convert = (object: KubeObject) => context.representer.convert(served, object);
    sendJson(
      response,
      200,
      table(served.resource, objects, { now: context.now(), included: includedIn(query), metadata, convert }),
    );
    return;
  }
  const kind = form === 'metadata' ? 'PartialObjectMetadataList' : `${served.resource.kind}List`;
  const apiVersion = form === 'metadata' ? 'meta.k8s.io/v1' : apiVersionOf(served.resource, served.version);
  const items = objects.map((object) =>
    form === 'metadata'
      ? JSON.stringify(context.representer.partial(object))
      : context.representer.item(served, object),
  );
  const head = `{"kind":"${kind}","apiVersion":"${apiVersion}","metadata":${JSON.stringify(metadata)}`;
  sendJson(response, 200, `${head},"items":[${items.join(',')}]}`);
}

function readPage(store: Store, { query }: Request, resource: string, selection: Selection): Page {
  const token = query.get('continue') ? readToken(query.get('continue')!) : undefined;
  const asked = query.get('resourceVersion') ?? '';
  if (token && asked && asked !== '0')
    throw badRequest('specifying resource version is not allowed when using continue');
  const snapshot = token ? continued(store, resource, token, selection) : fresh(store, query, resource, selection);
  // From the cache ("any version") the real server answers whole lists, whatever the limit.
  const limit = asked === '0' && !token ? 0 : (numberIn(query, 'limit') ?? 0);
  return cut(snapshot, selection, limit, token?.after);
}

function fresh(store: Store, query: URLSearchParams, resource: string, selection: Selection): Snapshot {
  const version = numberIn(query, 'resourceVersion');
  const match = query.get('resourceVersionMatch') ?? '';
  if (match && match !== 'Exact' && match !== 'NotOlderThan') {
    throw invalidOptions(
      'ListOptions',
      'resourceVersionMatch',
      `Unsupported value: "${match}": supported values: "Exact", "NotOlderThan"`,
    );
  }
  if (match && version === undefined)
    throw invalidOptions(
      'ListOptions',
      'resourceVersionMatch',
      'Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
    );
  if (version !== undefined && version > store.revision) throw tooLarge(version, store.revision);
  const revision = match === 'Exact' && version ? version : store.revision;
  return snapshotAt(store, resource, revision, selection.namespace);
}

export const tooLarge = (asked: number, current: number): Problem =>
  new Problem(504, 'Timeout', `Too large resource version: ${asked}, current: ${current}`, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    retryAfterSeconds: 1,
  });

const lost =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.';

/** A lost snapshot is told together with a token that goes on without consistency. */
class LostSnapshot extends Problem {
  readonly #after: string;

  constructor(after: string) {
    super(410, 'Expired', lost);
    this.#after = after;
  }

  override status(): object {
    return { ...super.status(), metadata: { continue: writeToken({ revision: -1, after: this.#after }) } };
  }
}

function continued(store: Store, resource: string, token: ContinueToken, selection: Selection): Snapshot {
  if (token.revision < 0) return snapshotAt(store, resource, store.revision, selection.namespace);
  if (token.revision < store.shelf(resource).log.floor) throw new LostSnapshot(token.after);
  return snapshotAt(store, resource, token.revision, selection.namespace);
}

function cut(snapshot: Snapshot, selection: Selection, limit: number, after: string | undefined): Page {
  const objects: KubeObject[] = [];
  let index = after === undefined ? 0 : snapshot.keys.findIndex((key) => key > after);
  if (index < 0) index = snapshot.keys.length;
  const resourceVersion = String(snapshot.revision);
  for (; index < snapshot.keys.length; index += 1) {
    const key = snapshot.keys[index]!;
    const object = snapshot.get(key);
    if (!object || !selection.includes(object)) continue;
    if (limit > 0 && objects.length === limit) {
      const before = snapshot.keys[index - 1]!;
      const remaining = selection.everything ? { remainingItemCount: snapshot.keys.length - index } : {};
      const token = writeToken({ revision: snapshot.revision, after: before });
      return { objects, metadata: { resourceVersion, continue: token, ...remaining } };
    }
    objects.push(object);
  }
  return { objects, metadata: { resourceVersion } };
}
