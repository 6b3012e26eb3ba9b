/** `canopy get`: resources of a kind, narrowed as kubectl does. */

import { type Format, printRows } from './output.ts';
import { Problem } from './problem.ts';
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
  const kind = await typeOf(server, wanted.kind);
  const rows: unknown[] = [];
  let after: string | null = null;
  do {
    const { resources }: Answer = await ask<Answer>(server, document, {
      kind: [kind],
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

interface Named {
  readonly key: string;
  readonly type: string;
  readonly plural: string | null;
}

/** As kubectl takes it: in any case, in the singular or the plural, with its group or without. */
async function typeOf(server: Server, name: string): Promise<string> {
  const { kinds } = await ask<{ kinds: readonly Named[] }>(server, '{ kinds { key type plural } }');
  const [plain = ''] = name.toLowerCase().split('.');
  const found = kinds.find(
    ({ key, type, plural }) => [key, type, plural].includes(name.toLowerCase()) || type === plain || plural === plain,
  );
  if (found === undefined) throw new Problem(`there is no kind "${name}"; canopy kinds lists them`);
  return found.type;
}
