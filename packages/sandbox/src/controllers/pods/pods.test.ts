import { describe, expect, it } from 'vitest';
import { at, listAt, textAt } from '../../base/json.ts';
import { conditions, pod, world } from '../../testing/world.ts';

const waiting = (object: object): unknown => at(listAt(object, 'status', 'containerStatuses')[0], 'state', 'waiting');

describe('the scheduler', () => {
  it('spreads pods over the nodes', async () => {
    const { apply, pods } = world();
    for (const name of ['a', 'b', 'c']) await apply(pod(name));
    expect(new Set(pods().map((line) => line.split(' ')[2])).size).toBe(3);
  });

  it.each([
    ['nodeSelector: { disk: ssd }', "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector."],
    [
      'volumes: [{ name: v, persistentVolumeClaim: { claimName: none } }]',
      '0/3 nodes are available: persistentvolumeclaim "none" not found.',
    ],
  ])('tells why no node takes a pod with %s', async (spec, message) => {
    const { apply, pods, get } = world();
    await apply(pod('picky', 'image: nginx', spec));
    expect(pods()).toEqual(['picky Pending -']);
    expect(conditions(get('pods', 'picky'))).toEqual(['PodScheduled=False Unschedulable']);
    expect(JSON.stringify(get('pods', 'picky').status)).toContain(JSON.stringify(message).slice(1, -1));
  });

  it('waits for room, and takes it when there is some', async () => {
    const { apply, pods, pass, remove } = world();
    for (const name of ['a', 'b', 'c', 'd'])
      await apply(pod(name, 'image: nginx, resources: { requests: { cpu: "10" } }'));
    expect(pods()[3]).toBe('d Pending -');
    remove('pods', 'a');
    pass(1000);
    expect(pods().at(-1)).toMatch(/^d Running sandbox-/);
  });

  it('schedules when a node gets the label', async () => {
    const { apply, pods, cluster, pass } = world();
    await apply(pod('picky', 'image: nginx', 'nodeSelector: { disk: ssd }'));
    cluster.relabel('nodes', cluster.get('nodes', '', 'sandbox-2')!, { labels: { disk: 'ssd' } });
    pass(1000);
    expect(pods()).toEqual(['picky Running sandbox-2']);
  });

  it('leaves pods of other schedulers alone', async () => {
    const { apply, pods, pass } = world();
    await apply(pod('foreign', 'image: nginx', 'schedulerName: other'));
    pass(1000);
    expect(pods()).toEqual(['foreign Pending -']);
  });
});

describe('a pod', () => {
  it('is created, then runs and is ready', async () => {
    const { apply, pods, pass, get } = world();
    await apply(pod('web'));
    expect(pods()).toEqual(['web ContainerCreating sandbox-1']);
    pass(400);
    expect(pods()).toEqual(['web Running sandbox-1']);
    expect(conditions(get('pods', 'web'))).toEqual([
      'PodScheduled=True',
      'PodReadyToStartContainers=True',
      'Initialized=True',
      'Ready=True',
      'ContainersReady=True',
    ]);
    expect(listAt(get('pods', 'web'), 'status', 'containerStatuses')[0]).toMatchObject({
      image: 'docker.io/library/nginx:latest',
      imageID: expect.stringMatching(/^docker.io\/library\/nginx@sha256:[0-9a-f]{64}$/),
      containerID: expect.stringMatching(/^containerd:\/\/[0-9a-f]{64}$/),
      ready: true,
      restartCount: 0,
    });
  });

  it('whose configuration is missing says which, and starts when it turns up', async () => {
    const { apply, pods, pass, get } = world();
    await apply(pod('needy', 'image: nginx, envFrom: [{ configMapRef: { name: settings } }]'));
    pass(1000);
    expect(pods()).toEqual(['needy CreateContainerConfigError sandbox-1']);
    expect(waiting(get('pods', 'needy'))).toEqual({
      reason: 'CreateContainerConfigError',
      message: 'configmap "settings" not found',
    });
    await apply('{ apiVersion: v1, kind: ConfigMap, metadata: { name: settings } }');
    pass(1000);
    expect(pods()).toEqual(['needy Running sandbox-1']);
  });

  it('whose key is missing names the key', async () => {
    const { apply, pass, get } = world();
    await apply('{ apiVersion: v1, kind: Secret, metadata: { name: keys }, stringData: { other: x } }');
    await apply(
      pod('needy', 'image: nginx, env: [{ name: A, valueFrom: { secretKeyRef: { name: keys, key: main } } }]'),
    );
    pass(1000);
    expect(waiting(get('pods', 'needy'))).toMatchObject({ message: "couldn't find key main in Secret default/keys" });
  });

  it('whose volume cannot be mounted stays in ContainerCreating and tells why in an event', async () => {
    const { apply, pods, pass, cluster } = world();
    await apply(pod('needy', 'image: nginx', 'volumes: [{ name: v, secret: { secretName: gone } }]'));
    pass(1000);
    expect(pods()).toEqual(['needy ContainerCreating sandbox-1']);
    const told = cluster.list('events').map((event) => `${event.reason}: ${event.message}`);
    expect(told).toContain('FailedMount: MountVolume.SetUp failed for volume "v" : secret "gone" not found');
    await apply('{ apiVersion: v1, kind: Secret, metadata: { name: gone } }');
    pass(1000);
    expect(pods()).toEqual(['needy Running sandbox-1']);
  });

  it('may do without what is optional', async () => {
    const { apply, pods, pass } = world();
    await apply(pod('easy', 'image: nginx, envFrom: [{ secretRef: { name: none, optional: true } }]'));
    pass(1000);
    expect(pods()).toEqual(['easy Running sandbox-1']);
  });

  it('whose image does not exist backs off, and runs when the image is put right', async () => {
    const { apply, pods, pass } = world();
    await apply(pod('typo', 'image: example.com/does-not-exist:1'));
    pass(500);
    expect(pods()).toEqual(['typo ErrImagePull sandbox-1']);
    pass(5000);
    expect(pods()).toEqual(['typo ImagePullBackOff sandbox-1']);
    await apply(pod('typo', 'image: nginx'));
    pass(1000);
    expect(pods()).toEqual(['typo Running sandbox-1']);
  });

  it('that crashes is started again after longer and longer waits', async () => {
    const { apply, pods, pass, get } = world();
    await apply(pod('crash', 'image: busybox, command: [sh, -c, exit 2]'));
    pass(2000);
    expect(pods()).toEqual(['crash CrashLoopBackOff sandbox-1']);
    pass(60_000);
    const status = listAt(get('pods', 'crash'), 'status', 'containerStatuses')[0];
    expect(status).toMatchObject({ restartCount: 2, lastState: { terminated: { exitCode: 2, reason: 'Error' } } });
    expect(textAt(get('pods', 'crash'), 'status', 'phase')).toBe('Running');
  });

  it('that is to end ends, well or badly', async () => {
    const { apply, pods, pass } = world();
    await apply(pod('good', 'image: busybox', 'restartPolicy: Never'));
    await apply(pod('bad', 'image: busybox, args: [exit 1]', 'restartPolicy: Never'));
    pass(2000);
    expect(pods().map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual(['bad Error', 'good Completed']);
  });

  it('starts its init containers first, one after the other', async () => {
    const { apply, pods, pass } = world();
    await apply(
      pod('ready', 'image: nginx', 'initContainers: [{ name: a, image: busybox }, { name: b, image: busybox }]'),
    );
    pass(350);
    expect(pods()[0]).toContain('Init:0/2');
    pass(1000);
    expect(pods()[0]).toContain('Running');
  });

  it('whose readiness probe fails runs and is not ready', async () => {
    const { apply, pass, get } = world();
    await apply(pod('sick', 'image: nginx, readinessProbe: { exec: { command: ["false"] } }'));
    pass(1000);
    expect(conditions(get('pods', 'sick'))).toContain('Ready=False ContainersNotReady');
  });

  it('that is deleted ends gracefully, and at once on no node', async () => {
    const { apply, pods, pass, remove } = world();
    await apply(pod('web'));
    await apply(pod('homeless', 'image: nginx', 'nodeSelector: { no: where }'));
    pass(1000);
    remove('pods', 'homeless');
    remove('pods', 'web');
    expect(pods()).toEqual(['web Terminating sandbox-1']);
    pass(500);
    expect(pods()).toEqual([]);
  });
});
