import { defineConfig } from 'vitest/config';

/** Unit tests stand beside their source in every workspace; `tests/` holds what looks at the whole system. */
export default defineConfig({
  test: {
    projects: [
      ...['packages/model', 'packages/gremlin', 'packages/sandbox', 'apps/api', 'apps/cli'].map((root) => ({
        test: { name: root, root, include: ['src/**/*.test.ts'] },
      })),
      'apps/web',
      { test: { name: 'whole', root: 'tests', include: ['{arch,cases,chaos}/**/*.test.ts'] } },
      { test: { name: 'contract', root: 'tests', include: ['contract/**/*.test.ts'], testTimeout: 30_000 } },
      {
        test: {
          name: 'browser',
          root: 'tests',
          include: ['browser/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'cluster',
          root: 'tests',
          include: ['control-plane/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 1_800_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
