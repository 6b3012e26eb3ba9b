/** Bearer tokens that the sandbox has issued for service accounts. They are random and live in memory only. */

import { randomBytes } from 'node:crypto';
import type { Clock } from '../base/clock.ts';

export class Tokens {
  readonly #clock: Clock;
  readonly #issued = new Map<string, { readonly user: string; readonly until: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  issue(user: string, seconds: number): string {
    const token = `sandbox-${randomBytes(24).toString('base64url')}`;
    this.#issued.set(token, { user, until: this.#clock.now() + seconds * 1000 });
    return token;
  }

  /** Who a token stands for; undefined when it is unknown or has expired. */
  userOf(token: string): string | undefined {
    const found = this.#issued.get(token);
    if (found && found.until > this.#clock.now()) return found.user;
    this.#issued.delete(token);
    return undefined;
  }
}
