/** The view as a Mermaid flowchart. Source of the syntax: https://mermaid.js.org/syntax/flowchart.html */

import type { Box } from '../stage/scene.ts';
import { labelOf, lineLabel, namesFor, type ShownView } from './view.ts';

/** Quotes and what Mermaid takes for markup, as its entities. */
const quoted = (text: string) =>
  `"${text.replace(/["#<>&]/g, (sign) => `#${sign.codePointAt(0)};`).replaceAll('\n', ' ')}"`;

export function toMermaid({ scene, lines }: ShownView): string {
  const name = namesFor(scene.boxes);
  const down: string[] = [];
  const rows = ['flowchart LR'];
  const write = (box: Box, indent: string): void => {
    if (box.place.node?.status.state === 'DOWN') down.push(name(box));
    if (box.form !== 'area') {
      rows.push(`${indent}${name(box)}[${quoted(labelOf(box))}]`);
      return;
    }
    rows.push(`${indent}subgraph ${name(box)} [${quoted(labelOf(box))}]`);
    for (const child of box.children) write(child, `${indent}  `);
    rows.push(`${indent}end`);
  };
  for (const box of scene.root?.children ?? []) write(box, '  ');
  for (const line of lines) {
    const arrow = line.tone === 'deny' ? '--x' : '-->';
    rows.push(`  ${name(line.from)} ${arrow}|${quoted(lineLabel(line))}| ${name(line.to)}`);
  }
  if (down.length > 0) rows.push('  classDef down fill:#d6242a,color:#fff', `  class ${down.join(',')} down`);
  return `${rows.join('\n')}\n`;
}
