/** A whole list, page by page: https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks */

import type { Readable } from 'node:stream';
import type { Breather } from '../../base/breather.ts';
import type { Gate } from '../../base/gate.ts';
import { type ApiServer, bytesOf } from './api-server.ts';
import { ListPage, type PageEnvelope } from './list-page.ts';
import { Refusal } from './refusal.ts';

/** How far a list has come. It outlives failed attempts: the next one goes on with the page that is missing. */
export class ListProgress {
  /** The version that the list shows, once its first page is there. */
  resourceVersion: string | undefined;
  continue: string | undefined;
  complete = false;
  /** How often the continue token expired before the end came. */
  expired = 0;
  /** The UIDs of the pages so far. */
  uids = new Set<string>();

  /** Forgets the pages: what follows is a list at a newer version. */
  restart(): void {
    this.resourceVersion = undefined;
    this.continue = undefined;
    this.uids = new Set();
    this.expired++;
  }
}

export interface ListOptions {
  readonly server: ApiServer;
  readonly path: string;
  readonly pageSize: number;
  /** The kind reads the managedFields of its objects. */
  readonly keepManaged: boolean;
  readonly signal: AbortSignal;
  /** Bounds the pages in flight over all lists of the cluster, which thereby take turns page by page. */
  readonly gate: Gate;
  readonly breather: Breather;
  /** Called with the JSON of one item after the other; parses it, and returns its UID. */
  readonly onItem: (text: string) => string | undefined;
  /** Called after each page. */
  readonly onPage: () => void;
}

/** A list that outran its token twice is too slow for pages; it then comes as a single one. */
const PATIENCE = 2;

/** Completes `progress`, or rejects with what stood in the way; calling again continues. */
export async function list(progress: ListProgress, options: ListOptions): Promise<void> {
  while (!progress.complete) {
    try {
      const { uids, ...page } = await options.gate.run(() => getPage(progress, options), options.signal);
      // Not those of a page that broke off: when it was the first, it comes again at a newer version.
      for (const uid of uids) progress.uids.add(uid);
      progress.resourceVersion ??= page.resourceVersion;
      progress.continue = page.continue || undefined;
      progress.complete = progress.continue === undefined;
      options.onPage();
    } catch (error) {
      if (!(error instanceof Refusal && error.expired && progress.continue !== undefined)) throw error;
      progress.restart();
    }
  }
}

interface Page extends PageEnvelope {
  readonly uids: readonly string[];
}

function getPage(progress: ListProgress, options: ListOptions): Promise<Page> {
  const query = {
    limit: progress.expired < PATIENCE ? options.pageSize : undefined,
    continue: progress.continue,
  };
  const ask = { signal: options.signal, deadlineMs: 5 * 60_000 };
  return options.server.get(options.path, query, ask, (body) => readPage(body, options));
}

async function readPage(body: Readable, options: ListOptions): Promise<Page> {
  const uids: string[] = [];
  const page = new ListPage(undefined, options.keepManaged);
  for await (const chunk of bytesOf(body)) {
    for (const text of page.push(chunk)) {
      const uid = options.onItem(text);
      if (uid !== undefined) uids.push(uid);
      if (options.breather.due) await options.breather.breathe();
      if (options.signal.aborted) throw options.signal.reason;
    }
  }
  return { ...page.end(), uids };
}
