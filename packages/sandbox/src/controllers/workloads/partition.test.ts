import { expect, it } from 'vitest';
import { mapsAt } from '../../base/json.ts';
import { world } from '../../testing/world.ts';

const set = (image: string, partition: number, start = 0) =>
  `{ apiVersion: apps/v1, kind: StatefulSet, metadata: { name: db }, spec: { replicas: 2, serviceName: db, ordinals: { start: ${start} }, updateStrategy: { type: RollingUpdate, rollingUpdate: { partition: ${partition} } }, selector: { matchLabels: { app: db } }, template: { metadata: { labels: { app: db } }, spec: { containers: [{ name: main, image: '${image}' }] } } } }`;

it.each([0, 5])(
  'pods before the partition keep their template, when they are made again too (first pod: %i)',
  async (start) => {
    const { apply, pass, remove, cluster, failures } = world();
    const images = () =>
      cluster
        .list('pods', 'default')
        .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
        .map((pod) => mapsAt(pod, 'spec', 'containers')[0]?.image);
    await apply(set('postgres:16', 0, start));
    pass(5000);
    await apply(set('postgres:17', 1, start));
    pass(5000);
    expect(images()).toEqual(['postgres:16', 'postgres:17']);
    remove('pods', `db-${start}`);
    pass(5000);
    expect(images()).toEqual(['postgres:16', 'postgres:17']);
    await apply(set('postgres:17', 0, start));
    pass(5000);
    expect(images()).toEqual(['postgres:17', 'postgres:17']);
    expect(failures).toEqual([]);
  },
);
