/** Unit tests of the dashboard's logic: runes are compiled for the browser, but no DOM is needed. */

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { patience, retry } from '../../vitest.config.ts';

export default defineConfig({
  plugins: [svelte({ configFile: false })],
  resolve: { conditions: ['browser'] },
  test: { name: 'apps/web', include: ['src/**/*.test.ts', 'dev/**/*.test.ts'], ...patience, retry },
});
