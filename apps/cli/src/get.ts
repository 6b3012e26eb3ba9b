/** `canopy get`: resources of a kind, named and narrowed as kubectl does. */

import { type Format, printRows } from './output.ts';
import { Problem } from './problem.ts';
import { ask, type Server } from './server.ts';

export interface Wanted {
  /** Several between commas; with a name behind a slash, and a namespace between them: `pod/shop/web-1`. */
  readonly kind: string;
  readonly name?: string | undefined;
  readonly namespace?: string | undefined;
  readonly selector?: string | undefined;
}

const document = `query CanopyGet($kind: [String!], $namespace: [String!], $selector: String, $name: String, $after: String) {
  kinds(kind: $kind) { type }
  resources(kind: $kind, namespace: $namespace, labelSelector: $selector, name: $name, first: 500, after: $after) {
    nodes { uid type namespace name metadata }
    pageInfo { hasNextPage endCursor }
  }
}`;

interface Resource {
  readonly uid: string;
  readonly type: string;
  readonly namespace: string;
  readonly name: string;
  readonly metadata: unknown;
}

interface Answer {
  /** None for custom resources, which are in no catalogue. */
  readonly kinds: readonly { readonly type: string }[];
  readonly resources: {
    readonly nodes: readonly Resource[];
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
  const { kinds, namespace, name } = understood(wanted);
  const found: Resource[] = [];
  let called = kinds.join(',');
  let after: string | null = null;
  do {
    const { kinds: known, resources }: Answer = await ask<Answer>(server, document, {
      kind: kinds,
      namespace: namespace === undefined ? null : [namespace],
      selector: wanted.selector ?? null,
      name: name ?? null,
      after,
    });
    if (known.length > 0) called = [...new Set(known.map(({ type }) => type))].join(', ');
    found.push(...resources.nodes);
    after = resources.pageInfo.hasNextPage ? resources.pageInfo.endCursor : null;
  } while (after !== null);
  const place = namespace === undefined ? '' : ` in namespace ${namespace}`;
  if (found.length === 0 && name !== undefined && !name.includes('*'))
    throw new Problem(`there is no ${called} "${name}"${place}`);
  if (found.length === 0 && format === 'table') say(`no ${called} found${place}\n`);
  const rows = inOrder(found).map(({ uid, metadata }) => ({ ID: uid, Metadata: metadata }));
  return printRows(rows, format, false);
}

interface Understood {
  readonly kinds: readonly string[];
  readonly namespace: string | undefined;
  readonly name: string | undefined;
}

function understood({ kind, name, namespace }: Wanted): Understood {
  const parts = kind.split('/');
  const [words = '', first, second, ...rest] = parts;
  if (rest.length > 0 || parts.slice(1).includes(''))
    throw new Problem(`"${kind}" names nothing; say KIND, KIND/NAME or KIND/NAMESPACE/NAME`);
  const [place, own] = second === undefined ? [undefined, first] : [first, second];
  if (own !== undefined && name !== undefined) throw new Problem(`two names: "${own}" and "${name}"; one is enough`);
  if (place !== undefined && namespace !== undefined && place !== namespace)
    throw new Problem(`two namespaces: "${place}" and "${namespace}"; one is enough`);
  return { kinds: words.split(','), namespace: place ?? namespace, name: own ?? name };
}

/** As kubectl prints them: by namespace and name, kind after kind. */
function inOrder(found: readonly Resource[]): readonly Resource[] {
  const types = new Map([...new Set(found.map(({ type }) => type))].map((type, at) => [type, at]));
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...found].sort(
    (a, b) => types.get(a.type)! - types.get(b.type)! || compare(a.namespace, b.namespace) || compare(a.name, b.name),
  );
}
