/** What stands in a box: names without what the surroundings say already, and counts in words. */

import { healths, type Place, tallyOf } from '../graph/place.ts';
import { lookOf } from '../looks/looks.ts';
import { counted, grouped } from '../parts/number.ts';

/** A pod in its replica set is `x2x4z`, a replica set in its deployment `7d9f8b6c5`. */
export function shortName(place: Place): string {
  const above = place.parent;
  if (above === undefined || above.form !== 'object' || place.type === 'container') return place.name;
  return place.name.startsWith(`${above.name}-`) ? place.name.slice(above.name.length + 1) : place.name;
}

/** What an area holds, in a few words. */
export function captionOf(place: Place): string {
  const tally = tallyOf(place);
  if (place.form === 'stack') return `${grouped(place.size)}${downWords(tally.down)}`;
  const pods = tally.types.get('pod') ?? 0;
  if (place.type === 'pod') return counted(place.size, 'container');
  if (place.type === 'cluster') {
    const namespaces = [...place.children()].filter(({ type }) => type === 'namespace').length;
    return `${counted(namespaces, 'namespace')} · ${counted(pods, 'pod')}${downWords(tally.down)}`;
  }
  if (place.type === 'namespace') {
    const held = pods > 0 || tally.nodes === 0 ? counted(pods, 'pod') : counted(tally.nodes, 'object');
    return `${held}${downWords(tally.down)}`;
  }
  if (!lookOf(place.type).holds) return '';
  const ready = pods - notReady(place);
  return ready === pods ? counted(pods, 'pod') : `${ready}/${pods} up`;
}

const downWords = (down: number) => (down === 0 ? '' : ` · ${grouped(down)} down`);

/** Pods of an area that are not up and well; finished ones count as well. */
function notReady(place: Place): number {
  const { pods, podsDown } = tallyOf(place);
  return Math.max(podsDown, pods[healths.indexOf('unknown')] ?? 0);
}
