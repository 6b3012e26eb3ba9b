/** Makes the pictures of the README again: node tests/browser/pictures.ts, after npm run build. */

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findPrograms } from './programs.ts';
import { type Server, startServer } from './server.ts';
import { openView, settled, type View, type ViewOptions } from './view.ts';

interface Picture extends ViewOptions {
  readonly file: string;
  /** Without the outline. */
  readonly plain?: boolean;
  /** What has to be in the page before. */
  readonly ready: (view: View) => Promise<unknown>;
}

const folder = join(import.meta.dirname, '..', '..', 'docs', 'images');

const pictures: readonly Picture[] = [
  {
    file: 'overview.png',
    ready: (view) => view.shows({ type: 'pod', state: 'UP' }, 10),
  },
  {
    file: 'network-policy.png',
    width: 1200,
    height: 640,
    plain: true,
    address: {
      filter:
        'G.V().Has("Type", Within("networkpolicy", "deployment", "replicaset", "pod"), "K8s.Namespace", "bookinfo")',
      layout: 'diagram',
    },
    ready: (view) =>
      view.page.waitForFunction(() => globalThis.canopy.asDiagram && globalThis.canopy.lines.length > 20),
  },
  {
    file: 'secret-light.png',
    theme: 'light',
    width: 1200,
    height: 750,
    address: { highlight: 'G.V().Has("Type", "secret", "Name", "mysql-pass").In()' },
    ready: (view) => view.page.waitForFunction(() => globalThis.canopy.highlighted.length > 0),
  },
  {
    file: 'storage.png',
    width: 1200,
    height: 640,
    plain: true,
    address: { filter: 'G.V().Has("Name", Regex("task-pv-*"))', panel: 'problems' },
    ready: (view) => view.page.locator('[data-problems] li').nth(1).waitFor(),
  },
];

/** The pod is made again while its claim is gone. */
async function makeTrouble({ kubectl }: Server): Promise<void> {
  await kubectl('delete pod task-pv-pod');
  await kubectl('delete pvc task-pv-claim');
  await kubectl('apply -f -', pod);
}

const pod = `
apiVersion: v1
kind: Pod
metadata: { name: task-pv-pod }
spec:
  containers: [{ name: task-pv-container, image: nginx, volumeMounts: [{ name: data, mountPath: /data }] }]
  volumes: [{ name: data, persistentVolumeClaim: { claimName: task-pv-claim } }]
`;

const { programs, missing } = findPrograms();
if (programs === undefined) throw new Error(missing.join('; '));
const browser = await chromium.launch({ executablePath: programs.chromium, args: ['--no-sandbox'] });
const server = await startServer(programs.kubectl);
try {
  for (const { file, plain, ready, ...options } of pictures) {
    if (file === 'storage.png') await makeTrouble(server);
    const view = await openView(browser, server.url, options);
    await view.phase('live');
    await ready(view);
    if (plain) await view.page.keyboard.press('o');
    await settled(view.page);
    await view.page.keyboard.press('0');
    await settled(view.page);
    const path = join(folder, file);
    await view.page.screenshot({ path });
    console.info(`${file}: ${Math.ceil(statSync(path).size / 1024)} kB`);
    await view.close();
  }
} finally {
  await browser.close();
  await server.close();
}
