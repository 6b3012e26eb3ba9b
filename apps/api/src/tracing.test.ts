import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Graph } from '@canopy/model';
import { watchedKinds } from '@canopy/model/kinds';
import { connectServer, createProbe } from '@canopy/model/probe';
import { startSandbox } from '@canopy/sandbox';
import { afterEach, describe, expect, test } from 'vitest';
import { startWorld } from './testing/world.ts';
import { traceSource } from './trace-source.ts';
import { createTracing } from './tracing.ts';

interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly status?: { readonly code?: number; readonly message?: string };
  readonly attributes: readonly { readonly key: string; readonly value: Record<string, unknown> }[];
}

/** What takes spans as a collector does: OTLP as JSON. */
class Collector implements AsyncDisposable {
  readonly spans: Span[] = [];
  readonly types = new Set<string>();
  readonly #server: Server;

  constructor() {
    this.#server = createServer(async (request, response) => {
      let body = '';
      for await (const part of request) body += part;
      this.types.add(`${request.method} ${request.url} ${request.headers['content-type']}`);
      const { resourceSpans } = JSON.parse(body) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] };
      for (const { scopeSpans } of resourceSpans) for (const { spans } of scopeSpans) this.spans.push(...spans);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  }

  async url(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1/traces`;
  }

  named(name: string): Span {
    const span = this.spans.find((each) => each.name === name);
    if (span === undefined) throw new Error(`no span ${name}; there are ${this.spans.map((each) => each.name)}`);
    return span;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

describe('traces', () => {
  test('tell of an operation and the expression in it, within the trace of whoever asked', async () => {
    await using collector = new Collector();
    const tracing = await createTracing(await collector.url());
    await using world = await startWorld({}, { tracing });
    world.put({ id: 'a', type: 'pod' });
    const traceparent = `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01`;
    const ask = (query: string, operationName?: string) =>
      world.get('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', traceparent },
        body: JSON.stringify({ query, operationName }),
      });
    await ask(`query Mine { gremlin(query: "G.V()") { count } }`, 'Mine');
    await ask(`{ gremlin(query: "G.V(") { count } }`);
    await tracing.close();
    expect([...collector.types]).toEqual(['POST /v1/traces application/json']);
    const operation = collector.named('query gremlin');
    expect(operation.traceId).toBe('ab'.repeat(16));
    expect(operation.parentSpanId).toBe('cd'.repeat(8));
    expect(operation.attributes).toContainEqual({ key: 'graphql.operation.name', value: { stringValue: 'Mine' } });
    const expression = collector.named('gremlin');
    expect(expression.parentSpanId).toBe(operation.spanId);
    expect(expression.attributes).toContainEqual({ key: 'canopy.gremlin', value: { stringValue: 'G.V()' } });
    const failed = collector.spans.filter(({ status }) => status?.code === 2);
    expect(failed.map(({ name, status }) => [name, status?.message])).toContainEqual([
      'query gremlin',
      'GREMLIN_SYNTAX',
    ]);
  });

  test('tell of each list, and of lists from the start again', async () => {
    await using collector = new Collector();
    const tracing = await createTracing(await collector.url());
    const sandbox = await startSandbox({ port: 0, samples: false });
    stops.push(() => sandbox.close());
    const stop = new AbortController();
    const source = traceSource(connectServer(sandbox.url, { kinds: watchedKinds, clusterName: 'sandbox' }), tracing);
    const probe = createProbe({ graph: new Graph(), sources: [source] });
    const running = probe.run(stop.signal);
    await probe.whenReady();
    stop.abort();
    await running;
    await tracing.close();
    const list = collector.named('list pod');
    expect(list.attributes).toContainEqual({ key: 'canopy.state', value: { stringValue: 'live' } });
    expect(list.attributes).toContainEqual({ key: 'canopy.cluster', value: { stringValue: 'sandbox' } });
  });

  test('a resync is a span of its own, with what went wrong', async () => {
    await using collector = new Collector();
    const tracing = await createTracing(await collector.url());
    const fake = {
      cluster: 'c',
      get: async () => undefined,
      run: async (sink: Parameters<ReturnType<typeof traceSource>['run']>[0]) => {
        const status = { kind: 'pod', namespace: '', objects: 3, since: 0 };
        sink.sync({ ...status, state: 'listing', relists: 1 });
        sink.sync({ ...status, state: 'failing', relists: 1, problem: '500 broken' });
      },
    };
    await traceSource(fake, tracing).run(
      { upsert: () => {}, remove: () => {}, listed: () => {}, sync: () => {} },
      new AbortController().signal,
    );
    await tracing.close();
    expect(collector.named('resync pod').status).toMatchObject({ code: 2, message: '500 broken' });
  });
});
