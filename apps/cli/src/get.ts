/** `canopy get`: resources of a kind, narrowed as kubectl does. */

import { type Format, printRows } from './output.ts';
import { ask, type Server } from './server.ts';

export interface Wanted {
  readonly kind: string;
  readonly name?: string | undefined;
  readonly namespace?: string | undefined;
  readonly selector?: string | undefined;
}

const document = `query CanopyGet($kind: [String!], $namespace: [String!], $selector: String, $name: String, $after: String) {
  resources(kind: $kind, namespace: $namespace, labelSelector: $selector, name: $name, first: 500, after: $after) {
    nodes { uid metadata }
    pageInfo { hasNextPage endCursor }
  }
}`;

interface Answer {
  readonly resources: {
    readonly nodes: readonly { readonly uid: string; readonly metadata: unknown }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

export async function get(server: Server, wanted: Wanted, format: Format): Promise<string> {
  const rows: unknown[] = [];
  let after: string | null = null;
  do {
    const { resources }: Answer = await ask<Answer>(server, document, {
      kind: [wanted.kind.toLowerCase()],
      namespace: wanted.namespace === undefined ? null : [wanted.namespace],
      selector: wanted.selector ?? null,
      name: wanted.name ?? null,
      after,
    });
    rows.push(...resources.nodes.map(({ uid, metadata }) => ({ ID: uid, Metadata: metadata })));
    after = resources.pageInfo.hasNextPage ? resources.pageInfo.endCursor : null;
  } while (after !== null);
  return printRows(rows, format, false);
}
