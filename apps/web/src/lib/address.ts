/** The state of the view as the search part of the URL, so that a link shows what the sender saw. */

import { mostHops } from './graph/scope.svelte.ts';
import type { Look } from './stage/camera.ts';

export interface Address {
  readonly filter: string;
  readonly highlight: string;
  readonly search: string;
  /** `type/namespace/name`, which survives a recreated object. */
  readonly select: string;
  /** A relation that is selected instead: `relation>from>to`, the ends as in `select`. */
  readonly line: string;
  readonly focus: string;
  readonly hops: number;
  readonly opened: readonly string[];
  readonly closed: readonly string[];
  /** Opens everything. */
  readonly expand: boolean;
  readonly relations: readonly string[];
  readonly hide: readonly string[];
  readonly panel: string;
  readonly theme: string;
  /** `diagram`: arranged by relations. */
  readonly layout: string;
  readonly look: Look | undefined;
}

/** Reads what is there; what is missing or malformed is as on a first visit. */
export function readAddress(search: string): Address {
  const given = new URLSearchParams(search);
  const text = (name: string) => given.get(name) ?? '';
  const list = (name: string) =>
    text(name)
      .split(',')
      .filter((item) => item !== '');
  const hops = Number.parseInt(text('hops'), 10);
  return {
    filter: text('filter'),
    highlight: text('highlight'),
    search: text('q'),
    select: text('select'),
    line: text('line'),
    focus: text('focus'),
    hops: hops >= 0 ? Math.min(hops, mostHops) : 1,
    opened: list('open'),
    closed: list('closed'),
    expand: given.has('expand') && text('expand') !== 'false',
    relations: list('relations'),
    hide: list('hide'),
    panel: text('panel'),
    theme: text('theme'),
    layout: text('layout'),
    look: readLook(text('at')),
  };
}

function readLook(text: string): Look | undefined {
  const [x, y, zoom] = text.split(',').map(Number);
  if (x === undefined || y === undefined || zoom === undefined) return undefined;
  return [x, y, zoom].every(Number.isFinite) && zoom > 0 ? { x, y, zoom } : undefined;
}

/** The other way round; what is as on a first visit is left out. */
export function writeAddress(address: Address): string {
  const given = new URLSearchParams();
  const put = (name: string, value: string) => value !== '' && given.set(name, value);
  put('filter', address.filter);
  put('highlight', address.highlight);
  put('q', address.search);
  put('select', address.select);
  put('line', address.line);
  put('focus', address.focus);
  put('hops', address.focus !== '' && address.hops !== 1 ? String(address.hops) : '');
  put('open', address.opened.join(','));
  put('closed', address.closed.join(','));
  put('expand', address.expand ? 'true' : '');
  put('relations', address.relations.join(','));
  put('hide', address.hide.join(','));
  put('panel', address.panel);
  put('theme', address.theme);
  put('layout', address.layout);
  const { look } = address;
  put(
    'at',
    look === undefined ? '' : `${Math.round(look.x)},${Math.round(look.y)},${Number(look.zoom.toPrecision(3))}`,
  );
  const query = given.toString().replaceAll('%2F', '/').replaceAll('%2C', ',');
  return query === '' ? '' : `?${query}`;
}
