/** Reads Gherkin as far as TinkerPop's documentation for graph providers uses it: scenarios of steps with text and tables. */

export interface Line {
  /** Without its leading Given, When, Then, And. */
  readonly text: string;
  readonly block: string | undefined;
  /** Rows of a table without its heading. */
  readonly table: readonly string[];
  /** The heading of the table. */
  readonly heading: string;
}

export interface Scenario {
  readonly name: string;
  readonly tags: readonly string[];
  readonly lines: readonly Line[];
}

const keyword = /^\s*(?:Given|When|Then|And|But)\s+(.*?)\s*$/;

/** The text between two lines of three quotes, without the margin that they share. */
function blockAt(lines: readonly string[], at: number): { block: string; next: number } {
  const margin = lines[at]!.indexOf('"""');
  let end = at + 1;
  while (end < lines.length && lines[end]!.trim() !== '"""') end++;
  const body = lines
    .slice(at + 1, end)
    .map((line) => (line.slice(0, margin).trim() === '' ? line.slice(margin) : line));
  return { block: body.join('\n'), next: end + 1 };
}

function tableAt(lines: readonly string[], at: number): { heading: string; table: string[]; next: number } {
  let end = at;
  while (end < lines.length && lines[end]!.trim().startsWith('|')) end++;
  const cells = lines.slice(at, end).map((line) =>
    line
      .trim()
      .replace(/^\|\s?|\s?\|$/g, '')
      .trim()
      .replaceAll('\\|', '|'),
  );
  return { heading: cells[0] ?? '', table: cells.slice(1), next: end };
}

export function readFeature(text: string): Scenario[] {
  const lines = text.split(/\r?\n/);
  const scenarios: Scenario[] = [];
  let tags: string[] = [];
  let current: { name: string; tags: string[]; lines: Line[] } | undefined;
  for (let i = 0; i < lines.length; ) {
    const line = lines[i++]!;
    const trimmed = line.trim();
    const title = /^Scenario(?: Outline)?:\s*(.*)$/.exec(trimmed);
    if (trimmed.startsWith('@')) tags = [...tags, ...trimmed.split(/\s+/)];
    else if (title) {
      current = { name: title[1]!, tags, lines: [] };
      tags = [];
      scenarios.push(current);
    } else if (/^Feature:/.test(trimmed)) tags = [];
    const step = keyword.exec(line);
    if (!step || !current) continue;
    let [block, heading, table]: [string | undefined, string, string[]] = [undefined, '', []];
    if (lines[i]?.trim() === '"""') {
      const found = blockAt(lines, i);
      [block, i] = [found.block, found.next];
    }
    if (lines[i]?.trim().startsWith('|')) {
      const found = tableAt(lines, i);
      [heading, table, i] = [found.heading, found.table, found.next];
    }
    current.lines.push({ text: step[1]!, block, heading, table });
  }
  return scenarios;
}
