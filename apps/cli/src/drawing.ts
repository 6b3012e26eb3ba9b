/** What an expression finds as a drawing: DOT for Graphviz, or Mermaid for a page that shows it. */

import { Problem } from './problem.ts';
import { ask, type Server } from './server.ts';

export const drawings = ['dot', 'mermaid'] as const;
export type Drawing = (typeof drawings)[number];

export function isDrawing(text: string | undefined): text is Drawing {
  return drawings.some((known) => known === text);
}

const end = 'uid type namespace name status { state }';
const document = `query CanopyDraw($query: String!) {
  gremlin(query: $query) {
    kind
    nodes { ${end} relations(direction: OUT, first: 1000) { nodes { id relationType to { uid } } } }
    edges { id relationType from { ${end} } to { ${end} } }
  }
}`;

interface Drawn {
  readonly uid: string;
  readonly type: string;
  readonly namespace: string;
  readonly name: string;
  readonly status: { readonly state: string };
}

interface Answer {
  readonly gremlin: {
    readonly kind: string;
    readonly nodes: readonly (Drawn & {
      readonly relations: {
        readonly nodes: readonly { readonly id: string; readonly relationType: string; readonly to: { uid: string } }[];
      };
    })[];
    readonly edges: readonly {
      readonly id: string;
      readonly relationType: string;
      readonly from: Drawn;
      readonly to: Drawn;
    }[];
  };
}

interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

/** Nodes come with the edges between them, edges with their ends. */
export async function draw(server: Server, query: string, drawing: Drawing): Promise<string> {
  const { gremlin } = await ask<Answer>(server, document, { query });
  if (gremlin.kind === 'VALUES' || gremlin.kind === 'SCALAR')
    throw new Problem(`the expression finds values; -o ${drawing} draws nodes, edges, paths or a graph`);
  const nodes = new Map<string, Drawn>();
  for (const node of gremlin.nodes) nodes.set(node.uid, node);
  const arrows = new Map<string, Arrow>();
  for (const { id, relationType, from, to } of gremlin.edges) {
    for (const node of [from, to]) nodes.set(node.uid, node);
    arrows.set(id, { from: from.uid, to: to.uid, label: relationType });
  }
  if (gremlin.kind === 'NODES' || gremlin.kind === 'PATHS')
    for (const { uid, relations } of gremlin.nodes)
      for (const { id, relationType, to } of relations.nodes)
        if (nodes.has(to.uid)) arrows.set(id, { from: uid, to: to.uid, label: relationType });
  const numbers = new Map([...nodes.keys()].map((uid, i) => [uid, `n${i}`]));
  const numbered = [...arrows.values()].map(({ from, to, label }) => ({
    ...{ from: numbers.get(from)!, to: numbers.get(to)! },
    label,
  }));
  return (drawing === 'dot' ? dot : mermaid)([...nodes.values()], numbered);
}

const colours: Readonly<Record<string, string>> = { UP: '#2e7d32', DOWN: '#c62828', UNKNOWN: '#757575' };
const colourOf = ({ status }: Drawn): string => colours[status.state] ?? '#757575';
const placeOf = ({ namespace, name }: Drawn): string => (namespace === '' ? name : `${namespace}/${name}`);

/** https://graphviz.org/doc/info/lang.html */
function dot(nodes: readonly Drawn[], arrows: readonly Arrow[]): string {
  const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  const lines = [
    ...nodes.map(
      (node, i) =>
        `  n${i} [label=${quoted(node.type).slice(0, -1)}\\n${quoted(placeOf(node)).slice(1)}, color=${quoted(colourOf(node))}];`,
    ),
    ...arrows.map(({ from, to, label }) => `  ${from} -> ${to} [label=${quoted(label)}];`),
  ];
  return ['digraph canopy {', '  rankdir=LR;', '  node [shape=box];', ...lines, '}', ''].join('\n');
}

/** https://mermaid.js.org/syntax/flowchart.html */
function mermaid(nodes: readonly Drawn[], arrows: readonly Arrow[]): string {
  const quoted = (text: string) => text.replaceAll('#', '#35;').replaceAll('"', '#quot;').replaceAll('<', '#lt;');
  const states = [...new Set(nodes.map(({ status }) => status.state))];
  return [
    'flowchart LR',
    ...nodes.map((node, i) => `  n${i}["${quoted(node.type)}<br>${quoted(placeOf(node))}"]:::${node.status.state}`),
    ...arrows.map(({ from, to, label }) => `  ${from} -->|"${quoted(label)}"| ${to}`),
    ...states.map((state) => `  classDef ${state} stroke:${colours[state] ?? '#757575'}`),
    '',
  ].join('\n');
}
