/** Switches that make the sandbox behave as badly as a real cluster sometimes does. */

import type { Clock } from './base/clock.ts';
import { badRequest, Problem, tooManyRequests, unauthorized } from './base/problem.ts';

/** Answers requests with a refusal instead of what they asked for. */
export interface StatusFault {
  readonly code: number;
  /** How many requests; all until `clear()` when left out. */
  readonly times?: number;
  /** Only requests whose `METHOD /path?query` contains this text, or matches it. */
  readonly match?: string | RegExp;
  /** Seconds, for 429 and 503. */
  readonly retryAfter?: number;
}

export interface SlowFault {
  /** Milliseconds before each answer and each batch of watch events. */
  readonly delay: number;
  readonly match?: string | RegExp;
}

export interface Faults {
  /** Makes every resourceVersion handed out so far too old; `answer` is how a watch from one is told. */
  compact(options?: { answer?: 'stream' | 'http' }): void;
  /** Closes all connections, or only the watches (which then end cleanly). */
  cut(what?: 'connections' | 'watches'): void;
  slow(fault: SlowFault): void;
  status(fault: StatusFault): void;
  /** The next `count` watch events break off in the middle of the line, and their connections with them. */
  halfEvent(count?: number): void;
  /** The kubelet of a node falls silent, or is back: as when a machine loses its power. An unknown name is an error. */
  node(name: string, what: 'down' | 'up'): void;
  /** Refuses connections until `start()`. */
  stop(): Promise<void>;
  /** Listens again, on the same port. */
  start(): Promise<void>;
  /** Ends `slow`, `status` and `halfEvent`. */
  clear(): void;
}

/** What the faults do to the server. */
export interface Levers {
  compact(): void;
  cut(what: 'connections' | 'watches'): void;
  /** False for a node that is not there. */
  node(name: string, up: boolean): boolean;
  stop(): Promise<void>;
  start(): Promise<void>;
}

const matches = (text: string, pattern: string | RegExp | undefined): boolean => {
  if (pattern === undefined) return true;
  return typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text);
};

export class FaultSwitches implements Faults {
  readonly #levers: Levers;
  #statuses: { fault: StatusFault; left: number }[] = [];
  #slow: SlowFault | undefined;
  #halves = 0;
  #expiredAs: 'stream' | 'http' = 'stream';

  constructor(levers: Levers) {
    this.#levers = levers;
  }

  compact({ answer = 'stream' }: { answer?: 'stream' | 'http' } = {}): void {
    this.#expiredAs = answer;
    this.#levers.compact();
  }

  cut(what: 'connections' | 'watches' = 'connections'): void {
    this.#levers.cut(what);
  }

  slow(fault: SlowFault): void {
    this.#slow = fault;
  }

  status(fault: StatusFault): void {
    this.#statuses.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  halfEvent(count = 1): void {
    this.#halves = count;
  }

  node(name: string, what: 'down' | 'up'): void {
    if (!this.#levers.node(name, what === 'up')) throw badRequest(`there is no node ${JSON.stringify(name)}`);
  }

  stop(): Promise<void> {
    return this.#levers.stop();
  }

  start(): Promise<void> {
    return this.#levers.start();
  }

  clear(): void {
    this.#statuses = [];
    this.#slow = undefined;
    this.#halves = 0;
  }

  /** The refusal that a request gets, if it gets one; counts it. */
  refusal(request: string): Problem | undefined {
    const found = this.#statuses.find(({ fault }) => matches(request, fault.match));
    if (!found) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.#statuses = this.#statuses.filter((one) => one !== found);
    const { code, retryAfter = 1 } = found.fault;
    if (code === 401) return unauthorized();
    if (code === 429)
      return tooManyRequests(
        'the server has received too many requests and has asked us to try again later',
        retryAfter,
      );
    if (code === 403) return new Problem(403, 'Forbidden', 'forbidden by a fault switch');
    if (code === 503)
      return new Problem(503, 'ServiceUnavailable', 'unavailable by a fault switch', { retryAfterSeconds: retryAfter });
    return new Problem(code, code === 504 ? 'Timeout' : 'InternalError', `answered with ${code} by a fault switch`);
  }

  delayOf(request: string): number {
    return this.#slow && matches(request, this.#slow.match) ? this.#slow.delay : 0;
  }

  expiredAs(): 'stream' | 'http' {
    return this.#expiredAs;
  }

  /** True when the event at hand shall break off; counts it. */
  breakEvent(): boolean {
    if (this.#halves <= 0) return false;
    this.#halves -= 1;
    return true;
  }
}

/** A fault as `POST /sandbox/faults` takes it: `{"fault": "status", "code": 500, "times": 3}`. Answers what it did. */
export async function switchFault(faults: Faults, clock: Clock, body: Record<string, unknown>): Promise<object> {
  const { fault, ...options } = body;
  const run: Readonly<Record<string, () => void | Promise<void>>> = {
    compact: () => faults.compact(options),
    cut: () => faults.cut(options.what === 'watches' ? 'watches' : 'connections'),
    slow: () => faults.slow({ ...options, delay: Number(options.delay ?? 1000) }),
    status: () => faults.status({ ...options, code: refusalCode(options.code ?? 500) }),
    halfEvent: () => faults.halfEvent(Number(options.count ?? 1)),
    node: () => faults.node(String(options.name ?? ''), options.what === 'up' ? 'up' : 'down'),
    clear: () => faults.clear(),
    // The answer has to be out before the door closes.
    stop: () => void setImmediate(() => void restLater(faults, clock, Number(options.seconds ?? 5))),
  };
  const chosen = typeof fault === 'string' ? run[fault] : undefined;
  if (!chosen) throw badRequest(`unknown fault ${JSON.stringify(fault)}: use one of ${Object.keys(run).join(', ')}`);
  await chosen();
  return { fault, done: true };
}

/** A status that HTTP can say; anything else would break the server that says it. */
function refusalCode(code: unknown): number {
  const number = Number(code);
  if (!Number.isInteger(number) || number < 400 || number > 599)
    throw badRequest(`the code of a fault is a number from 400 to 599, not ${JSON.stringify(code)}`);
  return number;
}

/** Over HTTP nobody could start a stopped server again, so it comes back by itself. */
async function restLater(faults: Faults, clock: Clock, seconds: number): Promise<void> {
  await faults.stop();
  clock.after(seconds * 1000, () => void faults.start());
}
