/** Rows as text: JSON, one JSON line each, names, or a table. */

export const formats = ['json', 'jsonl', 'name', 'table'] as const;
export type Format = (typeof formats)[number];

/** `scalar`: the one row is the answer itself, not a list of one. */
export function printRows(rows: readonly unknown[], format: Format, scalar: boolean): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(scalar ? rows[0] : rows, null, '\t')}\n`;
    case 'jsonl':
      return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    case 'name':
      return elements(rows)
        .map((row) => `${nameOf(row)}\n`)
        .join('');
    case 'table':
      return rowsAsTable(elements(rows));
  }
}

/** Nodes and edges with what is known of them; values by themselves, and those with keys key by key. */
function rowsAsTable(rows: readonly unknown[]): string {
  if (rows.some(isElement)) return table(rows.map(cellsOf), [...headings]);
  const entries = rows.length === 1 && isParts(rows[0]) ? Object.entries(rows[0]) : undefined;
  if (entries === undefined)
    return table(
      rows.map((row) => [nameOf(row)]),
      ['VALUE'],
    );
  return table(
    entries.map(([key, value]) => [key, nameOf(value)]),
    ['KEY', 'VALUE'],
  );
}

const isParts = (row: unknown): row is object => typeof row === 'object' && row !== null && !Array.isArray(row);
const isElement = (row: unknown): boolean => isParts(row) && 'Metadata' in row;

interface Element {
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly Parent?: string;
  readonly Child?: string;
}

/** The elements of a graph and of paths one by one; everything else as it is. */
function elements(rows: readonly unknown[]): readonly unknown[] {
  return rows.flatMap((row) => {
    if (Array.isArray(row)) return elements(row);
    const { Nodes, Edges } = (row ?? {}) as { Nodes?: unknown[]; Edges?: unknown[] };
    return Nodes === undefined && Edges === undefined ? [row] : [...(Nodes ?? []), ...(Edges ?? [])];
  });
}

export function nameOf(row: unknown): string {
  const { Metadata, Parent, Child } = (row ?? {}) as Element;
  if (Parent !== undefined && Child !== undefined) return `${Parent} ${Metadata?.RelationType ?? '-'} ${Child}`;
  if (Metadata?.Name !== undefined) return String(Metadata.Name);
  return typeof row === 'string' ? row : JSON.stringify(row);
}

const headings = ['TYPE', 'NAMESPACE', 'NAME', 'STATE', 'REASON'] as const;

/** What a table shows of a node; an edge or a value takes the name's place. */
export function cellsOf(row: unknown): string[] {
  const metadata = ((row ?? {}) as Element).Metadata;
  if (metadata?.Name === undefined) return ['', '', nameOf(row), '', ''];
  const namespace = (metadata.K8s as { Namespace?: unknown } | undefined)?.Namespace;
  return [metadata.Type, namespace, metadata.Name, metadata.State, metadata.Reason].map((cell) => String(cell ?? ''));
}

export function table(rows: readonly string[][], heads: readonly string[]): string {
  if (rows.length === 0) return '';
  const all = [heads, ...rows];
  // One by one: so many rows may be there that they are too many arguments.
  const widths = heads.map((_, i) => all.reduce((most, row) => Math.max(most, (row[i] ?? '').length), 0));
  return all
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}
