/** The bounded log of one resource's changes, from which watches are fed and past lists are rebuilt. */

import type { KubeObject } from '../base/object.ts';

export interface LogEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly revision: number;
  /** The object after the change; for a deletion its last state, at the revision of the deletion. */
  readonly object: KubeObject;
  readonly previous?: KubeObject;
}

export class EventLog {
  readonly #capacity: number;
  #events: LogEvent[] = [];
  #dropped = 0;
  #floor: number;

  /** `floor`: the revision before which nothing is known. */
  constructor(capacity: number, floor: number) {
    this.#capacity = capacity;
    this.#floor = floor;
  }

  /** Every change after this revision is still here. */
  get floor(): number {
    return this.#floor;
  }

  /** The position after the last event; positions stay valid when old events are dropped. */
  get end(): number {
    return this.#dropped + this.#events.length;
  }

  append(event: LogEvent): void {
    this.#events.push(event);
    // Dropping in halves keeps appending cheap.
    if (this.#events.length > this.#capacity * 2) this.#drop(this.#events.length - this.#capacity);
  }

  /** Forgets everything up to a revision. */
  compact(revision: number): void {
    const position = this.after(revision);
    this.#drop(position - this.#dropped);
    this.#floor = Math.max(this.#floor, revision);
  }

  /** The event at a position; undefined past the end and for what is dropped. */
  get(position: number): LogEvent | undefined {
    return this.#events[position - this.#dropped];
  }

  /** The position of the first event after a revision. */
  after(revision: number): number {
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#events[middle]!.revision <= revision) low = middle + 1;
      else high = middle;
    }
    return this.#dropped + low;
  }

  #drop(count: number): void {
    if (count <= 0) return;
    this.#floor = Math.max(this.#floor, this.#events[count - 1]!.revision);
    this.#events = this.#events.slice(count);
    this.#dropped += count;
  }
}
