/** Every door of the server that answers what is there: what a user with this token sees through each. */

import { randomUUID } from 'node:crypto';
import type { CanopyServer } from './canopy.ts';

export interface Seen {
  readonly ids: Set<string>;
  /** The whole answer, to look for what must not be in it. */
  readonly text: string;
}

export type Door = (canopy: CanopyServer, token: string) => Promise<Seen>;

interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  readonly totalCount: number;
}

interface Answer<Node> {
  readonly resources: Page<Node>;
}

const seen = (ids: Iterable<string>, text: string): Seen => ({ ids: new Set(ids), text });

export async function ask<Data>({ url }: CanopyServer, token: string, query: string, variables = {}): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  const { data, errors } = JSON.parse(text) as { data: Data; errors?: unknown };
  if (errors) throw new Error(text);
  return data;
}

async function topology({ url }: CanopyServer, token: string, query?: string): Promise<string> {
  const response = await fetch(`${url}/api/topology`, {
    headers: { authorization: `Bearer ${token}` },
    ...(query === undefined ? {} : { method: 'POST', body: JSON.stringify({ GremlinQuery: query }) }),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response.text();
}

/** All rows of `resources`, page by page. */
async function allPages<Node>(
  canopy: CanopyServer,
  token: string,
  size: number,
  fields: string,
): Promise<Page<Node>[]> {
  const query = `query ($after: String) { resources(first: ${size}, after: $after) {
    nodes { ${fields} } totalCount pageInfo { hasNextPage endCursor } } }`;
  const pages: Page<Node>[] = [];
  for (let after: string | null = null; ; ) {
    const { resources }: Answer<Node> = await ask<Answer<Node>>(canopy, token, query, { after });
    pages.push(resources);
    if (!resources.pageInfo.hasNextPage) return pages;
    after = resources.pageInfo.endCursor;
  }
}

const connection: Door = async (canopy, token) => {
  const pages = await allPages<{ uid: string }>(canopy, token, 100, 'uid name namespace');
  const ids = pages.flatMap(({ nodes }) => nodes.map(({ uid }) => uid));
  if (pages[0]!.totalCount !== ids.length) throw new Error(`${ids.length} rows, ${pages[0]!.totalCount} counted`);
  return seen(ids, JSON.stringify(pages));
};

interface Related {
  readonly uid: string;
  readonly owner: { readonly uid: string } | null;
  readonly relations: { readonly nodes: readonly { readonly from: { uid: string }; readonly to: { uid: string } }[] };
}

const relations: Door = async (canopy, token) => {
  const fields = 'uid extra owner { uid } relations(first: 50) { nodes { metadata from { uid } to { uid } } }';
  const pages = await allPages<Related>(canopy, token, 100, fields);
  const ids = pages.flatMap(({ nodes }) =>
    nodes.flatMap(({ uid, owner, relations }) => [
      ...[uid, ...(owner === null ? [] : [owner.uid])],
      ...relations.nodes.flatMap(({ from, to }) => [from.uid, to.uid]),
    ]),
  );
  return seen(ids, JSON.stringify(pages));
};

const gremlinField: Door = async (canopy, token) => {
  const query = `{ gremlin(query: "G.V()") { rows nodes { uid } } count: gremlin(query: "G.V().Count()") { rows } }`;
  interface Found {
    readonly gremlin: { readonly nodes: readonly { readonly uid: string }[] };
    readonly count: { readonly rows: readonly [number] };
  }
  const data = await ask<Found>(canopy, token, query);
  const ids = data.gremlin.nodes.map(({ uid }) => uid);
  if (data.count.rows[0] !== ids.length) throw new Error(`${ids.length} rows, ${data.count.rows[0]} counted`);
  return seen(ids, JSON.stringify(data));
};

interface Row {
  readonly ID: string;
}

const rowIds = (text: string) => (JSON.parse(text) as Row[]).map(({ ID }) => ID);

/** A name that is in no graph yet, so that the answer is not one that was kept. */
const fresh = () => `G.V().Has('Name', Ne('${randomUUID()}'))`;

export const doors: Readonly<Record<string, Door>> = {
  'GraphQL connections': connection,
  'GraphQL relations': relations,
  'GraphQL gremlin': gremlinField,
  'REST query': async (canopy, token) => {
    const text = await topology(canopy, token, fresh());
    return seen(rowIds(text), text);
  },
  'REST edges': async (canopy, token) => {
    const text = await topology(canopy, token, 'G.E()');
    const edges = JSON.parse(text) as { Parent: string; Child: string }[];
    return seen(
      edges.flatMap(({ Parent, Child }) => [Parent, Child]),
      text,
    );
  },
  'REST whole graph': async (canopy, token) => {
    const text = await topology(canopy, token);
    const { Nodes } = JSON.parse(text) as { Nodes: Row[] };
    return seen(
      Nodes.map(({ ID }) => ID),
      text,
    );
  },
  'canopy query': async (canopy, token) => {
    const { code, out, err } = await canopy.command('query', 'G.V()', '--token', token);
    if (code !== 0) throw new Error(err);
    return seen(rowIds(out), out);
  },
};
