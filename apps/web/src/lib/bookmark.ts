/** Between the dashboard and its address: what is written down of a view, and how a view is made from it again. */

import type { Reader } from '@canopy/model';
import type { Address } from './address.ts';
import type { Topic } from './graph/between.ts';
import type { Expansion } from './graph/expansion.svelte.ts';
import type { Place } from './graph/place.ts';
import type { Places } from './graph/places.ts';
import type { Relations } from './graph/relations.svelte.ts';
import type { Scope } from './graph/scope.svelte.ts';
import { type PanelName, panels } from './panels/panels.ts';
import type { Look } from './stage/camera.ts';
import type { Theme } from './theme.svelte.ts';

/** What of the dashboard an address tells. */
export interface Bookmarked {
  filter: string;
  searched: string;
  panel: PanelName | '';
  asDiagram: boolean;
  readonly selectedId: string;
  readonly topic: Topic | undefined;
  readonly places: Places;
  readonly reader: Reader;
  readonly expansion: Expansion;
  readonly relations: Relations;
  readonly scope: Scope;
  readonly theme: Theme;
  readonly highlight: { query: string };
  readonly picture: { readonly camera: { readonly look: Look } };
}

type Known = Pick<Bookmarked, 'reader' | 'places'>;

/** What an address names: an object as `type/namespace/name`, an area by its key. */
export function named({ reader, places }: Known, text: string): Place | undefined {
  const [type = '', namespace = '', ...name] = text.split('/');
  const node = reader.find(type, namespace, name.join('/'));
  return node === undefined ? places.area(text) : places.find(node.id);
}

function nameOf({ reader, places }: Known, id: string): string {
  const node = reader.node(id);
  return node === undefined ? (places.find(id)?.key ?? '') : `${node.type}/${node.namespace}/${node.name}`;
}

/** Names of objects have no `>`. */
export function namedLine(known: Known, text: string): Topic | undefined {
  const [relation = '', ...ends] = text.split('>');
  const [from, to] = ends.map((end) => named(known, end));
  return from === undefined || to === undefined ? undefined : { relation, from: from.id, to: to.id };
}

function nameOfLine(known: Known, { relation, from, to }: Topic): string {
  return [relation, nameOf(known, from), nameOf(known, to)].join('>');
}

export function addressOf(dashboard: Bookmarked): Address {
  const { scope, theme, topic } = dashboard;
  const { focus } = scope;
  return {
    filter: dashboard.filter,
    highlight: dashboard.highlight.query,
    search: dashboard.searched,
    select: nameOf(dashboard, dashboard.selectedId),
    line: topic === undefined ? '' : nameOfLine(dashboard, topic),
    focus: focus === undefined ? '' : nameOf(dashboard, focus.id),
    hops: focus?.hops ?? 1,
    ...dashboard.expansion.said(),
    expand: dashboard.expansion.all,
    relations: dashboard.relations.differences(),
    hide: [...scope.hiddenTypes].sort(),
    panel: dashboard.panel,
    theme: theme.chosen === 'system' ? '' : theme.chosen,
    layout: dashboard.asDiagram ? 'diagram' : '',
    look: dashboard.picture.camera.look,
  };
}

/** All but what needs the graph: the selection, the focus and the camera follow when it is there. */
export function restore(dashboard: Bookmarked, address: Address): void {
  dashboard.filter = address.filter;
  dashboard.highlight.query = address.highlight;
  dashboard.searched = address.search;
  dashboard.asDiagram = address.layout === 'diagram';
  dashboard.expansion.restore(address.opened, address.closed);
  if (address.expand) dashboard.expansion.openAll();
  dashboard.relations.restore(address.relations);
  for (const type of address.hide) dashboard.scope.hiddenTypes.add(type);
  if (address.theme !== '') dashboard.theme.choose(address.theme);
  dashboard.panel = panels.find((name) => name === address.panel) ?? '';
}
