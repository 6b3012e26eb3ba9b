/** A pod, its claim and its volume: red while the volume is missing, with the cause in the panel, and well with it. */

import { expect } from 'vitest';
import { redPixels } from '../picture.ts';
import type { Ground, Stage } from '../stage.ts';
import type { RowWanted, View } from '../view.ts';

/** A pod, its claim and its volume, with names that only this namespace has. */
export interface Chain {
  readonly namespace: string;
  readonly volume: string;
  readonly pod: RowWanted;
  readonly claim: RowWanted;
  apply(...parts: ('volume' | 'claim' | 'pod')[]): Promise<string>;
  /** Deletes it, also when something still holds on to it. */
  wipe(kind: 'pv' | 'pvc', name: string): Promise<void>;
}

export async function chainOn({ server, namespace: make }: Stage<Ground>): Promise<Chain> {
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

export async function claimWithoutVolume(stage: Stage<Ground>): Promise<void> {
  const chain = await chainOn(stage);
  const view = await stage.open({ address: { filter: 'G.V().Has("Name", Regex("task-pv-.*"))' } });
  await view.phase('live');
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
  await expect.poll(() => redPixels(view.page, id)).toBe(0);
  await view.shot('storage mended');
  await stage.server.kubectl(`delete pod task-pv-pod -n ${chain.namespace} --wait=false`);
  await stage.server.kubectl(`delete pvc task-pv-claim -n ${chain.namespace} --wait=false`);
  await stage.server.kubectl(`delete pv ${chain.volume} --wait=false`);
}

/** How red it is where the panel leads to it. */
async function red(view: View, wanted: RowWanted): Promise<number> {
  const id = await view.idOf(wanted);
  await view.page.locator('#tab-problems').click();
  await view.page.locator(`[data-problems] [data-id="${id}"]`).first().click();
  let count = 0;
  await expect.poll(async () => (count = await redPixels(view.page, id))).toBeGreaterThan(40);
  return count;
}

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
