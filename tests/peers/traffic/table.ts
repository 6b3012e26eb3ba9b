/** The result as a table in Markdown: a row for each source of sets, a column for each explanation. */

import { type Difference, explanations } from './differences.ts';

export interface Row {
  sets: number;
  verdicts: number;
  allowed: number;
  readonly differences: Difference[];
}

const cell = (value: unknown): string => (typeof value === 'number' ? value.toLocaleString('en') : String(value));
const line = (cells: readonly unknown[]): string => `| ${cells.map(cell).join(' | ')} |`;

export function table(rows: ReadonlyMap<string, Row>): string {
  const heads = [
    'sets from',
    'sets',
    'verdicts',
    'allowed',
    ...explanations.map(({ title }) => title),
    'not explained',
  ];
  const all = [...rows.values()].reduce(
    (sum: Row, row) => ({
      sets: sum.sets + row.sets,
      verdicts: sum.verdicts + row.verdicts,
      allowed: sum.allowed + row.allowed,
      differences: sum.differences.concat(row.differences),
    }),
    { sets: 0, verdicts: 0, allowed: 0, differences: [] },
  );
  const lines = [...rows, ['together', all] as const].map(([name, { sets, verdicts, allowed, differences }]) => {
    const counts = [...explanations, undefined].map((why) => differences.filter((one) => one.why === why).length);
    return line([name, sets, verdicts, `${Math.round((100 * allowed) / verdicts)} %`, ...counts]);
  });
  return [line(heads), `|${'---|'.repeat(heads.length)}`, ...lines].join('\n');
}
