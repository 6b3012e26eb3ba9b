/** Chance that can be repeated: everything that a run draws comes from its seed. */

import type { Random } from '@canopy/sandbox/load';

export { type Random, seeded } from '@canopy/sandbox/load';

export function pick<T>(random: Random, choices: readonly T[]): T {
  return choices[Math.floor(random() * choices.length)]!;
}

/** The seed of this run: given in CHAOS_SEED to repeat one, else new each time. It belongs in every message. */
export function chosenSeed(): number {
  return Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * 2 ** 31));
}
