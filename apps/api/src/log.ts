/** The log: JSON lines on stderr, without credentials. */

import { destination, type Logger, pino } from 'pino';

export type { Logger };

export function createLog(level: string): Logger {
  return pino(
    {
      level,
      base: undefined,
      redact: {
        paths: ['token', '*.token', 'authorization', '*.authorization', 'headers.authorization', 'headers.cookie'],
        censor: '[redacted]',
      },
    },
    destination({ dest: 2, sync: true }),
  );
}

export const silent: Logger = pino({ level: 'silent' });
