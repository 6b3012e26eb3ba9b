/** Those who wait for something to happen, each until then or until its signal aborts. */

export class Waiting {
  readonly #wakes = new Set<() => void>();

  /** Nobody waits. */
  get idle(): boolean {
    return this.#wakes.size === 0;
  }

  /** Resolves at the next `wake`, or when the signal aborts; never rejects. The signal must not have aborted yet. */
  next(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#wakes.delete(wake);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      this.#wakes.add(wake);
      signal?.addEventListener('abort', wake, { once: true });
    });
  }

  /** Whoever begins to wait meanwhile waits for the next time. */
  wake(): void {
    for (const wake of [...this.#wakes]) wake();
  }
}
