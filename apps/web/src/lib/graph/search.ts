/** Plain search for those who do not write queries: by name, label, address or kind. */

import type { GraphNode, Reader } from '@canopy/model';

export interface Hit {
  readonly node: GraphNode;
  /** What matched, where it was not the name: `app=bookinfo`, `10.1.0.7`. */
  readonly because: string | undefined;
  readonly score: number;
}

export interface Hits {
  /** The best ones, best first. */
  readonly best: readonly Hit[];
  readonly total: number;
  /** All of them. */
  readonly ids: ReadonlySet<string>;
}

export const noHits: Hits = { best: [], total: 0, ids: new Set() };

const shown = 50;

/** Words are joined by "and"; `kind:pod`, `ns:default` and `key=value` narrow down. */
export function search(reader: Reader, text: string): Hits {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return noHits;
  const hits: Hit[] = [];
  const ids = new Set<string>();
  for (const node of reader.nodes()) {
    const hit = match(node, words);
    if (hit === undefined) continue;
    hits.push(hit);
    ids.add(node.id);
  }
  hits.sort(
    (a, b) => b.score - a.score || a.node.name.length - b.node.name.length || (a.node.name < b.node.name ? -1 : 1),
  );
  return { best: hits.slice(0, shown), total: hits.length, ids };
}

function match(node: GraphNode, words: readonly string[]): Hit | undefined {
  let score = 0;
  let because: string | undefined;
  for (const word of words) {
    const found = matchWord(node, word);
    if (found === undefined) return undefined;
    score += found.score;
    because ??= found.because;
  }
  return { node, because, score };
}

type Match = { score: number; because?: string | undefined } | undefined;

function matchWord(node: GraphNode, word: string): Match {
  if (word.startsWith('kind:')) return node.type.startsWith(word.slice(5)) ? { score: 1 } : undefined;
  if (word.startsWith('ns:')) return node.namespace.startsWith(word.slice(3)) ? { score: 1 } : undefined;
  return matchName(node, word) ?? matchLabel(node, word) ?? matchAddress(node, word) ?? matchLoosely(node, word);
}

function matchName(node: GraphNode, word: string): Match {
  const name = node.name.toLowerCase();
  const at = name.indexOf(word);
  if (at < 0) return node.type === word ? { score: 20 } : undefined;
  if (name === word) return { score: 100 };
  return { score: at === 0 ? 70 : /[^a-z0-9]/.test(name[at - 1] ?? '') ? 55 : 40 };
}

function matchLabel({ labels }: GraphNode, word: string): Match {
  for (const key in labels) {
    const label = `${key}=${labels[key]}`;
    if (label.toLowerCase().includes(word)) return { score: word.includes('=') ? 60 : 25, because: label };
  }
  return undefined;
}

const addressFields = ['IP', 'ClusterIP', 'InternalIP', 'ExternalIP', 'LoadBalancerIP'];

function matchAddress({ fields }: GraphNode, word: string): Match {
  if (!/^[\d.:a-f]{2,}$/.test(word)) return undefined;
  for (const field of addressFields) {
    const address = fields[field];
    if (typeof address === 'string' && address.startsWith(word))
      return { score: address === word ? 90 : 50, because: address };
  }
  return undefined;
}

/** The letters in order, not far apart: `hlnode` finds `hello-node`. */
function matchLoosely({ name }: GraphNode, word: string): Match {
  if (word.length < 4) return undefined;
  const lower = name.toLowerCase();
  let at = -1;
  let gaps = 0;
  for (const letter of word) {
    const next = lower.indexOf(letter, at + 1);
    if (next < 0) return undefined;
    if (at >= 0) gaps += next - at - 1;
    at = next;
  }
  return gaps <= word.length ? { score: 10 - gaps / word.length } : undefined;
}
