/** `FrameType`: what a client of a live picture does with a frame. */

import type { ObjectRef } from '@pothos/core';
import type { Builder, Types } from '../builder.ts';
import type { Frame } from '../subscriptions/frame.ts';

export function addFrameType(builder: Builder) {
  return builder.enumType('FrameType', {
    description: 'What to do with a frame.',
    values: {
      SNAPSHOT: {
        description:
          'Part of the whole picture; `complete` tells the last part. Those after the first also tell what changed or went of the parts before.',
      },
      DELTA: { description: 'Apply it to what is there.' },
      RESYNC: { description: 'Forget everything: a snapshot follows.' },
    } as const,
  });
}

export type FrameTypeRef = ReturnType<typeof addFrameType>;

/** What frames of every kind say: what to do with them, and where they lead. */
export function addFrameFields<F extends Frame<object>>(
  builder: Builder,
  frame: ObjectRef<Types, F>,
  frameType: FrameTypeRef,
): void {
  // What is said of every frame does not depend on its lists.
  builder.objectFields(frame as unknown as ObjectRef<Types, Frame<object>>, (t) => ({
    type: t.expose('type', { type: frameType, description: 'What to do with it.' }),
    since: t.int({
      description: 'The revision that a delta starts from.',
      resolve: (row, _args, { epoch }) => epoch.toWire(row.since),
    }),
    revision: t.int({
      description: 'The revision that it leads to; give it as `since:` to resume.',
      resolve: (row, _args, { epoch }) => epoch.toWire(row.revision),
    }),
    time: t.exposeFloat('time', { description: 'When, in milliseconds since the epoch.' }),
    complete: t.exposeBoolean('complete', { description: 'False while more frames of the same snapshot follow.' }),
  }));
}
