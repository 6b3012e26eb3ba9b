/** The Grateful Dead graph, TinkerPop's larger example: songs, who wrote and sang them, which followed which. */
import { readFileSync } from 'node:fs';
import { memoryGraph } from '../memory-graph.ts';
import type { GraphReader } from '../reader.ts';

interface Packed {
  readonly nodes: readonly (readonly [number, string, string, string?, number?])[];
  readonly edges: readonly (readonly [number, number, string, number, number?])[];
}

const labels: Readonly<Record<string, string>> = { f: 'followedBy', w: 'writtenBy', s: 'sungBy' };

export function gratefulGraph(): GraphReader {
  const packed = JSON.parse(readFileSync(new URL('../../testdata/grateful.json', import.meta.url), 'utf8')) as Packed;
  return memoryGraph({
    nodes: packed.nodes.map(([id, Type, name, songType, performances]) => ({
      id,
      metadata: songType === undefined ? { Type, name } : { Type, name, songType, performances },
    })),
    edges: packed.edges.map(([id, from, label, to, weight]) => ({
      id,
      from,
      to,
      metadata: { RelationType: labels[label], ...(weight === undefined ? {} : { weight }) },
    })),
  });
}
