/** A hop that asks filters itself, and knows no step's name any more. */
import { GremlinError } from '../../errors.ts';
import { passes } from '../../predicates/condition.ts';
import type { EdgeElement, GraphElement, GraphReader } from '../../reader.ts';
import { isNode, labelOf } from '../../values/value.ts';
import type { Fact, Op } from '../plan.ts';

export type HopFact = Extract<Fact, { is: 'hop' }>;

function fits(edge: EdgeElement, labels: readonly string[]): boolean {
  return labels.length === 0 || labels.includes(labelOf(edge));
}

function* edges(reader: GraphReader, id: string, { direction, labels }: HopFact): Generator<EdgeElement> {
  if (direction !== 'in') for (const edge of reader.outEdges(id)) if (fits(edge, labels)) yield edge;
  if (direction !== 'out') for (const edge of reader.inEdges(id)) if (fits(edge, labels)) yield edge;
}

function* nodes(reader: GraphReader, id: string, { direction, labels }: HopFact): Generator<GraphElement> {
  if (direction !== 'in')
    for (const edge of reader.outEdges(id)) {
      const node = fits(edge, labels) ? reader.node(edge.to) : undefined;
      if (node) yield node;
    }
  if (direction === 'out') return;
  for (const edge of reader.inEdges(id)) {
    const node = fits(edge, labels) ? reader.node(edge.from) : undefined;
    if (node) yield node;
  }
}

/** What the hop finds from a node, filters asked. */
export function* hopElements(reader: GraphReader, id: string, fact: HopFact): Generator<GraphElement> {
  for (const element of fact.to === 'nodes' ? nodes(reader, id, fact) : edges(reader, id, fact))
    if (passes(fact.all, element, reader)) yield element;
}

/** How many things the hop finds from a node, where nothing is asked of them and the reader has counted them. */
export function knownCount(reader: GraphReader, id: string, fact: HopFact): number | undefined {
  const { direction, labels, all } = fact;
  if (reader.degree === undefined || labels.length > 0 || all.length > 0 || mayMiss(reader, fact)) return undefined;
  const out = direction === 'in' ? 0 : reader.degree(id, 'out');
  return direction === 'out' ? out : out + reader.degree(id, 'in');
}

/** As many things as `hopElements` finds, to be counted: an edge has both its ends, so nobody has to look at these. */
export function hopToCount(reader: GraphReader, id: string, fact: HopFact): Iterable<unknown> {
  return fact.all.length === 0 && !mayMiss(reader, fact) ? edges(reader, id, fact) : hopElements(reader, id, fact);
}

/** Whether an edge may lead to no node. */
function mayMiss(reader: GraphReader, { to }: HopFact): boolean {
  return to === 'nodes' && reader.dangles === true;
}

export function hopOp(from: Op, fact: HopFact): Op {
  const { span } = from;
  const reach = fact.to === 'nodes' ? nodes : edges;
  const labels = fact.labels.length > 0 ? ` by ${fact.labels.join(', ')}` : '';
  const where = fact.all.length > 0 ? ` where ${fact.all.map((one) => one.text).join(' and ')}` : '';
  return {
    text: `go ${fact.direction} to ${fact.to}${labels}${where}`,
    span,
    children: [],
    traits: { bulks: true },
    fact,
    open: (run) =>
      function* (rows) {
        for (const row of rows) {
          if (row === undefined || run.tick(span)) yield undefined;
          if (row === undefined) continue;
          if (!isNode(row.value)) throw new GremlinError('VALUE', 'Expected a node here', span);
          for (const element of reach(run.reader, row.value.id, fact)) {
            if (run.tick(span)) yield undefined;
            if (passes(fact.all, element, run.reader)) yield run.move(row, element);
          }
        }
      },
  };
}
