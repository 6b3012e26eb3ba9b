/** A source whose lists are seen: each one as a span, from the moment it is asked for until objects are followed live. */

import type { Source, SyncStatus } from '@canopy/model/probe';
import type { OpenSpan, Tracing } from './tracing.ts';

export function traceSource(source: Source, tracing: Tracing): Source {
  const open = new Map<string, OpenSpan>();
  const { cluster } = source;
  const note = ({ kind, namespace, state, objects, problem, relists }: SyncStatus) => {
    const key = `${kind}\n${namespace}`;
    const span = open.get(key);
    if (state === 'listing') {
      if (span !== undefined) return;
      const attributes = { 'canopy.cluster': cluster, 'canopy.kind': kind, 'canopy.relists': relists };
      open.set(key, tracing.start(`${relists === 0 ? 'list' : 'resync'} ${kind}`, attributes));
      return;
    }
    open.delete(key);
    span?.end(problem, { 'canopy.objects': objects, 'canopy.state': state });
  };
  return {
    cluster,
    get: (kind, namespace, name) => source.get(kind, namespace, name),
    run: (sink, signal) =>
      source.run(
        {
          upsert: (kind, object) => sink.upsert(kind, object),
          remove: (kind, object) => sink.remove(kind, object),
          listed: (kind, namespace, uids) => sink.listed(kind, namespace, uids),
          sync: (status) => {
            note(status);
            sink.sync(status);
          },
        },
        signal,
      ),
  };
}
