/** What the pods on one node ask for together. */

import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { type Load, loadOf } from './fit.ts';

export class Occupancy implements Load {
  readonly #loads = new Map<string, Load>();
  #cpu = 0;
  #memory = 0;

  get cpu(): number {
    return this.#cpu;
  }

  get memory(): number {
    return this.#memory;
  }

  get pods(): number {
    return this.#loads.size;
  }

  /** Counts a pod once, however often it comes. */
  enter(uid: string, pod: Pick<Pod, 'spec'>): void {
    if (this.#loads.has(uid)) return;
    const load = loadOf(pod);
    this.#loads.set(uid, load);
    this.#cpu += load.cpu;
    this.#memory += load.memory;
  }

  leave(uid: string): void {
    const load = this.#loads.get(uid);
    if (!load) return;
    this.#loads.delete(uid);
    this.#cpu -= load.cpu;
    this.#memory -= load.memory;
  }
}
