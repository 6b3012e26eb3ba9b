/** Between the dashboard and its address: what is written down of a view, and how a view is made from it again. */

import type { GraphNode, Reader } from '@canopy/model';
import type { Address } from './address.ts';
import type { Expansion } from './graph/expansion.svelte.ts';
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
  readonly selectedId: string;
  readonly reader: Reader;
  readonly expansion: Expansion;
  readonly relations: Relations;
  readonly scope: Scope;
  readonly theme: Theme;
  readonly highlight: { query: string };
  readonly picture: { readonly camera: { readonly look: Look } };
}

/** The object that an address names as `type/namespace/name`. */
export function named(reader: Reader, text: string): GraphNode | undefined {
  const [type, namespace, ...name] = text.split('/');
  return type === undefined || namespace === undefined ? undefined : reader.find(type, namespace, name.join('/'));
}

function nameOf(reader: Reader, id: string): string {
  const node = reader.node(id);
  return node === undefined ? '' : `${node.type}/${node.namespace}/${node.name}`;
}

export function addressOf(dashboard: Bookmarked): Address {
  const { reader, scope, theme } = dashboard;
  const { focus } = scope;
  return {
    filter: dashboard.filter,
    highlight: dashboard.highlight.query,
    search: dashboard.searched,
    select: nameOf(reader, dashboard.selectedId),
    focus: focus === undefined ? '' : nameOf(reader, focus.id),
    hops: focus?.hops ?? 1,
    ...dashboard.expansion.said(),
    expand: dashboard.expansion.all,
    relations: dashboard.relations.differences(),
    hide: [...scope.hiddenTypes].sort(),
    panel: dashboard.panel,
    theme: theme.chosen === 'system' ? '' : theme.chosen,
    look: dashboard.picture.camera.look,
  };
}

/** All but what needs the graph: the selection, the focus and the camera follow when it is there. */
export function restore(dashboard: Bookmarked, address: Address): void {
  dashboard.filter = address.filter;
  dashboard.highlight.query = address.highlight;
  dashboard.searched = address.search;
  dashboard.expansion.restore(address.opened, address.closed);
  if (address.expand) dashboard.expansion.openAll();
  dashboard.relations.restore(address.relations);
  for (const type of address.hide) dashboard.scope.hiddenTypes.add(type);
  if (address.theme !== '') dashboard.theme.choose(address.theme);
  dashboard.panel = panels.find((name) => name === address.panel) ?? '';
}
