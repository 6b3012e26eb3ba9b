/**
 * Random objects for property tests: a sample of each kind whose names, namespaces, label values and addresses are drawn
 * anew from universes so small that references, selectors and blocks hit, miss and collide all the time.
 */

import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import type { KubeObject, OwnerReference } from '../kinds/object.ts';

/** Uniform in [0, 1), from a seed: mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Values of one universe stand for each other. */
const universes: readonly (readonly string[])[] = [
  ['a', 'b', 'c'],
  ['n1', 'n2'],
  ['x', 'y'],
  ['p', 'q'],
  ['10.0.0.1', '10.0.0.2', '10.0.1.3', 'fd00::1'],
  ['10.0.0.0/24', '10.0.0.0/8', '0.0.0.0/0', 'fd00::/64', '10.0.0.2/32'],
  ['Pending', 'Running', 'Succeeded', 'Failed'],
  ['Deployment', 'ReplicaSet', 'StatefulSet'],
];
const universeOf = new Map(universes.flatMap((universe) => universe.map((value) => [value, universe] as const)));

const samples: readonly KubeObject[] = parseAllDocuments(
  readFileSync(new URL('./testdata/samples.yaml', import.meta.url), 'utf8'),
).map((document) => document.toJS() as KubeObject);

export type Random = () => number;

export const pick = <T>(random: Random, items: readonly T[]): T => items[Math.floor(random() * items.length)]!;

/** A sample with every token redrawn; `uids` are those that owner references may name. */
export function randomObject(random: Random, uid: string, uids: readonly string[]): KubeObject {
  return redraw(random, pick(random, samples), uid, uids);
}

/** Another version of an object: what it says is redrawn, its identity stays. */
export function mutated(random: Random, object: KubeObject, uids: readonly string[]): KubeObject {
  const { name, namespace, uid } = object.metadata;
  const next = redraw(random, object, uid, uids);
  return { ...next, metadata: { ...next.metadata, name, ...(namespace === undefined ? {} : { namespace }) } };
}

function redraw(random: Random, sample: KubeObject, uid: string, uids: readonly string[]): KubeObject {
  const object = walk(random, sample) as KubeObject;
  const { labels: _, ownerReferences: __, ...metadata } = object.metadata;
  const labels = randomLabels(random);
  // No object owns its owner: the API refuses nothing, but garbage collection would never end.
  const older = uids.filter((other) => rank(other) < rank(uid));
  const owners = random() < 0.4 && older.length > 0 ? [owner(random, older)] : [];
  return {
    ...object,
    metadata: {
      ...metadata,
      uid,
      ...(labels === undefined ? {} : { labels }),
      ...(owners.length > 0 ? { ownerReferences: owners } : {}),
    },
  };
}

const rank = (uid: string): number => (uid.startsWith('u') ? Number(uid.slice(1)) : Number.POSITIVE_INFINITY);

function owner(random: Random, uids: readonly string[]): OwnerReference {
  return { apiVersion: 'v1', kind: 'Any', name: 'any', uid: pick(random, uids), controller: random() < 0.5 };
}

function randomLabels(random: Random): Record<string, string> | undefined {
  if (random() < 0.1) return undefined;
  const labels: Record<string, string> = {};
  if (random() < 0.8) labels.app = pick(random, ['x', 'y']);
  if (random() < 0.5) labels.tier = pick(random, ['p', 'q']);
  if (random() < 0.3) labels['app.kubernetes.io/name'] = pick(random, ['x', 'y']);
  if (random() < 0.3) labels['kubernetes.io/service-name'] = pick(random, ['a', 'b', 'c']);
  return labels;
}

const identity: ReadonlySet<string> = new Set([
  'apiVersion',
  'kind',
  'metadata',
  'name',
  'namespace',
  'uid',
  'operator',
  'key',
]);

/** Redraws tokens, and now and then leaves an optional field or a list element out. */
function walk(random: Random, value: unknown): unknown {
  if (typeof value === 'string') return pick(random, universeOf.get(value) ?? [value]);
  if (Array.isArray(value)) {
    return value.filter(() => value.length === 1 || random() > 0.15).map((item) => walk(random, item));
  }
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([key]) => identity.has(key) || random() > 0.03);
  return Object.fromEntries(entries.map(([key, item]) => [key, walk(random, item)]));
}
