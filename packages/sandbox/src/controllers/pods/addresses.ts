/** Pod addresses: one per pod from 10.244.0.0/15, given back when the pod is gone. */

const size = 2 ** 17;

export class Addresses {
  readonly #byPod = new Map<string, string>();
  readonly #taken = new Set<string>();
  #last = 0;

  /** The pod's address, the same one each time. */
  take(uid: string): string {
    const held = this.#byPod.get(uid);
    if (held) return held;
    let address: string;
    do {
      this.#last = (this.#last % (size - 2)) + 1;
      address = `10.${244 + (this.#last >> 16)}.${(this.#last >> 8) & 255}.${this.#last & 255}`;
    } while (this.#taken.has(address));
    this.#byPod.set(uid, address);
    this.#taken.add(address);
    return address;
  }

  free(uid: string): void {
    const address = this.#byPod.get(uid);
    if (address) this.#taken.delete(address);
    this.#byPod.delete(uid);
  }
}
