/** All that is said of the selected object, asked for where the picture is too large to tell it of all. */

import { GraphNode, type NodeData, type Status } from '@canopy/model';
import type { Client } from '@urql/core';
import { wholeDocument } from '../../wire/documents.ts';

type Told = Pick<NodeData, 'labels' | 'status' | 'fields'>;

export class Whole {
  #told: GraphNode | undefined = $state.raw(undefined);
  /** The node as the picture has it, when it was asked for last. */
  #of: GraphNode | undefined;
  readonly #client: Pick<Client, 'query'>;

  constructor(client: Pick<Client, 'query'>) {
    this.#client = client;
  }

  /** Asks again only when the node has changed. */
  async ask(node: GraphNode): Promise<void> {
    if (this.#of === node) return;
    this.#of = node;
    const query = `G.V(${JSON.stringify(node.id)})`;
    const { data } = await this.#client.query<{ gremlin: { nodes: Told[] } }>(wholeDocument, { query }).toPromise();
    const told = data?.gremlin.nodes[0];
    if (told === undefined || this.#of !== node) return;
    const { labels, fields } = told;
    this.#told = GraphNode.from({ ...node.toJSON(), labels, fields, status: withoutNulls(told.status) });
  }

  /** The node with what is known of it by now. */
  with(node: GraphNode): GraphNode {
    const told = this.#told;
    if (told?.id !== node.id) return node;
    return node === this.#of ? told : GraphNode.from({ ...node.toJSON(), fields: told.fields });
  }
}

/** GraphQL says null for what is not there; the graph leaves it out. */
function withoutNulls(status: Status): Status {
  return Object.fromEntries(Object.entries(status).filter(([, value]) => value !== null)) as unknown as Status;
}
