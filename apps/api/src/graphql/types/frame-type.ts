/** `FrameType`: what a client of a live picture does with a frame. */

import type { Builder } from '../builder.ts';

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
