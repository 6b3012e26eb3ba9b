import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/**
 * GraphQL refuses to work with two copies of itself. Vite would take its CommonJS build for our sources, Node takes the
 * other one for the libraries around it: everybody gets Node's.
 */
const resolve = {
  alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }],
};

/** Time is injected; these limits only end what hangs, on however slow a machine. `expect.poll` waits for conditions. */
export const patience = {
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 60_000, interval: 20 } },
};

/** Where other processes take part (a browser, an API server), a second try tells a fault from a busy machine. */
export const retry = process.env.CI ? 1 : 0;

/** Unit tests stand beside their source in every workspace; `tests/` holds what looks at the whole system. */
export default defineConfig({
  test: {
    projects: [
      ...['packages/model', 'packages/gremlin', 'packages/sandbox', 'apps/api', 'apps/cli'].map((root) => ({
        resolve,
        test: { name: root, root, include: ['src/**/*.test.ts'], ...patience, retry },
      })),
      'apps/web',
      {
        resolve,
        test: { name: 'whole', root: 'tests', include: ['{arch,cases,chaos}/**/*.test.ts'], ...patience, retry },
      },
      { resolve, test: { name: 'contract', root: 'tests', include: ['contract/**/*.test.ts'], ...patience, retry } },
      {
        resolve,
        test: {
          name: 'browser',
          root: 'tests',
          include: ['browser/**/*.test.ts'],
          ...patience,
          fileParallelism: false,
          retry,
        },
      },
      {
        resolve,
        test: {
          name: 'cluster',
          root: 'tests',
          include: ['control-plane/**/*.test.ts'],
          ...patience,
          // Above each wait's own deadline, which says what it waited for.
          testTimeout: 600_000,
          hookTimeout: 1_800_000,
          fileParallelism: false,
          retry,
        },
      },
    ],
  },
});
