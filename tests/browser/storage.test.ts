/** The third story: a pod that does not start, and the red chain that leads to the reason. */

import { expect, test } from 'vitest';
import { redPixels } from './picture.ts';
import { onStage, type Stage } from './stage.ts';
import type { RowWanted, View } from './view.ts';

/** A pod, its claim and its volume, with names that only this namespace has. */
interface Chain {
  readonly namespace: string;
  readonly volume: string;
  readonly pod: RowWanted;
  readonly claim: RowWanted;
  apply(...parts: ('volume' | 'claim' | 'pod')[]): Promise<string>;
  /** Deletes it, also when something still holds on to it. */
  wipe(kind: 'pv' | 'pvc', name: string): Promise<void>;
}

async function chainOn({ server, namespace: make }: Stage): Promise<Chain> {
  const namespace = await make();
  const volume = `task-pv-volume-${namespace}`;
  const manifests = { volume: volumeManifest(volume, namespace), claim: claimManifest(namespace), pod: podManifest };
  return {
    namespace,
    volume,
    pod: { type: 'pod', namespace, name: 'task-pv-pod' },
    claim: { type: 'persistentvolumeclaim', namespace, name: 'task-pv-claim' },
    apply: (...parts) =>
      server.kubectl(`apply -n ${namespace} -f -`, parts.map((part) => manifests[part]).join('---\n')),
    wipe: async (kind, name) => {
      await server.kubectl(`delete ${kind} ${name} -n ${namespace} --wait=false`);
      await server.kubectl(`patch ${kind} ${name} -n ${namespace} -p {"metadata":{"finalizers":null}}`);
    },
  };
}

async function red(view: View, wanted: RowWanted): Promise<number> {
  const id = await view.idOf(wanted);
  await view.page.locator('#tab-problems').click();
  await view.page.locator(`[data-problems] [data-id="${id}"]`).first().click();
  let count = 0;
  await expect.poll(async () => (count = await redPixels(view.page, id)), { timeout: 5_000 }).toBeGreaterThan(40);
  return count;
}

onStage('storage', (stage) => {
  test('a claim without a volume is down, the pod that waits for it too, and both come up with the volume', async () => {
    const chain = await chainOn(stage);
    const view = await stage.open();
    await view.phase('live');
    await view.choose('filter', 'k8s storage');
    await chain.apply('claim', 'pod');
    await view.shows({ ...chain.claim, state: 'DOWN' });
    await view.shows({ ...chain.pod, state: 'DOWN' });
    expect(await red(view, chain.claim)).toBeGreaterThan(40);
    await view.shot('storage trouble');

    await chain.apply('volume');
    await view.shows({ ...chain.claim, state: 'UP' });
    await view.shows({ ...chain.pod, state: 'UP' });
    await view.shows({ type: 'persistentvolume', name: chain.volume, state: 'UP' });
    const id = await view.idOf(chain.claim);
    await expect.poll(() => redPixels(view.page, id), { timeout: 5_000 }).toBe(0);
    await view.shot('storage mended');
  });

  test('a deleted volume leaves a hole that its claim points to, until it is back', async () => {
    const chain = await chainOn(stage);
    const view = await stage.open();
    await chain.apply('volume', 'claim', 'pod');
    await view.shows({ ...chain.pod, state: 'UP' });
    await view.shows({ ...chain.claim, state: 'UP' });
    await chain.wipe('pv', chain.volume);
    const volume = { type: 'persistentvolume', name: chain.volume };
    await view.shows({ ...volume, state: 'DOWN', health: 'missing' });
    await view.shows({ ...chain.claim, state: 'DOWN' });
    await chain.apply('volume');
    await view.shows({ ...volume, state: 'UP' });
    await view.shows({ ...chain.claim, state: 'UP' });
  });

  test('a pod made while its claim is gone is down, and the missing claim is the cause', async () => {
    const chain = await chainOn(stage);
    const view = await stage.open();
    await chain.apply('volume', 'claim', 'pod');
    await view.shows({ ...chain.pod, state: 'UP' });
    await stage.server.kubectl(`delete pod task-pv-pod -n ${chain.namespace}`);
    await stage.server.kubectl(`delete pvc task-pv-claim -n ${chain.namespace}`);
    await view.lacks(chain.claim);
    await chain.apply('pod');
    await view.shows({ ...chain.claim, state: 'DOWN', health: 'missing' });
    await view.shows({ ...chain.pod, state: 'DOWN' });
    const [claim, pod] = [await view.idOf(chain.claim), await view.idOf(chain.pod)];
    await view.page.locator('#tab-problems').click();
    const cause = view.page.locator('[data-problems] li').filter({ has: view.page.locator(`[data-id="${claim}"]`) });
    await cause.waitFor();
    expect(await cause.innerText()).toMatch(/NotFound/);
    expect(await cause.innerText()).toMatch(/takes down 2 more/);
    expect(await view.page.locator(`[data-problems] .cause[data-id="${pod}"]`).count()).toBe(0);
    await view.shot('storage missing claim');

    await stage.server.kubectl(`delete pv ${chain.volume}`);
    await chain.apply('volume', 'claim');
    await view.shows({ ...chain.claim, state: 'UP' });
    await view.shows({ ...chain.pod, state: 'UP' });
  });
});

const volumeManifest = (name: string, storageClass: string) => `
apiVersion: v1
kind: PersistentVolume
metadata: { name: ${name} }
spec:
  storageClassName: manual-${storageClass}
  capacity: { storage: 10Gi }
  accessModes: [ReadWriteOnce]
  hostPath: { path: /mnt/data }
`;
const claimManifest = (storageClass: string) => `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: task-pv-claim }
spec:
  storageClassName: manual-${storageClass}
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 3Gi } }
`;
const podManifest = `
apiVersion: v1
kind: Pod
metadata: { name: task-pv-pod }
spec:
  containers: [{ name: main, image: nginx, volumeMounts: [{ name: data, mountPath: /data }] }]
  volumes: [{ name: data, persistentVolumeClaim: { claimName: task-pv-claim } }]
`;
