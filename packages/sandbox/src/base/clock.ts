/** Time, handed in: everything that waits or dates something asks a clock, so that tests decide what time it is. */

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls `run` once after at least `milliseconds`; the answer takes it back. */
  after(milliseconds: number, run: () => void): () => void;
}

/** The machine's clock. Its timers do not keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, Math.min(milliseconds, 0x7fffffff));
    timer.unref();
    return () => clearTimeout(timer);
  },
};

interface Alarm {
  readonly due: number;
  readonly run: () => void;
}

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  #now: number;
  readonly #alarms = new Set<Alarm>();

  constructor(now = Date.UTC(2026, 0, 1)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, run: () => void): () => void {
    const alarm = { due: this.#now + milliseconds, run };
    this.#alarms.add(alarm);
    return () => this.#alarms.delete(alarm);
  }

  /** Moves on, ringing what falls due in order of time, alarms set on the way included. */
  advance(milliseconds: number): void {
    const target = this.#now + milliseconds;
    for (;;) {
      let next: Alarm | undefined;
      for (const alarm of this.#alarms) if (alarm.due <= target && (!next || alarm.due < next.due)) next = alarm;
      if (!next) break;
      this.#alarms.delete(next);
      this.#now = Math.max(this.#now, next.due);
      next.run();
    }
    this.#now = target;
  }
}
