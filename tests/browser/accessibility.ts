/** What axe finds against WCAG 2.0 to 2.2, levels A and AA, in a page as it is now. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

declare global {
  var axe: { run(options: object): Promise<AxeResults> };
}

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** A line for each violation: the rule, what it wants, and where it is broken. Empty is good. */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source);
  const found = await page.evaluate(
    (levels) => globalThis.axe.run({ runOnly: { type: 'tag', values: levels }, resultTypes: ['violations'] }),
    levels,
  );
  return found.violations.map(({ id, help, nodes }) => {
    const places = nodes.slice(0, 3).map(({ target, failureSummary }) => {
      const summary = (failureSummary ?? '').split('\n').slice(1).join(' ').trim();
      return `${target.join(' ')} (${summary})`;
    });
    return `${id}: ${help}: ${places.join('; ')}`;
  });
}
