import { Graph } from '@canopy/model';
import { expect, test } from 'vitest';
import type { View } from './follow.ts';
import { Frames } from './frames.ts';
import { Pulse } from './pulse.ts';

const never = new AbortController().signal;

test('a picture that cannot be made for one who comes back counts nobody as looking', async () => {
  const view = {
    version: 0,
    resumable: () => {
      throw new Error('too costly');
    },
  } as unknown as View<object>;
  let looking = 0;
  const frames = () =>
    new Frames({
      ...{ view, pulse: new Pulse(new Graph().changes, 50), from: 7, signal: never },
      opened: () => looking++,
      closed: () => looking--,
    });
  const outlet = { ready: true, whenTaken: () => {}, send: () => {} };
  await expect(frames().push(outlet)).rejects.toThrow('too costly');
  await expect(frames().next()).rejects.toThrow('too costly');
  expect(looking).toBe(0);
});
