/**
 * The frames of one subscriber, in one of two ways: pulled one by one, as server-sent events are, or pushed at each beat
 * to an outlet that tells when its client is behind. Pushing makes no promise for each frame, which would cost more than
 * sending it.
 */

import { Follower, type View } from './follow.ts';
import type { Frame } from './frame.ts';
import { type Pulse, pause } from './pulse.ts';
import { Stream } from './stream.ts';

/** Where pushed values go. */
export interface Outlet<T> {
  /** False while the client has not taken what was sent before. */
  readonly ready: boolean;
  /** Calls `go` once when all that was sent until now is taken. */
  whenTaken(go: () => void): void;
  send(value: T): void;
}

export interface FramesOptions<Lists extends object> {
  readonly view: View<Lists>;
  readonly pulse: Pulse;
  /** The last revision that the client has. */
  readonly from: number | undefined;
  readonly signal: AbortSignal;
  /** Somebody looks; called once, and `closed` once after that. */
  readonly opened: () => void;
  readonly closed: () => void;
}

const finished = { done: true, value: undefined } as const;

export class Frames<Lists extends object> extends Stream<Frame<Lists>> {
  readonly #options: FramesOptions<Lists>;
  readonly #own = new AbortController();
  #pulled: AsyncGenerator<Frame<Lists>, void, void> | undefined;

  constructor(options: FramesOptions<Lists>) {
    super();
    this.#options = options;
  }

  next(): Promise<IteratorResult<Frame<Lists>, void>> {
    if (this.#own.signal.aborted) return Promise.resolve(finished);
    this.#pulled ??= this.#pull();
    return this.#pulled.next();
  }

  async return(): Promise<IteratorResult<Frame<Lists>, void>> {
    this.#own.abort(ended);
    await this.#pulled?.return();
    return finished;
  }

  /** Resolves when the frames end; rejects when the picture cannot be made any more. */
  push(outlet: Outlet<Frame<Lists>>): Promise<void> {
    const { view, pulse, from, opened, closed } = this.#options;
    const signal = this.#signal();
    if (signal.aborted) return Promise.resolve();
    return new Promise<void>((resolve, reject) => {
      // Throws where the picture cannot be made: then nobody has looked.
      const follower = new Follower(view, from);
      opened();
      const pusher = new Pusher(follower, view, outlet, (error) => end(() => reject(error)));
      const stopListening = pulse.listen(() => pusher.advance());
      const end = (settle: () => void) => {
        pusher.stop();
        stopListening();
        signal.removeEventListener('abort', aborted);
        closed();
        settle();
      };
      const aborted = () => end(resolve);
      signal.addEventListener('abort', aborted, { once: true });
      pusher.advance();
    });
  }

  async *#pull(): AsyncGenerator<Frame<Lists>, void, void> {
    const { view, pulse, from, opened, closed } = this.#options;
    const signal = this.#signal();
    opened();
    try {
      const follower = new Follower(view, from);
      while (!signal.aborted) {
        const frame = follower.next();
        if (frame !== undefined) yield frame;
        if (follower.unfinished) {
          // Others have their turn between the frames of a large snapshot.
          await new Promise((resolve) => setImmediate(resolve));
          continue;
        }
        await pulse.next(follower.at, signal);
        if (view.restMs > 0) await pause(view.restMs, signal);
      }
    } finally {
      closed();
    }
  }

  /** Ends with the connection, and when the subscriber says so. */
  #signal(): AbortSignal {
    const { signal } = this.#options;
    const end = () => this.#own.abort(ended);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true, signal: this.#own.signal });
    return this.#own.signal;
  }
}

/** One reason for all: making an error for each costs more than the rest. */
const ended = new Error('The subscription has ended');

/** Moves one follower on whenever there is something new and the client took what it was sent. */
class Pusher<Lists extends object> {
  readonly #follower: Follower<Lists>;
  readonly #view: View<Lists>;
  readonly #outlet: Outlet<Frame<Lists>>;
  readonly #failed: (error: unknown) => void;
  #waiting = false;
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    follower: Follower<Lists>,
    view: View<Lists>,
    outlet: Outlet<Frame<Lists>>,
    failed: (error: unknown) => void,
  ) {
    this.#follower = follower;
    this.#view = view;
    this.#outlet = outlet;
    this.#failed = failed;
  }

  advance(): void {
    if (this.#waiting || this.#stopped) return;
    const { restMs } = this.#view;
    if (restMs > 0 && !this.#follower.unfinished) this.#rest(restMs);
    else if (!this.#outlet.ready) this.#wait();
    else this.#move();
  }

  #move(): void {
    try {
      const frame = this.#follower.next();
      if (frame !== undefined) this.#outlet.send(frame);
    } catch (error) {
      this.#failed(error);
      return;
    }
    if (this.#follower.unfinished) this.#giveWay();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** A fast client takes a frame at once: others have their turn between those of a large snapshot. */
  #giveWay(): void {
    this.#waiting = true;
    setImmediate(() => this.#wait());
  }

  #wait(): void {
    this.#waiting = true;
    this.#outlet.whenTaken(() => this.#goOn());
  }

  #rest(ms: number): void {
    this.#waiting = true;
    this.#timer = setTimeout(() => this.#goOn(), ms);
  }

  #goOn(): void {
    this.#waiting = false;
    this.advance();
  }
}
