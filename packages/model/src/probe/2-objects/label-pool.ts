/** Equal labels as one object: thousands of replicas, and their containers, share it. */

import type { Labels } from '../../graph/node.ts';
import { same } from '../../graph/same.ts';

export const NO_LABELS: Labels = Object.freeze({});

const MOST_LABELS = 50_000;

export class LabelPool {
  readonly #known = new Map<string, Labels>();
  #last = NO_LABELS;

  share(labels: Labels | undefined): Labels {
    if (labels === undefined || labels === null) return NO_LABELS;
    // Replicas are listed one after the other.
    if (!same(this.#last, labels)) this.#last = this.#lookUp(labels);
    return this.#last;
  }

  #lookUp(labels: Labels): Labels {
    const text = JSON.stringify(labels);
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    if (this.#known.size >= MOST_LABELS) this.#known.clear();
    this.#known.set(text, labels);
    return labels;
  }
}

const texts = new WeakMap<Labels, string>();

/** The same for equal labels, traits and details. */
export function groupKey(labels: Labels, trait: string, detail: string): string {
  let text = texts.get(labels);
  if (text === undefined) {
    const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
    text = pairs.sort().join('\n');
    texts.set(labels, text);
  }
  return trait === '' && detail === '' ? text : `${trait}\n${detail}\n\n${text}`;
}
