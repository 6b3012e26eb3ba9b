/** What there is to say about the selected object: its summary, its relations with their reasons, its raw form. */

import type { GraphEdge, GraphNode, Provenance, Reader } from '@canopy/model';
import type { Client } from '@urql/core';
import { byKind } from '../../looks/looks.ts';
import { extraDocument } from '../../wire/documents.ts';
import { problemOf } from '../../wire/problem.ts';
import { rulesOf, saidByRules } from './rules.ts';

export interface RelationRow {
  readonly edge: GraphEdge;
  readonly other: GraphNode;
  readonly why: readonly string[];
}

/** Relations of one name in one direction, as a heading says them. */
export interface RelationGroup {
  readonly relation: string;
  readonly direction: 'in' | 'out';
  readonly rows: readonly RelationRow[];
}

export function relationsOf(reader: Reader, id: string): readonly RelationGroup[] {
  const groups = new Map<string, { relation: string; direction: 'in' | 'out'; rows: RelationRow[] }>();
  const add = (edge: GraphEdge, direction: 'in' | 'out') => {
    const other = reader.node(direction === 'in' ? edge.from : edge.to);
    if (other === undefined) return;
    const key = `${direction} ${edge.relationType}`;
    const row = { edge, other, why: reasonsOf(edge) };
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { relation: edge.relationType, direction, rows: [row] });
    else group.rows.push(row);
  };
  for (const edge of reader.inEdges(id)) add(edge, 'in');
  for (const edge of reader.outEdges(id)) add(edge, 'out');
  for (const { rows } of groups.values()) {
    rows.sort((a, b) => byKind(a.other.type, b.other.type) || (a.other.name < b.other.name ? -1 : 1));
  }
  return [...groups.values()].sort((a, b) => Number(a.relation === 'ownership') - Number(b.relation === 'ownership'));
}

/** `:9080;:53/UDP` as people write it: `9080, 53/UDP`. */
export function portsOf(ports: unknown): string {
  if (typeof ports !== 'string') return '';
  return ports
    .split(';')
    .map((port) => port.replace(/^:/, ''))
    .filter((port) => port !== '')
    .join(', ');
}

/** Why an edge is there, one sentence for each place that declares it. */
export function reasonsOf({ metadata }: GraphEdge): string[] {
  const reasons = (metadata.Why ?? []).map(sentenceOf).filter((reason) => reason !== '');
  const { PolicyType, PolicyTarget, PolicyPoint, PolicyPorts } = metadata;
  if (typeof PolicyType === 'string') {
    const ports = portsOf(PolicyPorts);
    const end = PolicyPoint === 'end' ? 'as the peer' : 'as the governed pod';
    const on = ports === '' ? '' : ` on ${ports}`;
    reasons.unshift(`${PolicyType} ${String(PolicyTarget ?? '')} ${end}${on}`.replaceAll('  ', ' '));
  }
  return [...new Set(reasons)];
}

function sentenceOf({ Path, Key, Optional, Selector, NamespaceSelector, Ports }: Provenance): string {
  const parts = [
    Path ?? '',
    Key === undefined ? '' : `key ${Key}`,
    Selector === undefined ? '' : `selects ${Selector === '' ? 'everything' : Selector}`,
    NamespaceSelector === undefined
      ? ''
      : `in namespaces ${NamespaceSelector === '' ? 'of any label' : NamespaceSelector}`,
    Ports === undefined || Ports === '' ? '' : `ports ${Ports}`,
    Optional ? 'optional' : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** Summary fields as text; what is empty is left out, and what the rules say in sentences. */
export function summaryOf(node: GraphNode): readonly { name: string; value: string }[] {
  const ruled = rulesOf(node) !== undefined;
  return Object.entries(node.fields)
    .filter(([name, value]) => !isEmpty(value) && !(ruled && saidByRules.has(name)))
    .map(([name, value]) => ({ name, value: textOf(value) }));
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Lists with commas, objects as `key=value`, lists of objects a line for each; what is nested deeper is short JSON. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(value.some((item) => typeof item === 'object') ? '\n' : ', ');
  if (typeof value !== 'object' || value === null) return String(value);
  const parts = Object.entries(value).filter(([, part]) => !isEmpty(part));
  return parts.map(([key, part]) => `${key}=${typeof part === 'object' ? JSON.stringify(part) : part}`).join(', ');
}

/** The raw object of a node, asked for only when somebody wants to see it. */
export class Extra {
  text: string | undefined = $state(undefined);
  problem: string | undefined = $state(undefined);
  asking = $state(false);
  #id = '';
  readonly #client: Pick<Client, 'query'>;

  constructor(client: Pick<Client, 'query'>) {
    this.#client = client;
  }

  /** What is known of the same object stays until the answer is here. */
  async ask(id: string): Promise<void> {
    if (this.#id !== id) this.text = undefined;
    this.#id = id;
    this.problem = undefined;
    this.asking = true;
    const query = `G.V(${JSON.stringify(id)})`;
    const answer = await this.#client
      .query<{ gremlin: { nodes: { uid: string; extra: unknown }[] } }>(extraDocument, { query })
      .toPromise();
    if (this.#id !== id) return;
    this.asking = false;
    if (answer.error !== undefined) this.problem = problemOf(answer.error).message;
    const extra = answer.data?.gremlin.nodes[0]?.extra;
    if (extra !== undefined && extra !== null) await this.#write(id, extra);
    else this.problem ??= 'There is no raw object behind this one.';
  }

  /** As YAML, which people know such objects in; the printer is loaded with the first of them. */
  async #write(id: string, extra: unknown): Promise<void> {
    try {
      const { stringify } = await import('yaml');
      if (this.#id === id) this.text = stringify(extra, { lineWidth: 0 });
    } catch {
      this.problem = 'The server went away before the page could show it.';
    }
  }
}
