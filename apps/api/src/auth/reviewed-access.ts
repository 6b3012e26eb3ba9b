/** Rights as the cluster's authorizer gives them: what a viewer may list, that is what he sees. */

import type { GraphNode } from '@canopy/model';
import type { Kind } from '@canopy/model/kinds';
import type { Access } from './access.ts';
import type { Places } from './places.ts';
import type { Asked, Review } from './reviews.ts';
import type { Viewer } from './viewer.ts';

export interface ReviewedOptions {
  readonly viewer: Viewer;
  /** By the name of the cluster. */
  readonly reviews: ReadonlyMap<string, Review>;
  readonly places: Places;
  /** The graph's revision. */
  readonly revision: () => number;
  /** The rights are other than they were. */
  readonly changed: () => void;
  readonly failed: (error: unknown) => void;
  readonly clock: () => number;
}

/** Questions in flight at the same time. */
const atOnce = 16;
/** How long rights hold when the cluster cannot be asked. */
const patienceMs = 30_000;

/** Everything is hidden until the cluster said otherwise, and again when it cannot be asked for long. */
export class ReviewedAccess implements Access {
  readonly everything = false;
  readonly #options: ReviewedOptions;
  #granted: ReadonlySet<string> = new Set();
  #asked: ReadonlySet<string> = new Set();
  #first: Promise<void> | undefined;
  #running: Promise<void> | undefined;
  #version = 0;
  #changedAt = -1;
  #goodAt: number;

  constructor(options: ReviewedOptions) {
    this.#options = options;
    this.#goodAt = options.clock();
  }

  get version(): number {
    return this.#version;
  }

  get changedAt(): number {
    return this.#changedAt;
  }

  get operator(): boolean {
    return this.#granted.has(operatorKey);
  }

  sees(node: GraphNode): boolean {
    const place = this.#options.places.of(node);
    if (place === undefined) return false;
    if (place.open || this.#granted.has(place.key)) return true;
    // A namespace or kind that was not there before: ask.
    if (this.#running === undefined && !this.#asked.has(place.key)) void this.review();
    return false;
  }

  ready(): Promise<void> {
    this.#first ??= this.review();
    return this.#first;
  }

  /** Asks for everything anew; never rejects. */
  review(): Promise<void> {
    this.#running ??= this.#review().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #review(): Promise<void> {
    const { clock, failed } = this.#options;
    // Whoever asked looks at the graph at this moment: let him finish.
    await Promise.resolve();
    try {
      await this.#ask();
      this.#goodAt = clock();
    } catch (error) {
      failed(error);
      if (clock() - this.#goodAt > patienceMs) this.#settle(new Set());
    }
  }

  async #ask(): Promise<void> {
    const { places, viewer, reviews } = this.#options;
    const all = places.all();
    const asked = new Set<string>();
    const granted = new Set<string>();
    const answers = new Map<string, Promise<boolean>>();
    const may = (cluster: string, question: Asked): Promise<boolean> => {
      const review = reviews.get(cluster);
      const key = JSON.stringify([cluster, question]);
      const known = answers.get(key);
      if (known !== undefined) return known;
      const answer = review === undefined ? Promise.resolve(false) : review(viewer, question);
      answers.set(key, answer);
      return answer;
    };
    const queue = [...all];
    const work = async () => {
      for (let place = queue.pop(); place !== undefined; place = queue.pop()) {
        asked.add(place.key);
        if (await allowed(place.kind, place.namespace, (question) => may(place!.cluster, question)))
          granted.add(place.key);
      }
    };
    const operates = [...reviews.keys()].map((cluster) => may(cluster, { verb: 'get', path: '/metrics' }));
    await Promise.all(Array.from({ length: atOnce }, work));
    if ((await Promise.all(operates)).every(Boolean)) granted.add(operatorKey);
    this.#asked = asked;
    this.#settle(granted);
  }

  #settle(granted: ReadonlySet<string>): void {
    const same = granted.size === this.#granted.size && [...granted].every((key) => this.#granted.has(key));
    if (same) return;
    this.#granted = granted;
    this.#version++;
    this.#changedAt = this.#options.revision();
    this.#options.changed();
  }
}

const operatorKey = '/metrics';

/** First what would settle it for all namespaces, then the namespace itself. */
async function allowed(kind: Kind, namespace: string, may: (asked: Asked) => Promise<boolean>): Promise<boolean> {
  const { api } = kind;
  if (api === undefined) return false;
  const { group, plural: resource } = api;
  if (await may({ verb: 'list', group, resource, namespace: '' })) return true;
  if (namespace === '') return false;
  // A role in a namespace may let one see the namespace itself, by its name.
  if (!api.namespaced) return may({ verb: 'get', group, resource, namespace, name: namespace });
  return may({ verb: 'list', group, resource, namespace });
}
