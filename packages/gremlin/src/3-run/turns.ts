/** Queries that run in slices take turns: however many there are, the event loop gets its own after each slice. */

const waiting: (() => void)[] = [];
/** Whether somebody has had a slice, and the event loop not its turn since. */
let taken = false;

/** Waits until everything else that waits has had its turn, and every query that asked before. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (!taken) take();
  });
}

/** At once where nobody else has had a slice in this round of the event loop. */
export async function firstTurn(): Promise<void> {
  if (taken) await turn();
  else take();
}

function take(): void {
  taken = true;
  afterOthers(next);
}

function next(): void {
  taken = false;
  const resolve = waiting.shift();
  if (resolve === undefined) return;
  take();
  resolve();
}

/** A timer waits for a millisecond at least, which is as long as half a slice; browsers have nothing else. */
const afterOthers: (then: () => void) => void =
  typeof setImmediate === 'function' ? (then) => void setImmediate(then) : (then) => void setTimeout(then, 0);
