/** The frames of a watch as lines: JSON for programs, a short line for people. */

import { cellsOf } from './output.ts';
import type { WatchFrame } from './watch.ts';

const changes = ['added', 'changed', 'removed'] as const;
type Change = (typeof changes)[number];

/** One line each row: `{"change":"added","revision":7,"row":{…}}`; `synced` ends a snapshot, `resync` forgets all. */
export function jsonLines(frame: WatchFrame): string[] {
  const { revision } = frame;
  if (frame.type === 'RESYNC') return [JSON.stringify({ change: 'resync', revision })];
  const lines = rowsOf(frame).map(([change, row]) => JSON.stringify({ change, revision, row }));
  if (frame.type === 'SNAPSHOT' && frame.complete) lines.push(JSON.stringify({ change: 'synced', revision }));
  return lines;
}

const signs: Readonly<Record<Change, string>> = { added: '+', changed: '~', removed: '-' };
const colours: Readonly<Record<Change, number>> = { added: 32, changed: 33, removed: 31 };

/** One line each row, in the words that `wordsOf` has for it. */
export function peopleLines(frame: WatchFrame, time: Date, colour: boolean, wordsOf = elementWords): string[] {
  const clock = time.toISOString().slice(11, 19);
  if (frame.type === 'RESYNC') return [`${clock}  the picture starts over`];
  return rowsOf(frame).map(([change, row]) => {
    const sign = colour ? `\x1b[${colours[change]}m${signs[change]}\x1b[0m` : signs[change];
    return `${clock}  ${sign} ${wordsOf(row)}`.trimEnd();
  });
}

function elementWords(row: unknown): string {
  const [type = '', namespace = '', name = '', state = '', reason = ''] = cellsOf(row);
  const place = namespace === '' ? name : `${namespace}/${name}`;
  return `${type.padEnd(22)} ${place.padEnd(50)} ${state.padEnd(7)} ${reason}`;
}

function rowsOf(frame: WatchFrame): [Change, unknown][] {
  return (['removed', 'added', 'changed'] as const).flatMap((change) =>
    frame[change].map((row): [Change, unknown] => [change, row]),
  );
}
