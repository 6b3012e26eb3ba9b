import { describe, expect, it } from 'vitest';
import { at } from '../../base/json.ts';
import { pod, world } from '../../testing/world.ts';

const claim = (name: string, size: string, more = '') => `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: ${name} }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: ${size} } }${more} }
`;
const volume = (name: string, size: string, more = '') => `
apiVersion: v1
kind: PersistentVolume
metadata: { name: ${name} }
spec: { capacity: { storage: ${size} }, accessModes: [ReadWriteOnce], storageClassName: manual, hostPath: { path: /x }${more} }
`;
const manual = ', storageClassName: manual';
const phase = (object: object) => at(object, 'status', 'phase');

describe('claims', () => {
  it('take the smallest volume that is large enough', async () => {
    const { apply, get } = world();
    for (const [name, size] of [
      ['big', '9Gi'],
      ['right', '4Gi'],
      ['small', '1Gi'],
    ] as const)
      await apply(volume(name, size));
    await apply(claim('data', '3Gi', manual));
    expect(at(get('persistentvolumeclaims', 'data'), 'spec', 'volumeName')).toBe('right');
    expect([phase(get('persistentvolumes', 'right')), phase(get('persistentvolumes', 'big'))]).toEqual([
      'Bound',
      'Available',
    ]);
  });

  it('wait for a volume that does not exist yet, and the pod with them', async () => {
    const { apply, get, pods, pass } = world();
    await apply(claim('data', '3Gi', manual));
    await apply(pod('user', 'image: nginx', 'volumes: [{ name: v, persistentVolumeClaim: { claimName: data } }]'));
    pass(1000);
    expect(pods()).toEqual(['user Pending -']);
    expect(JSON.stringify(get('pods', 'user').status)).toContain('pod has unbound immediate PersistentVolumeClaims');
    await apply(volume('late', '3Gi'));
    pass(1000);
    expect(phase(get('persistentvolumeclaims', 'data'))).toBe('Bound');
    expect(pods()[0]).toContain('user Running');
  });

  it('of the default class get a volume made, which goes with them', async () => {
    const { apply, get, find, remove, pass, cluster } = world();
    await apply(claim('data', '2Gi'));
    expect(get('persistentvolumeclaims', 'data')).toMatchObject({
      spec: { storageClassName: 'standard' },
      status: { phase: 'Bound' },
    });
    expect(cluster.list('persistentvolumes')).toHaveLength(1);
    remove('persistentvolumeclaims', 'data');
    pass(100);
    expect(find('persistentvolumeclaims', 'data')).toBeUndefined();
    expect(cluster.list('persistentvolumes')).toHaveLength(0);
  });

  it('leave a retained volume released, which no other claim gets', async () => {
    const { apply, get, remove } = world();
    await apply(volume('kept', '4Gi'));
    await apply(claim('first', '1Gi', manual));
    remove('persistentvolumeclaims', 'first');
    expect(phase(get('persistentvolumes', 'kept'))).toBe('Released');
    await apply(claim('second', '1Gi', manual));
    expect(phase(get('persistentvolumeclaims', 'second'))).toBe('Pending');
  });

  it('are not deleted before the pod that uses them', async () => {
    const { apply, get, find, remove, pass } = world();
    await apply(claim('data', '2Gi'));
    await apply(pod('user', 'image: nginx', 'volumes: [{ name: v, persistentVolumeClaim: { claimName: data } }]'));
    pass(1000);
    remove('persistentvolumeclaims', 'data');
    expect(get('persistentvolumeclaims', 'data').metadata.deletionTimestamp).toBeDefined();
    remove('pods', 'user');
    pass(1000);
    expect(find('persistentvolumeclaims', 'data')).toBeUndefined();
  });

  it('that lose their volume are lost', async () => {
    const { apply, get, cluster } = world();
    await apply(volume('frail', '4Gi'));
    await apply(claim('data', '1Gi', manual));
    cluster.core.store.remove('persistentvolumes', get('persistentvolumes', 'frail'));
    await apply(volume('other', '1Mi'));
    expect(phase(get('persistentvolumeclaims', 'data'))).toBe('Lost');
  });

  it('of a class that binds late wait for a pod', async () => {
    const { apply, get, pass } = world();
    await apply(`
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: late }
provisioner: sandbox.canopy.dev/local
volumeBindingMode: WaitForFirstConsumer
`);
    await apply(claim('data', '2Gi', ', storageClassName: late'));
    expect(phase(get('persistentvolumeclaims', 'data'))).toBe('Pending');
    await apply(pod('user', 'image: nginx', 'volumes: [{ name: v, persistentVolumeClaim: { claimName: data } }]'));
    pass(1000);
    expect(phase(get('persistentvolumeclaims', 'data'))).toBe('Bound');
    expect(phase(get('pods', 'user'))).toBe('Running');
  });
});
