/** A closed area shows each of its pods as one small square, in the order in which they would stand if it were open. */

import { healths, type Place } from '../graph/place.ts';
import { coarse } from './pack.ts';

export interface MosaicGrid {
  readonly across: number;
  readonly rows: number;
  /** From one square to the next, in world units. */
  readonly pitch: number;
  readonly w: number;
  readonly h: number;
}

export function mosaicGrid(pods: number): MosaicGrid {
  if (pods === 0) return { across: 0, rows: 0, pitch: 0, w: 0, h: 0 };
  const pitch = pods > 4000 ? 4 : pods > 600 ? 6 : 10;
  const room = coarse(pods);
  const across = Math.max(12, Math.ceil(Math.sqrt(room * 2.4)));
  const rows = Math.ceil(room / across);
  return { across, rows, pitch, w: across * pitch, h: rows * pitch };
}

/** One entry per pod: its index into `healths`, or `downCode` for what is DOWN and not missing. */
export const downCode = healths.length;

export function mosaicCodes(place: Place): Uint8Array {
  const codes: number[] = [];
  collect(place, codes);
  return Uint8Array.from(codes);
}

function collect(place: Place, codes: number[]): void {
  if (place.type === 'pod' && place.node !== undefined) codes.push(codeOf(place));
  else for (const child of place.children()) collect(child, codes);
}

function codeOf(place: Place): number {
  const status = place.node?.status;
  if (status === undefined) return healths.indexOf('unknown');
  if (status.state === 'DOWN' && status.health !== 'missing') return downCode;
  return healths.indexOf(status.health);
}
