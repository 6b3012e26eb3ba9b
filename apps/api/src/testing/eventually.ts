/** Waits for a condition with a deadline that a busy machine keeps. */

import { expect } from 'vitest';

export const eventually = <T>(look: () => T | Promise<T>) => expect.poll(look, { timeout: 20_000, interval: 10 });
