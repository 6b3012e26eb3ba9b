import { afterEach, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from './base/clock.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from './sandbox.ts';

const running: Sandbox[] = [];
afterEach(async () => {
  for (const sandbox of running.splice(0)) await sandbox.close();
});

async function start(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ samples: false, ...options });
  running.push(sandbox);
  return sandbox;
}

const configMap = (name: string, value = '') =>
  `{ apiVersion: v1, kind: ConfigMap, metadata: { name: ${name} }, data: { value: "${value}" } }`;
const maps = '/api/v1/namespaces/default/configmaps';

interface Received {
  readonly type: string;
  readonly object: { kind: string; code?: number; metadata: { name: string; resourceVersion: string } };
}

/** Opens a watch; `next` gives one event after the other, undefined at a clean end, and rejects when the stream breaks. */
async function watch({ url }: Sandbox, query: string) {
  const response = await fetch(`${url}${maps}?watch=1&${query}`, { signal: AbortSignal.timeout(60_000) });
  const reader = response.body!.getReader();
  let text = '';
  return {
    code: response.status,
    async next(): Promise<Received | undefined> {
      for (;;) {
        const end = text.indexOf('\n');
        if (end >= 0) {
          const line = text.slice(0, end);
          text = text.slice(end + 1);
          return JSON.parse(line) as Received;
        }
        const { done, value } = await reader.read();
        if (done) return undefined;
        text += Buffer.from(value).toString();
      }
    },
  };
}

const revision = async ({ url }: Sandbox): Promise<string> => {
  const list = (await (await fetch(url + maps)).json()) as { metadata: { resourceVersion: string } };
  return list.metadata.resourceVersion;
};

describe('a compacted sandbox', () => {
  it('tells an old version that it is too old: in the stream, or as the answer', async () => {
    const sandbox = await start();
    const old = await revision(sandbox);
    sandbox.faults.compact();
    const told = await (await watch(sandbox, `resourceVersion=${old}`)).next();
    expect(told).toMatchObject({ type: 'ERROR', object: { kind: 'Status', code: 410 } });
    sandbox.faults.compact({ answer: 'http' });
    expect((await watch(sandbox, `resourceVersion=${old}`)).code).toBe(410);
    expect((await watch(sandbox, `resourceVersion=${await revision(sandbox)}`)).code).toBe(200);
  });
});

describe('a cut', () => {
  it('ends watches cleanly, or breaks the connections', async () => {
    const sandbox = await start();
    const first = await watch(sandbox, `resourceVersion=${await revision(sandbox)}`);
    sandbox.faults.cut('watches');
    expect(await first.next()).toBeUndefined();
    const second = await watch(sandbox, `resourceVersion=${await revision(sandbox)}`);
    sandbox.faults.cut();
    await expect(second.next()).rejects.toThrow();
  });
});

describe('a watch that waits', () => {
  it('is not opened any more when its client has left meanwhile', async () => {
    const alarms = new Map<object, number>();
    let release: (() => void) | undefined;
    const clock: Clock = {
      ...systemClock,
      after(milliseconds, run) {
        if (milliseconds === 12_345) {
          release = run;
          return () => {};
        }
        const alarm = {};
        alarms.set(alarm, milliseconds);
        const cancel = systemClock.after(milliseconds, run);
        return () => {
          alarms.delete(alarm);
          cancel();
        };
      },
    };
    const sandbox = await start({ clock });
    sandbox.faults.slow({ match: 'timeoutSeconds=77', delay: 12_345 });
    const client = new AbortController();
    const asked = fetch(`${sandbox.url}${maps}?watch=1&timeoutSeconds=77`, { signal: client.signal });
    await expect.poll(() => release).toBeDefined();
    client.abort();
    await expect(asked).rejects.toThrow();
    // The server answers somebody else after it noticed.
    await revision(sandbox);
    release!();
    await revision(sandbox);
    expect([...alarms.values()]).not.toContain(77_000);
  });
});

describe('half an event', () => {
  it('breaks the stream in the middle of a line, once', async () => {
    const sandbox = await start();
    const since = await revision(sandbox);
    const broken = await watch(sandbox, `resourceVersion=${since}`);
    sandbox.faults.halfEvent();
    await sandbox.apply(configMap('a'));
    await expect(broken.next()).rejects.toThrow();
    const again = await watch(sandbox, `resourceVersion=${since}`);
    expect(await again.next()).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'a' } } });
  });
});

describe('a status fault', () => {
  it('refuses the next requests that match, with Retry-After', async () => {
    const { url, faults } = await start();
    faults.status({ code: 429, times: 2, match: 'GET /api/v1/namespaces/default/configmaps', retryAfter: 7 });
    const refused = await fetch(url + maps);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '7']);
    expect((await fetch(`${url}/api/v1/pods`)).status).toBe(200);
    expect((await fetch(url + maps)).status).toBe(429);
    expect((await fetch(url + maps)).status).toBe(200);
  });

  it.each([401, 403, 500, 503])('answers with %i until it is cleared', async (code) => {
    const { url, faults } = await start();
    faults.status({ code });
    const answer = await fetch(url + maps);
    expect(answer.status).toBe(code);
    expect(await answer.json()).toMatchObject({ kind: 'Status', status: 'Failure', code });
    faults.clear();
    expect((await fetch(url + maps)).status).toBe(200);
  });
});

describe('a slow sandbox', () => {
  it('answers late where it is told to', async () => {
    const { url, faults } = await start();
    faults.slow({ delay: 150, match: '/configmaps' });
    const begun = performance.now();
    await fetch(url + maps);
    expect(performance.now() - begun).toBeGreaterThan(140);
  });
});

describe('a stopped sandbox', () => {
  it('refuses connections, and comes back on the same port with what it had', async () => {
    const sandbox = await start();
    await sandbox.apply(configMap('kept'));
    await sandbox.faults.stop();
    await expect(fetch(sandbox.url + maps)).rejects.toThrow();
    await sandbox.faults.start();
    expect((await fetch(`${sandbox.url}${maps}/kept`)).status).toBe(200);
  });
});

describe('faults over HTTP', () => {
  it('are switched by a POST', async () => {
    const { url } = await start();
    const post = (body: object) => fetch(`${url}/sandbox/faults`, { method: 'POST', body: JSON.stringify(body) });
    expect((await post({ fault: 'status', code: 500, times: 1 })).status).toBe(200);
    expect((await fetch(url + maps)).status).toBe(500);
    expect((await fetch(url + maps)).status).toBe(200);
    expect((await post({ fault: 'nonsense' })).status).toBe(400);
    expect((await post({ fault: 'status', code: 99_999 })).status).toBe(400);
    expect((await fetch(url + maps)).status).toBe(200);
  });
});

describe('a watch', () => {
  it('that reads slowly holds nothing up, and learns that it has fallen behind', async () => {
    const sandbox = await start({ keep: 50 });
    const slow = await watch(sandbox, `resourceVersion=${await revision(sandbox)}`);
    const big = 'x'.repeat(200_000);
    for (let count = 0; count < 200; count += 1) await sandbox.apply(configMap('big', `${count}${big}`));
    let last: Received | undefined;
    for (let event = await slow.next(); event; event = await slow.next()) last = event;
    expect(last).toMatchObject({ type: 'ERROR', object: { code: 410 } });
  });

  it('gets bookmarks while nothing happens', async () => {
    const sandbox = await start({ bookmarkEvery: 20 });
    const since = await revision(sandbox);
    const quiet = await watch(sandbox, `resourceVersion=${since}&allowWatchBookmarks=true`);
    expect(await quiet.next()).toMatchObject({ type: 'BOOKMARK', object: { kind: 'ConfigMap' } });
  });

  it('streams the present first when asked to, and says where it ends', async () => {
    const sandbox = await start();
    await sandbox.apply(configMap('a'));
    const stream = await watch(
      sandbox,
      'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&fieldSelector=metadata.name%3Da',
    );
    expect(await stream.next()).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'a' } } });
    expect(await stream.next()).toMatchObject({
      type: 'BOOKMARK',
      object: { metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } } },
    });
  });
});
