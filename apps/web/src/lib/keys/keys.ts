/** Everything by key: one table for what a key does and for the page that explains it. */

import type { Dashboard } from '../dashboard.svelte.ts';
import type { Place } from '../graph/place.ts';
import { rowsOf } from '../outline/rows.ts';
import { panels } from '../panels/panels.ts';

export interface Shell {
  outline(): void;
  keys(): void;
  save(): void;
}

export interface KeyUse {
  readonly keys: readonly string[];
  readonly does: string;
  readonly run: (dashboard: Dashboard, shell: Shell) => void;
}

export const keyUses: readonly KeyUse[] = [
  { keys: ['ArrowDown', 'j'], does: 'Next row of the outline', run: (dashboard) => step(dashboard, 1) },
  { keys: ['ArrowUp', 'k'], does: 'Previous row', run: (dashboard) => step(dashboard, -1) },
  { keys: ['ArrowRight'], does: 'Open, or go to what is inside', run: (dashboard) => inward(dashboard) },
  { keys: ['ArrowLeft'], does: 'Close, or go to what it is in', run: (dashboard) => outward(dashboard) },
  {
    keys: [' '],
    does: 'Open or close',
    run: (dashboard) => dashboard.selected && dashboard.toggle(dashboard.selected),
  },
  {
    keys: ['Enter'],
    does: 'Go to the selected object in the picture',
    run: (dashboard) => dashboard.goTo(dashboard.selectedId),
  },
  { keys: ['x'], does: 'Open everything below the selected area', run: (dashboard) => below(dashboard, true) },
  { keys: ['c'], does: 'Close everything below the selected area', run: (dashboard) => below(dashboard, false) },
  { keys: ['i'], does: 'Isolate the selected object and what is around it', run: (dashboard) => isolate(dashboard) },
  {
    keys: ['d'],
    does: 'Arrange by relations, or by place again',
    run: (dashboard) => dashboard.arrange(!dashboard.asDiagram),
  },
  { keys: ['0'], does: 'Show all', run: ({ picture }) => picture.fit() },
  { keys: ['+', '='], does: 'Zoom in', run: (dashboard) => zoom(dashboard, 1.25) },
  { keys: ['-'], does: 'Zoom out', run: (dashboard) => zoom(dashboard, 0.8) },
  { keys: ['/'], does: 'Search', run: () => document.getElementById('search')?.focus() },
  { keys: ['f'], does: 'Filter', run: () => document.getElementById('filter')?.focus() },
  { keys: ['h'], does: 'Highlight', run: () => document.getElementById('highlight')?.focus() },
  { keys: ['1', '2', '3', '4', '5'], does: 'Details, problems, sync, legend, policies', run: () => {} },
  { keys: ['o'], does: 'Outline', run: (_dashboard, shell) => shell.outline() },
  { keys: ['s'], does: 'Save the view', run: (_dashboard, shell) => shell.save() },
  { keys: ['t'], does: 'Dark or light', run: ({ theme }) => theme.toggle() },
  { keys: ['?'], does: 'This page', run: (_dashboard, shell) => shell.keys() },
  { keys: ['Escape'], does: 'Select nothing, end isolation', run: (dashboard) => release(dashboard) },
];

/** Keys typed into a field belong to the field. */
export function onKey(event: KeyboardEvent, dashboard: Dashboard, shell: Shell): void {
  const target = event.target as HTMLElement;
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (target.closest('input, textarea, select, dialog, [contenteditable], [role="tablist"]') !== null) {
    if (event.key === 'Escape' && target instanceof HTMLInputElement) target.blur();
    return;
  }
  if ((event.key === ' ' || event.key === 'Enter') && target.closest('button, a, summary, label') !== null) return;
  const panel = panels[Number(event.key) - 1];
  const use = keyUses.find(({ keys }) => keys.includes(event.key));
  if (panel !== undefined) dashboard.showPanel(dashboard.panel === panel ? '' : panel);
  else if (use !== undefined) use.run(dashboard, shell);
  else return;
  event.preventDefault();
}

function step(dashboard: Dashboard, by: 1 | -1): void {
  const rows = rowsOf(dashboard.picture.scene);
  const at = rows.findIndex(({ place }) => place.id === dashboard.selectedId);
  const inside = at < 0 ? rows.findIndex(({ place }) => isIn(dashboard, place)) : -1;
  const row = at >= 0 ? rows[at + by] : rows[Math.max(0, by > 0 ? inside : inside - 1)];
  if (row !== undefined) dashboard.select(row.place.id);
}

const isIn = ({ selectedId }: Dashboard, { parent }: Place) => selectedId !== '' && parent?.id === selectedId;

/** What stands in the selected area; in a diagram an open kind has no box around its objects. */
function contents(dashboard: Dashboard): readonly Place[] {
  const { boxes } = dashboard.picture.scene;
  return boxes.map(({ place }) => place).filter((place) => isIn(dashboard, place));
}

function inward(dashboard: Dashboard): void {
  const { selected } = dashboard;
  if (selected === undefined || selected.size === 0) return;
  const [first] = contents(dashboard);
  if (first === undefined) dashboard.toggle(selected);
  else dashboard.select(first.id);
}

function outward(dashboard: Dashboard): void {
  const { selected, picture } = dashboard;
  if (selected === undefined) return;
  const around = [...selected.upward()].slice(1).find(({ id }) => picture.scene.get(id) !== undefined);
  if (contents(dashboard).length > 0) dashboard.toggle(selected);
  else if (around !== undefined) dashboard.select(around.id);
}

function below(dashboard: Dashboard, open: boolean): void {
  dashboard.expansion.setBelow(dashboard.selected ?? dashboard.places.root, open);
  dashboard.rearranged();
}

function isolate(dashboard: Dashboard): void {
  const { focus } = dashboard.scope;
  if (focus?.id === dashboard.selectedId) dashboard.focusOn('', 1);
  else if (dashboard.selectedId !== '') dashboard.focusOn(dashboard.selectedId, 1);
}

function zoom({ picture }: Dashboard, factor: number): void {
  picture.camera.zoomAt(picture.camera.width / 2, picture.camera.height / 2, factor);
  picture.redraw();
}

function release(dashboard: Dashboard): void {
  if (dashboard.scope.focus !== undefined) dashboard.focusOn('', 1);
  else dashboard.select('');
}
