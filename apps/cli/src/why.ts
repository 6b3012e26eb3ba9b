/** `canopy why`: the edges between two things in words, or what keeps them apart. */

import { nameOf } from './cause.ts';
import { ask, type Server } from './server.ts';

const document = `query CanopyWhy($from: String!, $to: String!) {
  why(from: $from, to: $to) {
    from { ...thing } to { ...thing }
    edges { words relation { relationType metadata } }
    misses { relation path differences }
  }
}
fragment thing on Resource { type namespace name }`;

interface Thing {
  readonly type: string;
  readonly namespace: string;
  readonly name: string;
}

interface Answer {
  readonly from: Thing;
  readonly to: Thing;
  readonly edges: readonly { readonly words: readonly string[] }[];
  readonly misses: readonly {
    readonly relation: string;
    readonly path: string;
    readonly differences: readonly string[];
  }[];
}

export async function why(server: Server, from: string, to: string, json: boolean): Promise<string> {
  const { why: answer } = await ask<{ why: Answer }>(server, document, { from, to });
  if (json) return `${JSON.stringify(answer, null, '\t')}\n`;
  const words = answer.edges.flatMap((edge) => edge.words);
  if (words.length > 0) return `${words.join('\n')}\n`;
  const head = `there is no edge between ${nameOf(answer.from)} and ${nameOf(answer.to)}`;
  if (answer.misses.length === 0) return `${head}, and no kind declares one\n`;
  const misses = answer.misses.map(
    ({ relation, path, differences }) => `  ${relation}${path === '' ? '' : ` (${path})`}: ${differences.join(', ')}`,
  );
  return `${[`${head}; the nearest:`, ...misses].join('\n')}\n`;
}
