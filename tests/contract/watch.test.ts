/** Watching a list: replay, order, bookmarks, the initial list as a stream, and the end. */

import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { clientOf } from './client.ts';
import { configMap, secret } from './manifests.ts';
import { serverUnderTest } from './server.ts';
import { describeEvents, openWatch, type Watching } from './watch.ts';

const server = await serverUnderTest();
const client = clientOf(server);
afterAll(() => server.close());

let path: string;
const open: Watching[] = [];
const watch = async (query: string, at = path) => {
  const watching = await openWatch(server, `${at}?${query}`);
  open.push(watching);
  return watching;
};

beforeEach(async () => {
  path = `/api/v1/namespaces/${await client.namespace()}/secrets`;
  return () => {
    for (const watching of open.splice(0)) watching.close();
  };
});

const version = async () => (await client.get(path)).body.metadata.resourceVersion;
const label = (name: string, value: string) =>
  client.patch(`${path}/${name}`, 'merge-patch', { metadata: { labels: { value } } });
const isBookmark = (event: { type: string }) => event.type === 'BOOKMARK';

describe(`watches of the ${server.name}`, () => {
  test('what happened since a version is replayed in order', async () => {
    const since = await version();
    await client.post(path, secret('a'));
    await client.post(path, secret('b'));
    await label('a', '1');
    await client.delete(`${path}/a`);
    const watching = await watch(`resourceVersion=${since}`);
    const events = await watching.until((event) => event.type === 'DELETED');
    expect(describeEvents(events)).toEqual(['ADDED a', 'ADDED b', 'MODIFIED a', 'DELETED a']);
    const versions = events.map((event) => BigInt(event.object.metadata.resourceVersion));
    for (let i = 1; i < versions.length; i++) expect(versions[i]).toBeGreaterThan(versions[i - 1]!);
  });

  test('objects of a watch carry kind and apiVersion', async () => {
    const watching = await watch(`resourceVersion=${await version()}`);
    await client.post(path, secret('typed'));
    expect((await watching.next())?.object).toMatchObject({ kind: 'Secret', apiVersion: 'v1' });
  });

  test('a deleted object is shown as it was last', async () => {
    await client.post(path, secret('last'));
    await label('last', 'seen');
    const watching = await watch(`resourceVersion=${await version()}`);
    await client.delete(`${path}/last`);
    const event = await watching.next();
    expect(event?.type).toBe('DELETED');
    expect(event?.object.metadata.labels).toEqual({ value: 'seen' });
  });

  test.each(['', 'resourceVersion=0'])('a watch with %j begins with what exists', async (query) => {
    await client.post(path, secret('a'));
    await client.post(path, secret('b'));
    // A cache that serves version 0 must have seen them.
    await client.get(path);
    const watching = await watch(query);
    const begin = await watching.until((event) => event.object.metadata.name === 'b');
    expect(describeEvents(begin).sort()).toEqual(['ADDED a', 'ADDED b']);
    await client.delete(`${path}/a`);
    expect(describeEvents([(await watching.next())!])).toEqual(['DELETED a']);
  });

  test('a write that changes nothing makes no event', async () => {
    await client.post(path, secret('a'));
    await label('a', '1');
    const watching = await watch(`resourceVersion=${await version()}`);
    await label('a', '1');
    await label('a', '2');
    const event = await watching.next();
    expect(event?.object.metadata.labels).toEqual({ value: '2' });
  });

  test('a watch of one namespace sees no other; one of all sees both', async () => {
    const other = `/api/v1/namespaces/${await client.namespace()}/secrets`;
    const since = await version();
    const here = await watch(`resourceVersion=${since}`);
    const everywhere = await watch(`resourceVersion=${since}`, '/api/v1/secrets');
    await client.post(other, secret('there'));
    await client.post(path, secret('here'));
    expect(describeEvents([(await here.next())!])).toEqual(['ADDED here']);
    const mine = (await everywhere.until((event) => event.object.metadata.name === 'here')).slice(-2);
    expect(describeEvents(mine)).toEqual(['ADDED there', 'ADDED here']);
  });

  test('a watch ends by itself when its time is over', async () => {
    const watching = await watch(`resourceVersion=${await version()}&timeoutSeconds=1`);
    expect(await watching.next()).toBeUndefined();
  });

  test('a bookmark tells a watch that asked for it how far it is, before it ends', async () => {
    const elsewhere = `/api/v1/namespaces/${await client.namespace()}/secrets`;
    const since = await version();
    const plain = await watch(`resourceVersion=${since}&timeoutSeconds=10`);
    const watching = await watch(`resourceVersion=${since}&timeoutSeconds=10&allowWatchBookmarks=true`);
    await client.post(elsewhere, secret('a'));
    const bookmark = await watching.next();
    expect(bookmark).toMatchObject({ type: 'BOOKMARK', object: { kind: 'Secret', apiVersion: 'v1' } });
    expect(bookmark?.object).not.toHaveProperty('data');
    expect(BigInt(bookmark!.object.metadata.resourceVersion)).toBeGreaterThan(BigInt(since));
    expect(await plain.next()).toBeUndefined();
  });

  test('a stream may begin with the whole list, and says when it is complete', async () => {
    await client.post(path, secret('a'));
    await client.post(path, secret('b'));
    const watching = await watch('sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true');
    const events = await watching.until(isBookmark);
    expect(describeEvents(events).sort()).toEqual(['ADDED a', 'ADDED b', 'BOOKMARK']);
    const end = events.at(-1)!.object.metadata;
    expect(end.annotations).toEqual({ 'k8s.io/initial-events-end': 'true' });
    expect(BigInt(end.resourceVersion)).toBeGreaterThanOrEqual(BigInt(events[1]!.object.metadata.resourceVersion));
    await client.post(path, secret('c'));
    expect(describeEvents([(await watching.next())!])).toEqual(['ADDED c']);
  });

  test('an empty list is complete at once', async () => {
    const watching = await watch('sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true');
    expect(describeEvents(await watching.until(isBookmark))).toEqual(['BOOKMARK']);
  });

  test('initial events must say how old they may be', async () => {
    expect((await watch('sendInitialEvents=true&allowWatchBookmarks=true')).code).toBe(422);
  });

  test('a forgotten version is Gone', async () => {
    const since = await version();
    await client.post(path, secret('a'));
    await client.delete(`${path}/a`);
    await server.forget();
    const watching = await watch(`resourceVersion=${since}`);
    expect(watching.code).toBe(200);
    expect(await watching.next()).toMatchObject({
      type: 'ERROR',
      object: { kind: 'Status', status: 'Failure', code: 410, reason: 'Expired' },
    });
    expect(await watching.next()).toBeUndefined();
  });

  test('a version that is no number is refused', async () => {
    expect((await watch('resourceVersion=nonsense')).code).toBeGreaterThanOrEqual(400);
  });

  test('an object that is created and deleted many times is told each time', async () => {
    const maps = path.replace('secrets', 'configmaps');
    const watching = await watch(
      `resourceVersion=${await version()}&fieldSelector=${encodeURIComponent('metadata.name=often')}`,
      maps,
    );
    for (let i = 0; i < 10; i++) {
      await client.post(maps, configMap('often'));
      await client.delete(`${maps}/often`);
    }
    const uids = [];
    for (let i = 0; i < 20; i++) {
      const event = (await watching.next())!;
      expect(event.type).toBe(i % 2 === 0 ? 'ADDED' : 'DELETED');
      uids.push(event.object.metadata.uid);
    }
    expect(new Set(uids).size).toBe(10);
  });
});
