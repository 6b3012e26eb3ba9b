/** `canopy query`: what an expression finds now. */

import { type Format, printRows } from './output.ts';
import { ask, type Server } from './server.ts';

const document = 'query Canopy($query: String!) { gremlin(query: $query) { kind rows } }';

interface Answer {
  readonly gremlin: { readonly kind: string; readonly rows: readonly unknown[] };
}

/** `say` is told when there is nothing to put into a table. */
export async function query(
  server: Server,
  text: string,
  format: Format,
  say: (text: string) => void = () => {},
): Promise<string> {
  const { gremlin } = await ask<Answer>(server, document, { query: text });
  if (gremlin.rows.length === 0 && format === 'table') say('nothing found\n');
  return printRows(gremlin.rows, format, gremlin.kind === 'SCALAR');
}
