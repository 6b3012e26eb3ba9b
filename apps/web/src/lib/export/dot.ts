/** The view in the DOT language, areas as clusters. Source of the syntax: https://graphviz.org/doc/info/lang.html */

import type { Box } from '../stage/scene.ts';
import { labelOf, lineLabel, namesFor, type ShownView } from './view.ts';

const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;

export function toDot({ scene, lines }: ShownView): string {
  const name = namesFor(scene.boxes);
  const rows = [
    'digraph canopy {',
    '  rankdir=LR; compound=true; node [shape=box, style="rounded,filled", fillcolor=white];',
  ];
  const write = (box: Box, indent: string): void => {
    const label = quoted(labelOf(box));
    if (box.form !== 'area') {
      const fill = box.place.node?.status.state === 'DOWN' ? ', fillcolor="#d6242a", fontcolor=white' : '';
      rows.push(`${indent}${name(box)} [label=${label}${fill}];`);
      return;
    }
    rows.push(`${indent}subgraph cluster_${name(box)} {`, `${indent}  label=${label};`);
    for (const child of box.children) write(child, `${indent}  `);
    rows.push(`${indent}}`);
  };
  for (const box of scene.root?.children ?? []) write(box, '  ');
  for (const line of lines) rows.push(edgeOf(line, name));
  return `${rows.join('\n')}\n}\n`;
}

/** An edge at a cluster runs to a node in it and is cut at its border. */
function edgeOf(line: ShownView['lines'][number], name: (box: Box) => string): string {
  const ends = { ltail: line.from, lhead: line.to };
  const at = (box: Box): Box => (box.form === 'area' && box.children[0] !== undefined ? at(box.children[0]) : box);
  const cut = Object.entries(ends).flatMap(([key, box]) =>
    box.form === 'area' ? [`${key}=cluster_${name(box)}`] : [],
  );
  const head = line.tone === 'deny' ? ['arrowhead=tee', 'color="#d6242a"'] : [];
  return `  ${name(at(line.from))} -> ${name(at(line.to))} [${[`label=${quoted(lineLabel(line))}`, ...cut, ...head].join(', ')}];`;
}
