/** `canopy kinds`: what the graph knows, with its fields and links. */

import { table } from './output.ts';
import { Problem } from './problem.ts';
import { ask, type Server } from './server.ts';

const document = `query CanopyKinds($kind: [String!]) {
  kinds(kind: $kind) { key type manager group doc plural fields { name type doc } links { field relation direction to doc inverse } }
}`;

interface Kind {
  readonly key: string;
  readonly type: string;
  readonly manager: string;
  readonly group: string;
  readonly doc: string;
  readonly plural: string | null;
  readonly fields: readonly { readonly name: string; readonly type: string; readonly doc: string }[];
  readonly links: readonly {
    readonly field: string;
    readonly relation: string;
    readonly to: string;
    readonly doc: string;
  }[];
}

/** All of them, or one in full. */
export async function kinds(server: Server, name: string | undefined, json: boolean): Promise<string> {
  const kind = name === undefined ? null : [name];
  const { kinds: found } = await ask<{ kinds: readonly Kind[] }>(server, document, { kind });
  if (found.length === 0) throw new Problem(`"${name}" is a custom resource: only its definition tells its fields`);
  if (json) return `${JSON.stringify(found, null, '\t')}\n`;
  if (name !== undefined) return found.map(inFull).join('\n');
  return table(
    found.map(({ type, manager, group, doc }) => [type, manager, group, doc]),
    ['TYPE', 'MANAGER', 'GROUP', 'WHAT IT IS'],
  );
}

function inFull({ type, doc, fields, links }: Kind): string {
  const summary = fields.map((field) => [`K8s.${field.name}`, field.type, field.doc]);
  const ways = links.map((link) => [link.field, `${link.relation} → ${link.to}`, link.doc]);
  return [
    `${type}: ${doc}\n`,
    table(summary, ['FIELD', 'TYPE', 'WHAT IT SAYS']),
    table(ways, ['LINK', 'RELATION', 'WHAT IT MEANS']),
  ]
    .filter((part) => part !== '')
    .join('\n');
}
