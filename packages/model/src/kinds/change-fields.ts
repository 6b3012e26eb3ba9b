/** When the values of a secret or config map changed last: no object says it, the probe remembers it and sets it. */

import { boolean, string } from './define.ts';

/** See `probe/5-commit/config-memory.ts`. */
export const changeFields = [
  string<unknown>('Changed', 'When its values changed last, where that is another time than Written.', () => undefined),
  boolean<unknown>(
    'ChangeInferred',
    'True where nobody saw that change: the API server noted a write then, which may have changed no value.',
    () => undefined,
  ),
];
