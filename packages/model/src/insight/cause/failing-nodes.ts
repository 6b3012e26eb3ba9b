/** The nodes in trouble, kept up by what changes: asking costs what has changed since, not the whole graph. */

import type { ChangeFeed } from '../../graph/changes.ts';
import type { GraphNode } from '../../graph/node.ts';
import type { Reader } from '../../graph/reader.ts';
import { isFailing } from './failing.ts';

export class FailingNodes {
  readonly #reader: Reader;
  readonly #changes: Pick<ChangeFeed, 'since' | 'revision'>;
  readonly #ids = new Set<string>();
  #revision = -1;

  constructor(reader: Reader, changes: Pick<ChangeFeed, 'since' | 'revision'>) {
    this.#reader = reader;
    this.#changes = changes;
  }

  /** As they are now, in the order in which they got into trouble, where that was seen. */
  *[Symbol.iterator](): Generator<GraphNode> {
    this.#advance();
    for (const id of this.#ids) {
      const node = this.#reader.node(id);
      if (node !== undefined) yield node;
    }
  }

  #advance(): void {
    const { revision } = this.#changes;
    if (revision === this.#revision) return;
    const delta = this.#revision < 0 ? undefined : this.#changes.since(this.#revision);
    this.#revision = revision;
    if (delta === undefined) {
      this.#ids.clear();
      for (const node of this.#reader.nodes()) this.#look(node);
      return;
    }
    for (const { id } of delta.nodes.removed) this.#ids.delete(id);
    for (const node of delta.nodes.added) this.#look(node);
    for (const node of delta.nodes.changed) this.#look(node);
  }

  #look(node: GraphNode): void {
    if (isFailing(node)) this.#ids.add(node.id);
    else this.#ids.delete(node.id);
  }
}
