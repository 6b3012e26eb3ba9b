/** What the tests of one file share: one server, one browser; every test gets pages of its own. */

import { randomUUID } from 'node:crypto';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, test } from 'vitest';
import { findPrograms, type Programs } from './programs.ts';
import { type Server, startServer } from './server.ts';
import { openView, type View, type ViewOptions } from './view.ts';

/** A server with the dashboard, and a kubectl for the cluster that it shows. */
export interface Ground {
  readonly url: string;
  kubectl(args: string, manifest?: string): Promise<string>;
  close(): Promise<void>;
}

export interface Stage<G extends Ground = Server> {
  readonly server: G;
  /** Opens the dashboard in a window with nothing remembered; closed after the test, which fails if the page complained. */
  open(options?: ViewOptions): Promise<View>;
  /** A namespace that no other test has. */
  namespace(): Promise<string>;
}

export type Verdict = 'run' | 'skip' | 'fail';

/** Without a browser nothing is shown to work; a continuous integration must not pass like that. */
export function verdictOn(missing: readonly string[], env: Readonly<Record<string, string | undefined>>): Verdict {
  if (missing.length === 0) return 'run';
  return env.CI && !/^(0|false|no)$/i.test(env.CI) ? 'fail' : 'skip';
}

/** Declares tests that run on a stage, or says loudly why they cannot. */
export function onStage(title: string, declare: (stage: Stage) => void): void {
  onGround(title, ({ kubectl }) => startServer(kubectl), declare);
}

/** The same on another server than that with the sandbox. */
export function onGround<G extends Ground>(
  title: string,
  start: (programs: Programs) => Promise<G>,
  declare: (stage: Stage<G>) => void,
): void {
  const { programs, missing } = findPrograms();
  const why = missing.join('; ');
  const verdict = verdictOn(missing, process.env);
  if (verdict === 'fail') {
    describe(title, () => {
      test('has the programs that it needs', () => {
        throw new Error(`the browser tests cannot run: ${why}`);
      });
    });
  } else if (verdict === 'skip') {
    // Only where there is no Chromium to be had, and loudly; with CI=true the missing browser fails instead.
    console.warn(`\n*** SKIPPED: ${title}: ${why} ***\n`);
    // The stage is never opened: cases that are skipped are declared, and do not run.
    describe.skip(`${title} [SKIPPED: ${why}]`, () => declare(unopened as Stage<G>));
  } else {
    describe(title, () => declare(raise(programs!, start)));
  }
}

const unopened: Stage<never> = {
  get server(): never {
    throw new Error('the stage is not open');
  },
  open: () => Promise.reject(new Error('the stage is not open')),
  namespace: () => Promise.reject(new Error('the stage is not open')),
};

/** Opens before the first test and closes after the last one. */
function raise<G extends Ground>(programs: Programs, start: (programs: Programs) => Promise<G>): Stage<G> {
  const tag = randomUUID().slice(0, 5);
  let server: G | undefined;
  let browser: Browser | undefined;
  let views: View[] = [];
  let namespaces = 0;
  beforeAll(async () => {
    // The browser first: how long the server takes is measured.
    const args = ['--no-sandbox', '--disable-dev-shm-usage'];
    browser = await chromium.launch({ executablePath: programs.chromium, args });
    server = await start(programs);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  afterEach(async ({ task }) => {
    const shown = views;
    views = [];
    const complaints = shown.flatMap((view) => view.complaints());
    if (task.result?.state === 'fail')
      for (const [index, view] of shown.entries()) await view.shot(`failed ${task.name} ${index}`).catch(() => {});
    for (const view of shown) await view.close();
    if (complaints.length > 0) throw new Error(`the page complained:\n${complaints.join('\n')}`);
  });
  return {
    get server() {
      return server!;
    },
    open: async (options = {}) => {
      const view = await openView(browser!, options.from ?? server!.url, options);
      views.push(view);
      return view;
    },
    namespace: async () => {
      const name = `stage-${tag}-${++namespaces}`;
      await server!.kubectl(`create namespace ${name}`);
      // Pods are refused before their account is there.
      await server!.kubectl(`wait --for=create serviceaccount/default --timeout=60s -n ${name}`);
      return name;
    },
  };
}
