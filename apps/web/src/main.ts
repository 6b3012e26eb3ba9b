/** Starts the dashboard in the page. */

import '@fontsource-variable/inter/wght.css';
import './styles/tokens.css';
import './styles/base.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { Dashboard } from './lib/dashboard.svelte.ts';
import type { Shelf } from './lib/graph/favourites.svelte.ts';
import { exposeHook } from './lib/hook.ts';
import { elkInWorker } from './lib/stage/diagram/engine.ts';

const dashboard = new Dashboard({
  page: new URL(location.href),
  shelf: storage('localStorage'),
  tab: storage('sessionStorage'),
  setAddress: (search) => history.replaceState(null, '', `${location.pathname}${search}${location.hash}`),
  arrange: elkInWorker(),
});

exposeHook(dashboard);
mount(App, { target: document.getElementById('app')!, props: { dashboard } });
dashboard.start();

/** A browser may refuse to keep anything. */
function storage(name: 'localStorage' | 'sessionStorage'): Shelf | undefined {
  try {
    return globalThis[name];
  } catch {
    return undefined;
  }
}
