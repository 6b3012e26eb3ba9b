/** Builds the dashboard: one page with relative paths, nothing inline, nothing fetched from elsewhere at run time. */

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const api = process.env.CANOPY_API ?? 'http://127.0.0.1:8082';

export default defineConfig({
  base: './',
  plugins: [svelte({ configFile: false })],
  build: { outDir: 'dist', target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { '/graphql': { target: api, ws: true }, '/api': { target: api } } },
});
