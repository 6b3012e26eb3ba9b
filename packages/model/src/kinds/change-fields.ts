/** What is told of the values of a secret or config map: whether and when they changed, and nothing else. */

import { boolean, string } from './define.ts';
import type { Redacted } from './redact.ts';

/** The last two of them no object says: the probe remembers and sets them, see `probe/5-commit/config-memory.ts`. */
export const changeFields = [
  string<Redacted>(
    'Hash',
    'A keyed hash of its values: it changes when they do, and says nothing else.',
    ({ hash }) => hash || undefined,
  ),
  string<Redacted>(
    'Written',
    'When its values were last written, as far as the API server knows.',
    ({ written }) => written,
  ),
  string<unknown>('Changed', 'When its values changed last, where that is another time than Written.', () => undefined),
  boolean<unknown>(
    'ChangeInferred',
    'True where nobody saw that change: the API server noted a write then, which may have changed no value.',
    () => undefined,
  ),
];
