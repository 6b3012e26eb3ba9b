/** Watching through a selector: an object that leaves it is deleted for the watcher, one that enters it is added. */

import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { clientOf } from './client.ts';
import { configMap, idlePod } from './manifests.ts';
import { serverUnderTest } from './server.ts';
import { describeEvents, openWatch, type Watching } from './watch.ts';

const server = await serverUnderTest();
const client = clientOf(server);
afterAll(() => server.close());

let base: string;
const open: Watching[] = [];
beforeEach(async () => {
  base = `/api/v1/namespaces/${await client.namespace()}`;
  return () => {
    for (const watching of open.splice(0)) watching.close();
  };
});

async function watchFromNow(resource: string, query: Record<string, string>): Promise<Watching> {
  const resourceVersion = (await client.get(`${base}/${resource}`)).body.metadata.resourceVersion;
  const watching = await openWatch(server, `${base}/${resource}?${new URLSearchParams({ resourceVersion, ...query })}`);
  open.push(watching);
  return watching;
}

const label = (name: string, app: string | null) =>
  client.patch(`${base}/configmaps/${name}`, 'merge-patch', { metadata: { labels: { app } } });

describe(`watches with selectors of the ${server.name}`, () => {
  test('an object enters and leaves a label selector', async () => {
    const watching = await watchFromNow('configmaps', { labelSelector: 'app=web' });
    await client.post(`${base}/configmaps`, configMap('a', { step: '0' }, { labels: { app: 'db' } }));
    await label('a', 'web');
    await client.patch(`${base}/configmaps/a`, 'merge-patch', { data: { step: '1' } });
    await label('a', 'db');
    await client.delete(`${base}/configmaps/a`);
    await client.post(`${base}/configmaps`, configMap('end', {}, { labels: { app: 'web' } }));
    const events = await watching.until((event) => event.object.metadata.name === 'end');
    expect(describeEvents(events)).toEqual(['ADDED a', 'MODIFIED a', 'DELETED a', 'ADDED end']);
  });

  test('an object that leaves is shown as it was while it matched, with the version of its leaving', async () => {
    await client.post(`${base}/configmaps`, configMap('a', {}, { labels: { app: 'web' } }));
    const watching = await watchFromNow('configmaps', { labelSelector: 'app=web' });
    const after = (await label('a', 'db')).body;
    const event = await watching.next();
    expect(event?.type).toBe('DELETED');
    expect(event?.object.metadata.labels).toEqual({ app: 'web' });
    expect(event?.object.metadata.resourceVersion).toBe(after.metadata.resourceVersion);
  });

  test('an object whose label goes away enters a selector for its absence', async () => {
    await client.post(`${base}/configmaps`, configMap('a', {}, { labels: { app: 'web' } }));
    const watching = await watchFromNow('configmaps', { labelSelector: '!app' });
    await label('a', null);
    await label('a', 'web');
    const events = await watching.until((event) => event.type === 'DELETED');
    expect(describeEvents(events)).toEqual(['ADDED a', 'DELETED a']);
  });

  test('replay applies the selector to each moment', async () => {
    const resourceVersion = (await client.get(`${base}/configmaps`)).body.metadata.resourceVersion;
    await client.post(`${base}/configmaps`, configMap('a', {}, { labels: { app: 'web' } }));
    await label('a', 'db');
    await label('a', 'web');
    const watching = await watchFromNow('configmaps', { labelSelector: 'app=web', resourceVersion });
    const events = [await watching.next(), await watching.next(), await watching.next()];
    expect(describeEvents(events.map((event) => event!))).toEqual(['ADDED a', 'DELETED a', 'ADDED a']);
  });

  test('a pod leaves a field selector when its phase changes', async () => {
    await client.post(`${base}/pods`, idlePod('a'));
    await client.post(`${base}/pods`, idlePod('b'));
    const watching = await watchFromNow('pods', { fieldSelector: 'status.phase=Pending' });
    await client.patch(`${base}/pods/a/status`, 'merge-patch', { status: { phase: 'Failed' } });
    await client.patch(`${base}/pods/b`, 'merge-patch', { metadata: { labels: { still: 'pending' } } });
    expect(describeEvents([(await watching.next())!, (await watching.next())!])).toEqual(['DELETED a', 'MODIFIED b']);
  });

  test('one object is watched by its name', async () => {
    const watching = await watchFromNow('configmaps', { fieldSelector: 'metadata.name=a' });
    for (const name of ['b', 'a', 'c']) await client.post(`${base}/configmaps`, configMap(name));
    await client.delete(`${base}/configmaps/a`);
    expect(describeEvents([(await watching.next())!, (await watching.next())!])).toEqual(['ADDED a', 'DELETED a']);
  });
});
