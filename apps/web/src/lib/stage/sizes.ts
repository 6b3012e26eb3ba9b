/** The measures of the picture in world units; one unit is one pixel at zoom 1. */

import type { Place } from '../graph/place.ts';
import { lookOf } from '../looks/looks.ts';
import { shortName } from './names.ts';
import type { Size } from './pack.ts';

/** From so many pods in one area on, they are drawn as cells and not as cards. */
export const manyPods = 36;

export const cellSize: Size = { w: 28, h: 28 };

export const card: Size = { w: 156, h: 30 };

export function cardSize({ type, parent }: Place): Size {
  if (type === 'pod') return { w: parent?.form === 'stack' ? 156 : 104, h: 34 };
  if (type === 'container') return { w: 132, h: 28 };
  return card;
}

/** So wide that the name of an area fits into its header, unless it is very long. */
export function nameWidth(place: Place): number {
  const { header } = frameOf(place);
  const [letter, beside] = header >= 40 ? [8.8, 96] : header >= 30 ? [7.6, 70] : [6.9, 64];
  return Math.min(270, Math.ceil(shortName(place).length * letter + beside));
}

export interface Frame {
  readonly header: number;
  readonly pad: number;
  /** Between the children. */
  readonly gap: number;
  /** So wide at least, for the name. */
  readonly least: number;
}

const root: Frame = { header: 0, pad: 0, gap: 60, least: 0 };
const cluster: Frame = { header: 46, pad: 20, gap: 18, least: 300 };
const namespace: Frame = { header: 40, pad: 14, gap: 16, least: 190 };
const workload: Frame = { header: 30, pad: 8, gap: 8, least: 150 };
const replicas: Frame = { header: 20, pad: 7, gap: 6, least: 100 };
const stack: Frame = { header: 22, pad: 0, gap: 6, least: 90 };
const pod: Frame = { header: 28, pad: 8, gap: 6, least: 110 };

export function frameOf(place: Place): Frame {
  if (place.form === 'root') return root;
  if (place.type === 'cluster') return cluster;
  if (place.type === 'namespace') return namespace;
  if (place.form === 'stack') return stack;
  if (place.type === 'replicaset' || place.type === 'job') return replicas;
  return lookOf(place.type).holds ? workload : pod;
}
