/** The command: the only file with effects on import. */

import { run } from './run.ts';

const stop = new AbortController();
// The first signal ends it in good order, the second at once.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => (stop.signal.aborted ? process.exit(130) : stop.abort()));
// `canopy query … | head` closes the pipe early; a full disk is another matter.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') process.stderr.write(`canopy: cannot write: ${error.message}\n`);
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});
process.stderr.on('error', () => {});

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  terminal: process.stdout.isTTY === true,
  signal: stop.signal,
  clock: Date.now,
});
