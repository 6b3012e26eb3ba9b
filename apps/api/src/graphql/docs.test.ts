/** The examples of docs/graphql.md work as they stand there, against the sample cluster. */

import { readFileSync } from 'node:fs';
import { Graph } from '@canopy/model';
import { watchedKinds } from '@canopy/model/kinds';
import { connectServer, createProbe } from '@canopy/model/probe';
import { type Sandbox, startSandbox } from '@canopy/sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, createApp } from '../app.ts';
import { configSchema } from '../config.ts';
import { silent } from '../log.ts';
import { subscribe } from '../testing/subscriber.ts';

const page = readFileSync(new URL('../../../../docs/graphql.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/^## (.*)$|```graphql\n([\s\S]*?)```/gm)]
  .reduce<{ title: string; text: string }[]>((all, [, title, text]) => {
    if (title !== undefined) all.push({ title, text: '' });
    else if (all.at(-1)?.text === '') all.at(-1)!.text = text!;
    else all.push({ title: `${all.at(-1)!.title}, further`, text: text! });
    return all;
  }, [])
  .filter(({ text }) => text !== '');

const stop = new AbortController();
let sandbox: Sandbox;
let app: App;
let running: Promise<void>;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, samples: true });
  const graph = new Graph();
  const source = connectServer(sandbox.url, { kinds: watchedKinds, clusterName: 'sandbox' });
  const probe = createProbe({ graph, sources: [source] });
  running = probe.run(stop.signal);
  app = await createApp({ graph, probe, config: configSchema.parse({ port: 0 }), log: silent });
  await probe.whenReady();
}, 60_000);

afterAll(async () => {
  stop.abort();
  await app.close();
  await running;
  await sandbox.close();
});

describe('the examples of the page on GraphQL', () => {
  test('are as many as the page shows', () => expect(examples.length).toBeGreaterThan(7));

  test.each(examples)('$title', async ({ text }) => {
    if (text.startsWith('subscription')) {
      const eyes = subscribe(app.url, text);
      await eyes.until(() => true);
      expect(eyes.errors).toEqual([]);
      await eyes.stop();
      return;
    }
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: text }),
    });
    const { data, errors } = (await response.json()) as { data: Record<string, unknown>; errors?: unknown };
    expect(errors).toBeUndefined();
    for (const value of Object.values(data)) expect(value).not.toBeNull();
    const { resources, gremlin } = data as { resources?: { nodes: unknown[] }; gremlin?: { count: number } };
    if (resources !== undefined && !text.includes('state: DOWN')) expect(resources.nodes).not.toEqual([]);
    if (gremlin !== undefined) expect(gremlin.count).toBeGreaterThan(0);
  });
});
