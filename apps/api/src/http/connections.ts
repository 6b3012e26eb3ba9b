/** How many connections, streams or requests each address holds. */

import type { IncomingMessage } from 'node:http';

export class Connections {
  readonly #most: number;
  readonly #held = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  full(request: IncomingMessage): boolean {
    return (this.#held.get(addressOf(request)) ?? 0) >= this.#most;
  }

  /** Takes a place; the answer gives it back, once. */
  take(request: IncomingMessage): () => void {
    const who = addressOf(request);
    this.#held.set(who, (this.#held.get(who) ?? 0) + 1);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const left = (this.#held.get(who) ?? 1) - 1;
      if (left > 0) this.#held.set(who, left);
      else this.#held.delete(who);
    };
  }
}

/** Of the other end of the connection; proxies are not looked through. */
export function addressOf(request: IncomingMessage): string {
  return request.socket.remoteAddress ?? 'unknown';
}
