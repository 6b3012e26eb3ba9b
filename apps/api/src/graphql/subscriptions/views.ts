/** The open pictures: one for each distinct question and class of viewers, kept while somebody looks, and a little longer. */

import { createHash } from 'node:crypto';
import type { ChangeFeed, Reader } from '@canopy/model';
import type { Access, Authorize } from '../../auth/access.ts';
import type { Viewer } from '../../auth/viewer.ts';
import { visibleReader } from '../../auth/visible-reader.ts';
import { problem } from '../errors.ts';
import type { Gremlin } from '../gremlin.ts';
import type { Insights } from '../insight.ts';
import type { KindSet } from '../words/kind-set.ts';
import { type Alerts, alertView } from './alert-view.ts';
import type { View } from './follow.ts';
import { Frames } from './frames.ts';
import { gremlinRowsView, gremlinTopologyView, type QueryFrame } from './gremlin-views.ts';
import type { Pulse } from './pulse.ts';
import { type OneResource, resourceView } from './resource-view.ts';
import { type TopologyFrame, TopologyView, type ViewSources } from './topology-view.ts';

/** What is left out does not narrow. */
export interface TopologyFilter {
  readonly gremlin?: string | null | undefined;
  readonly kinds?: KindSet | undefined;
  readonly namespaces?: readonly string[] | undefined;
  readonly relationTypes?: readonly string[] | undefined;
}

export interface ViewsOptions {
  readonly reader: Reader;
  readonly changes: ChangeFeed;
  readonly pulse: Pulse;
  readonly authorize: Authorize;
  readonly clock: () => number;
  readonly gremlin: Gremlin;
  readonly insights: Insights;
  /** How long a picture that nobody looks at is kept for those who come back. */
  readonly lingerMs?: number;
  /** Distinct pictures at a time. */
  readonly mostViews?: number;
}

interface Open<Lists extends object> {
  readonly hash: string;
  readonly view: View<Lists>;
  viewers: number;
  /** Runs while there are no viewers. */
  linger: NodeJS.Timeout | undefined;
}

type Unviewed = Omit<Open<object>, 'view'>;

export class Views {
  readonly #options: ViewsOptions;
  readonly #open = new Map<string, Open<object>>();
  readonly #following = new Map<string, number>();

  constructor(options: ViewsOptions) {
    this.#options = options;
  }

  /** Distinct pictures that somebody looks at. */
  get active(): number {
    return [...this.#open.values()].filter((open) => open.viewers > 0).length;
  }

  get subscribers(): number {
    return [...this.#following.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Subscribers by the field that they subscribed to. */
  get following(): ReadonlyMap<string, number> {
    return this.#following;
  }

  /** Throws at once when the filter's query is at fault. */
  topology(viewer: Viewer, filter: TopologyFilter, since: number | undefined, signal: AbortSignal) {
    const sorted = (list: readonly string[] | undefined) => list && [...new Set(list)].sort();
    const { gremlin, kinds } = filter;
    const types = kinds?.keys;
    const namespaces = sorted(filter.namespaces);
    const relationTypes = sorted(filter.relationTypes);
    const key = ['topology', viewer.rights, gremlin ?? null, types ?? null, namespaces ?? null, relationTypes ?? null];
    const set = (list: readonly string[] | undefined) => list && new Set(list);
    const narrowing = { kinds, namespaces: set(namespaces), relationTypes: set(relationTypes) };
    return this.#look<TopologyFrame['lists']>(key, since, signal, () => {
      const sources = this.#sources(viewer);
      return gremlin
        ? gremlinTopologyView(sources, gremlin, narrowing, this.#options.gremlin)
        : new TopologyView(sources, narrowing);
    });
  }

  gremlin(viewer: Viewer, query: string, since: number | undefined, signal: AbortSignal) {
    return this.#look<QueryFrame['lists']>(['gremlin', viewer.rights, query], since, signal, () =>
      gremlinRowsView(this.#sources(viewer), query, this.#options.gremlin),
    );
  }

  resource(viewer: Viewer, id: string, signal: AbortSignal) {
    return this.#look<OneResource>(['resource', viewer.rights, id], undefined, signal, () =>
      resourceView(this.#sources(viewer), id),
    );
  }

  alerts(viewer: Viewer, namespaces: readonly string[] | undefined, since: number | undefined, signal: AbortSignal) {
    const names = namespaces && [...new Set(namespaces)].sort();
    return this.#look<Alerts>(['alerts', viewer.rights, names ?? null], since, signal, () => {
      const sources = this.#sources(viewer);
      return alertView(sources, () => this.#options.insights.of(sources.reader, sources.access).problems(names));
    });
  }

  close(): void {
    for (const open of this.#open.values()) clearTimeout(open.linger);
    this.#open.clear();
  }

  #sources(viewer: Viewer): ViewSources {
    const { reader, changes, clock, authorize } = this.#options;
    const access: Access = authorize(viewer);
    return { reader: visibleReader(reader, access), changes, access, clock };
  }

  #look<Lists extends object>(
    key: readonly unknown[],
    since: number | undefined,
    signal: AbortSignal,
    make: () => View<Lists>,
  ): Frames<Lists> {
    const hash = createHash('sha256').update(JSON.stringify(key)).digest('base64');
    let open = this.#open.get(hash) as Open<Lists> | undefined;
    if (open === undefined) {
      this.#makeRoom();
      open = { hash, view: make(), viewers: 0, linger: undefined };
      this.#open.set(hash, open as unknown as Open<object>);
      // Whoever asked may leave before the first frame.
      this.#linger(open);
    }
    const looked = open;
    return new Frames({
      ...{ view: looked.view, pulse: this.#options.pulse, from: since, signal },
      opened: () => this.#opened(looked, String(key[0])),
      closed: () => this.#closed(looked, String(key[0])),
    });
  }

  /** Those that nobody looks at any more go first. */
  #makeRoom(): void {
    const most = this.#options.mostViews ?? 1_000;
    if (this.#open.size < most) return;
    for (const [hash, { viewers, linger }] of this.#open) {
      if (viewers > 0) continue;
      clearTimeout(linger);
      this.#open.delete(hash);
    }
    if (this.#open.size >= most)
      throw problem('LIMIT', `At most ${most} distinct live pictures at a time`, { max: most });
  }

  #opened(open: Unviewed, field: string): void {
    clearTimeout(open.linger);
    open.viewers++;
    this.#following.set(field, (this.#following.get(field) ?? 0) + 1);
  }

  #closed(open: Unviewed, field: string): void {
    this.#following.set(field, (this.#following.get(field) ?? 1) - 1);
    open.viewers--;
    if (open.viewers === 0) this.#linger(open);
  }

  #linger(open: Unviewed): void {
    open.linger = setTimeout(() => {
      if (open.viewers === 0 && this.#open.get(open.hash) === open) this.#open.delete(open.hash);
    }, this.#options.lingerMs ?? 30_000).unref();
  }
}
