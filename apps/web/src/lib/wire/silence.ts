/** Notices when the other end of a socket has fallen silent, as when the machine slept or the network went away. */

export interface Line {
  /** Asks the other end to say something. */
  ping(): void;
  cut(): void;
}

interface Timing {
  readonly now: () => number;
  /** Runs after so many milliseconds; what it gives back calls that off. */
  readonly after: (ms: number, run: () => void) => () => void;
}

/** Whatever comes counts as an answer. */
const answerWithin = 15_000;
/** A server that puts a large first picture together may be busy with nothing else for a while. */
const firstAnswerWithin = 90_000;
/** Whoever looks at the page again wants to know soon whether it is live. */
const soon = 3_000;
/** Where the page itself was busy, an answer may lie there unread: it is read first. */
const grace = 2_000;
/** Between two looks at the clock; when much more has gone by, the machine has slept. */
const glanceEvery = 5_000;
const slept = 20_000;

export class Silence {
  /** When the other end was heard last, in milliseconds since the epoch. */
  heardAt = 0;
  #line: Line | undefined;
  #spoken = false;
  #giveUp: () => void = () => {};
  #glance: () => void = () => {};
  readonly #timing: Timing;

  constructor(timing: Timing = browserTiming) {
    this.#timing = timing;
  }

  opened(line: Line): void {
    this.#line = line;
    this.#spoken = false;
    this.#watchClock(this.#timing.now());
  }

  /** Whether it was what was asked for, or only a sign of life. */
  heard(isWanted: boolean): void {
    this.heardAt = this.#timing.now();
    this.#giveUp();
    this.#spoken ||= isWanted;
  }

  pinged(): void {
    this.#expectAnswer(this.#spoken ? answerWithin : firstAnswerWithin);
  }

  /** Somebody looks again, or the machine is awake again: what was live then need not be now. */
  doubt(): void {
    if (this.#line === undefined || !this.#spoken) return;
    this.#line.ping();
    this.#expectAnswer(soon);
  }

  closed(): void {
    this.#giveUp();
    this.#glance();
    this.#line = undefined;
  }

  #expectAnswer(within: number): void {
    const line = this.#line;
    const { after } = this.#timing;
    this.#giveUp();
    this.#giveUp = after(within, () => {
      this.#giveUp = after(grace, () => line?.cut());
    });
  }

  #watchClock(before: number): void {
    this.#glance();
    this.#glance = this.#timing.after(glanceEvery, () => {
      const now = this.#timing.now();
      if (now - before > slept) this.doubt();
      this.#watchClock(now);
    });
  }
}

const browserTiming: Timing = {
  now: Date.now,
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
