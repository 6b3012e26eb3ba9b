/** What stands beside the picture waits until the picture is painted, where there is much of it. */

/** Runs at once while that is cheap, else once after the frame, however often it was asked for. */
export function afterPaint(run: () => void, isCostly: () => boolean): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    if (!isCostly()) return run();
    waiting = true;
    // A task of its own comes after the frame that asks for it.
    setTimeout(() => {
      waiting = false;
      run();
    });
  };
}
