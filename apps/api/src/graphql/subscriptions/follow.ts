/** One subscriber of a live picture: a snapshot, then deltas, resumed from where it was when that is still known. */

import type { Frame, FrameType } from './frame.ts';
import { type Pulse, pause } from './pulse.ts';

/** A picture of the graph that many may look at; its frames are shared between those at the same revision. */
export interface View<Lists extends object> {
  /** Grows when the rights of its viewers changed: what was sent before does not count any more. */
  readonly version: number;
  /** How long to wait before it is looked at again, so that a costly one does not take all the time. */
  readonly restMs: number;
  /** The picture as it is now: at least one frame, the last one complete. */
  snapshot(): readonly Frame<Lists>[];
  /** What changed after `revision`; `empty` when nothing in the picture did; `undefined` when that is not known. */
  since(revision: number): Step<Lists> | undefined;
  /** Whether one who comes back with this revision can go on from there. */
  resumable(revision: number): boolean;
  /** A frame without rows. */
  blank(type: FrameType, revision: number): Frame<Lists>;
}

export interface Step<Lists extends object> {
  readonly frame: Frame<Lists>;
  readonly empty: boolean;
}

/**
 * Holds one revision and nothing else: a subscriber that is slow to take a frame finds everything that happened in
 * between merged into the next one.
 */
export async function* follow<Lists extends object>(
  view: View<Lists>,
  pulse: Pulse,
  from: number | undefined,
  signal: AbortSignal,
): AsyncGenerator<Frame<Lists>, void, void> {
  let at = from !== undefined && view.resumable(from) ? from : undefined;
  let known = from !== undefined;
  let resuming = at !== undefined;
  let version = view.version;
  while (!signal.aborted) {
    const step = at === undefined || version !== view.version ? undefined : view.since(at);
    if (step !== undefined) {
      at = step.frame.revision;
      // One who comes back is told that the picture still holds, even when nothing happened.
      if (!step.empty || resuming) yield step.frame;
      resuming = false;
    } else {
      if (known) yield view.blank('RESYNC', at ?? from ?? 0);
      version = view.version;
      for (const frame of view.snapshot()) {
        if (signal.aborted) return;
        yield frame;
        at = frame.revision;
      }
      known = true;
    }
    await pulse.next(at!, signal);
    if (view.restMs > 0) await pause(view.restMs, signal);
  }
}
