/** Reads Gherkin as far as features of a graph need it: scenarios and outlines of steps with texts and tables. */

export interface Line {
  /** Without its leading Given, When, Then, And. */
  readonly text: string;
  readonly block: string | undefined;
  /** The first cell of each row of a table without its heading. */
  readonly table: readonly string[];
  /** The heading of the table. */
  readonly heading: string;
}

export interface Scenario {
  readonly name: string;
  /** Those of the feature too. */
  readonly tags: readonly string[];
  readonly lines: readonly Line[];
}

const step = /^(?:(?:Given|When|Then|And|But)\s+|\*\s+)(.*)$/;
const title = /^(?:Scenario|Example|Scenario Outline|Scenario Template):\s*(.*)$/;
const fence = /^("""|```)/;

/** The scenarios of a feature; an outline stands for one with each row of its examples. */
export function readFeature(text: string): Scenario[] {
  return new Reader(text.split(/\r?\n/))
    .scenarios()
    .flatMap(({ examples, ...scenario }) =>
      examples.length === 0
        ? [scenario]
        : examples.flatMap(([names = [], ...rows]) =>
            rows.map((row) => filled(scenario, new Map(names.map((name, i) => [name, row[i] ?? ''])))),
          ),
    );
}

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
  readonly lines: Line[];
  readonly examples: string[][][];
}

class Reader {
  readonly #lines: readonly string[];
  #at = 0;

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  scenarios(): Outline[] {
    const scenarios: Outline[] = [];
    const background: Line[] = [];
    let [tags, common]: [string[], string[]] = [[], []];
    let lines: Line[] | undefined;
    for (let line = this.#next(); line !== undefined; line = this.#next()) {
      const named = title.exec(line);
      const said = step.exec(line);
      if (line.startsWith('@')) tags.push(...line.replace(/\s#.*$/, '').split(/\s+/));
      else if (line.startsWith('Feature:')) [common, tags] = [tags, []];
      else if (line.startsWith('Background:')) lines = background;
      else if (named) {
        lines = [...background];
        scenarios.push({ name: named[1]!, tags: [...common, ...tags], lines, examples: [] });
        tags = [];
      } else if (/^(?:Examples|Scenarios):/.test(line)) {
        tags = [];
        scenarios.at(-1)?.examples.push(this.#table());
      } else if (said) lines?.push(this.#step(said[1]!));
    }
    return scenarios;
  }

  /** The next line that says something, past remarks. */
  #next(): string | undefined {
    while (this.#at < this.#lines.length && /^\s*(?:#.*)?$/.test(this.#lines[this.#at]!)) this.#at++;
    return this.#lines[this.#at++]?.trim();
  }

  #peek(): string {
    const line = this.#next() ?? '';
    this.#at--;
    return line;
  }

  #step(text: string): Line {
    const block = fence.test(this.#peek()) ? this.#block() : undefined;
    const [head = [], ...rows] = this.#table();
    return { text, block, heading: head[0] ?? '', table: rows.map((row) => row[0] ?? '') };
  }

  /** The text between two fences, without the margin of the first. */
  #block(): string {
    const open = this.#lines[this.#at++]!;
    const [mark = ''] = fence.exec(open.trim())!;
    const margin = open.indexOf(mark);
    const body: string[] = [];
    for (; this.#at < this.#lines.length; this.#at++) {
      const line = this.#lines[this.#at]!;
      if (line.trim() === mark) break;
      body.push(line.slice(0, margin).trim() === '' ? line.slice(margin) : line.trimStart());
    }
    this.#at++;
    return body.join('\n').replaceAll('\\"\\"\\"', '"""');
  }

  #table(): string[][] {
    const rows: string[][] = [];
    while (this.#peek().startsWith('|')) rows.push(cells(this.#next()!));
    return rows;
  }
}

/** `\|` and `\\` stand for the sign itself, `\n` for a new line; a backslash before anything else for a backslash. */
function cells(row: string): string[] {
  const found: string[] = [];
  let cell = '';
  for (let i = 1; i < row.length; i++) {
    const pair = row.slice(i, i + 2);
    if (row[i] === '|') {
      found.push(cell.trim());
      cell = '';
    } else if (pair === '\\|' || pair === '\\\\' || pair === '\\n') {
      cell += pair === '\\n' ? '\n' : pair[1];
      i++;
    } else cell += row[i];
  }
  return found;
}
