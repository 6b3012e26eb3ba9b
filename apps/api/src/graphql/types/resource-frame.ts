/** `ResourceFrame`: one resource, again whenever it changes. */

import type { Builder } from '../builder.ts';
import type { Refs } from '../refs.ts';
import type { ResourceFrame } from '../subscriptions/resource-view.ts';
import type { FrameTypeRef } from './frame-type.ts';

export function addResourceFrame(builder: Builder, refs: Refs, frameType: FrameTypeRef): void {
  const frame = builder.objectRef<ResourceFrame>('ResourceFrame').implement({
    description: 'One resource as it is at a revision.',
    fields: (t) => ({
      type: t.expose('type', { type: frameType, description: 'How it came to be sent.' }),
      revision: t.int({
        description: 'The revision of the graph.',
        resolve: (row, _args, { epoch }) => epoch.toWire(row.revision),
      }),
      time: t.exposeFloat('time', { description: 'When, in milliseconds since the epoch.' }),
      resource: t.field({
        type: refs.resource,
        nullable: true,
        description: 'The resource; null when it is gone, hidden, or not there yet.',
        resolve: ({ lists }) => lists.resource ?? null,
      }),
    }),
  });
  builder.subscriptionField('resource', (t) =>
    t.field({
      type: frame,
      description: 'One resource: as it is now, and again whenever it changes, goes or comes back.',
      args: { id: t.arg.globalID({ required: true, description: 'Its global id.' }) },
      subscribe: (_root, { id }, { views, viewer, signal }) => views.resource(viewer, String(id.id), signal),
      resolve: (row) => row as ResourceFrame,
    }),
  );
}
