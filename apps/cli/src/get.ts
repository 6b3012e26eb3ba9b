/** `canopy get`: resources of a kind, named and narrowed as kubectl does. */

import { type Format, printRows } from './output.ts';
import { Problem } from './problem.ts';
import { ask, type Server } from './server.ts';
import { shortNames } from './short-names.ts';

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

/** `say` is told what the answer has no words for. A name that nothing has is a problem, a pattern that fits nothing is not. */
export async function get(
  server: Server,
  wanted: Wanted,
  format: Format,
  say: (text: string) => void = () => {},
): Promise<string> {
  const [word = '', name = wanted.name] = wanted.kind.split('/');
  const kind = await typeOf(server, word);
  const rows: unknown[] = [];
  let after: string | null = null;
  do {
    const { resources }: Answer = await ask<Answer>(server, document, {
      kind: [kind],
      namespace: wanted.namespace === undefined ? null : [wanted.namespace],
      selector: wanted.selector ?? null,
      name: name ?? null,
      after,
    });
    rows.push(...resources.nodes.map(({ uid, metadata }) => ({ ID: uid, Metadata: metadata })));
    after = resources.pageInfo.hasNextPage ? resources.pageInfo.endCursor : null;
  } while (after !== null);
  const place = wanted.namespace === undefined ? '' : ` in namespace ${wanted.namespace}`;
  if (rows.length === 0 && name !== undefined && !name.includes('*'))
    throw new Problem(`there is no ${kind} "${name}"${place}`);
  if (rows.length === 0 && format === 'table') say(`no ${kind} found${place}\n`);
  return printRows(rows, format, false);
}

interface Named {
  readonly key: string;
  readonly type: string;
  readonly plural: string | null;
  readonly apiGroup: string | null;
}

/** As kubectl takes it: in any case, for short, in the singular or the plural, with its group or without. */
async function typeOf(server: Server, name: string): Promise<string> {
  const { kinds } = await ask<{ kinds: readonly Named[] }>(server, '{ kinds { key type plural apiGroup } }');
  const [word = '', ...rest] = name.toLowerCase().split('.');
  const plain = shortNames[word] ?? word;
  const group = rest.join('.');
  const found = kinds.find(
    (kind) =>
      kind.key === name.toLowerCase() || ([kind.type, kind.plural].includes(plain) && isOf(kind.apiGroup ?? '', group)),
  );
  const isKnown = kinds.some(({ type, plural }) => [type, plural].includes(plain));
  const type = found?.type ?? (isKnown ? undefined : await customType(server, plain));
  if (type === undefined) throw new Problem(`there is no kind "${name}"; canopy kinds lists them`);
  return type;
}

const customDocument = 'query CanopyKind($kind: [String!]) { resources(kind: $kind, first: 1) { nodes { type } } }';

/** Custom resources are in no catalogue: what the graph has objects of is one. */
async function customType(server: Server, word: string): Promise<string | undefined> {
  const kind = [word, word.replace(/s$/, ''), word.replace(/es$/, ''), word.replace(/ies$/, 'y')];
  const { resources } = await ask<{ resources: { nodes: readonly { type: string }[] } }>(server, customDocument, {
    kind,
  });
  return resources.nodes[0]?.type;
}

/** `apps`, `v1.apps`, or the version alone, as kubectl lets one write them. */
function isOf(group: string, said: string): boolean {
  return ['', group].includes(said.replace(/^v\d+((alpha|beta)\d+)?(\.|$)/, ''));
}
