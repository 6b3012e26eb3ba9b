/** The same source, with somebody who hears what it brings before the graph does. */

import type { Source } from '@canopy/model/probe';

export interface Listener {
  /** An object of the kind came, changed or went. */
  readonly changed: (kind: string) => void;
  /** A list of the kind is complete. */
  readonly listed?: (kind: string) => void;
}

export function overhear(source: Source, { changed, listed }: Listener): Source {
  return {
    cluster: source.cluster,
    get: (kind, namespace, name) => source.get(kind, namespace, name),
    run: (sink, signal) =>
      source.run(
        {
          upsert: (kind, object) => {
            changed(kind);
            sink.upsert(kind, object);
          },
          remove: (kind, object) => {
            changed(kind);
            sink.remove(kind, object);
          },
          listed: (kind, namespace, uids) => {
            listed?.(kind);
            sink.listed(kind, namespace, uids);
          },
          sync: (status) => sink.sync(status),
        },
        signal,
      ),
  };
}
