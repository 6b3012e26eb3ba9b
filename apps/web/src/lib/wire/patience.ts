/** Waiting in a browser: shorter when the network comes back or the page is looked at again. */

export function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = new AbortController();
  const timer = setTimeout(resolve, ms);
  const options = { signal: done.signal };
  addEventListener('online', () => resolve(), options);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && resolve(), options);
  signal.addEventListener('abort', () => resolve(), options);
  return promise.finally(() => {
    clearTimeout(timer);
    done.abort();
  });
}

/** Runs before the next picture is drawn; in a page that nobody sees, after a second. */
export function nextFrame(run: () => void): void {
  let ran = false;
  const once = () => {
    if (ran) return;
    ran = true;
    clearTimeout(timer);
    run();
  };
  const timer = setTimeout(once, 1000);
  requestAnimationFrame(once);
}
