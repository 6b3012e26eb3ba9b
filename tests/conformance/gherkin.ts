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

/** The scenarios of a feature; an outline stands for one with each row of its examples. */
export function readFeature(text: string): Scenario[] {
  return scenariosOf(text).flatMap(({ examples, ...scenario }) => {
    const [names, ...rows] = examples;
    return names
      ? rows.map((row) => filled(scenario, new Map(names.map((name, i) => [name, row[i] ?? '']))))
      : [scenario];
  });
}

const cellsOf = (row: string) => row.split(/(?<!\\)\|/).map((cell) => cell.trim());

function filled(scenario: Scenario, values: ReadonlyMap<string, string>): Scenario {
  const fill = (text: string) => text.replace(/<([^<>]+)>/g, (written, name) => values.get(name) ?? written);
  return {
    ...scenario,
    name: fill(scenario.name),
    lines: scenario.lines.map(({ text, block, heading, table }) => ({
      text: fill(text),
      block: block === undefined ? undefined : fill(block),
      heading: fill(heading),
      table: table.map(fill),
    })),
  };
}

interface Outline extends Scenario {
  readonly examples: readonly (readonly string[])[];
}

function scenariosOf(text: string): Outline[] {
  const lines = text.split(/\r?\n/);
  const scenarios: Outline[] = [];
  let tags: string[] = [];
  let current: { name: string; tags: string[]; lines: Line[]; examples: string[][] } | undefined;
  for (let i = 0; i < lines.length; ) {
    const line = lines[i++]!;
    const trimmed = line.trim();
    const title = /^Scenario(?: Outline)?:\s*(.*)$/.exec(trimmed);
    if (trimmed.startsWith('@')) tags = [...tags, ...trimmed.split(/\s+/)];
    else if (title) {
      current = { name: title[1]!, tags, lines: [], examples: [] };
      tags = [];
      scenarios.push(current);
    } else if (/^Feature:/.test(trimmed)) tags = [];
    else if (/^Examples:/.test(trimmed) && current) {
      const found = tableAt(lines, i);
      current.examples.push(...[found.heading, ...found.table].map(cellsOf));
      i = found.next;
    }
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
