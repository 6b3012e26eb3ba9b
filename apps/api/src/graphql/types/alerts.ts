/** `AlertFrame`: what is wrong by its cause, and how that changes. */

import type { ProblemGroup } from '@canopy/model/insight';
import type { Builder } from '../builder.ts';
import type { AlertFrame } from '../subscriptions/alert-view.ts';
import { namespacesIn } from '../words/words.ts';
import type { ProblemRef } from './causes.ts';
import { addFrameFields, type FrameTypeRef } from './frame-type.ts';

export function addAlerts(builder: Builder, problem: ProblemRef, frameType: FrameTypeRef): void {
  const rows = (of: 'added' | 'changed' | 'removed') => (frame: AlertFrame) =>
    frame.lists.problems[of] as ProblemGroup[];
  const frame = builder.objectRef<AlertFrame>('AlertFrame').implement({
    description: 'Problems that appeared, changed and are over.',
    fields: (t) => ({
      added: t.field({ type: [problem], description: 'Problems that appeared.', resolve: rows('added') }),
      changed: t.field({
        type: [problem],
        description: 'Problems whose reason, message or extent is another now, as they are now.',
        resolve: rows('changed'),
      }),
      removed: t.field({
        type: [problem],
        description: 'Problems that are over, as they were last.',
        resolve: rows('removed'),
      }),
    }),
  });
  addFrameFields(builder, frame, frameType);
  builder.subscriptionField('alerts', (t) =>
    t.field({
      type: frame,
      description:
        'All that is down, grouped by what caused it as in `problems`; then what appears, changes and is over.',
      complexity: 200,
      args: {
        namespace: t.arg.stringList({
          description: 'Only what is down in these namespaces; the causes may lie elsewhere.',
        }),
        since: t.arg.int({ description: 'The last revision that the client has.' }),
      },
      subscribe: (_root, { namespace, since }, { views, viewer, epoch, signal }) =>
        views.alerts(viewer, namespacesIn(namespace), since == null ? undefined : epoch.fromWire(since), signal),
      resolve: (row) => row as AlertFrame,
    }),
  );
}
