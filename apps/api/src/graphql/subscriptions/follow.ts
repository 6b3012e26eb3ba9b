/** One subscriber of a live picture: a snapshot, then deltas, resumed from where it was when that is still known. */

import type { Frame, FrameType } from './frame.ts';

/** A picture of the graph that many may look at; its frames are shared between those at the same revision. */
export interface View<Lists extends object> {
  /** Grows when the rights of its viewers changed: what was sent before does not count any more. */
  readonly version: number;
  /** How long to wait before it is looked at again, so that a costly one does not take all the time. */
  readonly restMs: number;
  /**
   * The picture as it is now: at least one frame, the last one complete. A large one is made while it is taken; it ends
   * early where that is no longer possible.
   */
  snapshot(): Iterable<Frame<Lists>>;
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
 * Holds one revision, and while a snapshot is sent what is left of it: a subscriber that is slow to take a frame finds
 * everything that happened in between merged into the next one.
 */
export class Follower<Lists extends object> {
  readonly #view: View<Lists>;
  #at: number | undefined;
  #version: number;
  /** A client that knows something is told to forget it before a snapshot. */
  #known: number | undefined;
  #resuming: boolean;
  /** What is left of a snapshot; a large one is made as it is sent. */
  #left: Iterator<Frame<Lists>> | undefined;

  constructor(view: View<Lists>, from: number | undefined) {
    this.#view = view;
    this.#known = from;
    this.#at = from !== undefined && view.resumable(from) ? from : undefined;
    this.#resuming = this.#at !== undefined;
    this.#version = view.version;
  }

  /** Where the last frame led. */
  get at(): number {
    return this.#at ?? -1;
  }

  /** Frames follow, whether or not the graph changes. */
  get unfinished(): boolean {
    return this.#left !== undefined || this.#at === undefined;
  }

  /** The next frame; nothing while the picture is as it was. */
  next(): Frame<Lists> | undefined {
    const same = this.#version === this.#view.version;
    if (same && this.#left !== undefined) return this.#snapshot(this.#left);
    const step = same && this.#at !== undefined ? this.#view.since(this.#at) : undefined;
    if (step === undefined) return this.#startOver();
    this.#at = step.frame.revision;
    // One who comes back is told that the picture still holds, even when nothing happened.
    const told = !step.empty || this.#resuming;
    this.#resuming = false;
    return told ? step.frame : undefined;
  }

  #startOver(): Frame<Lists> | undefined {
    if (this.#known !== undefined) {
      const frame = this.#view.blank('RESYNC', this.#at ?? this.#known);
      this.#known = undefined;
      this.#at = undefined;
      this.#left = undefined;
      return frame;
    }
    this.#version = this.#view.version;
    return this.#snapshot(this.#view.snapshot()[Symbol.iterator]());
  }

  /** A snapshot that ends before it is complete is begun again. */
  #snapshot(left: Iterator<Frame<Lists>>): Frame<Lists> | undefined {
    const { done, value: frame } = left.next();
    this.#left = done || frame.complete ? undefined : left;
    this.#at = done ? undefined : frame.revision;
    if (done) return undefined;
    this.#known = frame.revision;
    this.#resuming = false;
    return frame;
  }
}
