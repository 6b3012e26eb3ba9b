/** `canopy query`: what an expression finds now. */

import { type Format, printRows } from './output.ts';
import { ask, type Server } from './server.ts';

const document = 'query Canopy($query: String!) { gremlin(query: $query) { kind rows } }';

interface Answer {
  readonly gremlin: { readonly kind: string; readonly rows: readonly unknown[] };
}

export async function query(server: Server, text: string, format: Format): Promise<string> {
  const { gremlin } = await ask<Answer>(server, document, { query: text });
  return printRows(gremlin.rows, format, gremlin.kind === 'SCALAR');
}
