/**
 * Traces, where somebody collects them: spans for operations, expressions and lists, sent as OTLP over HTTP. The packages
 * for it are loaded only then. https://opentelemetry.io/docs/specs/otlp/
 */

import { AsyncLocalStorage } from 'node:async_hooks';
import type { Span, SpanContext, Tracer } from '@opentelemetry/api';

export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

export interface OpenSpan {
  /** `problem` says what went wrong, where something did. */
  end(problem?: string, attributes?: Attributes): void;
}

export interface Tracing {
  /** A span that ends when somebody says so. */
  start(name: string, attributes: Attributes): OpenSpan;
  /** A span around `run`, in which further ones are its children. `traceparent` is the header of that name. */
  within<T>(name: string, attributes: Attributes, run: (span: OpenSpan) => T, traceparent?: string): T;
  /** Sends what is left. */
  close(): Promise<void>;
}

const unseen: OpenSpan = { end: () => {} };

export const untraced: Tracing = {
  start: () => unseen,
  within: (_name, _attributes, run) => run(unseen),
  close: async () => {},
};

/** Sends spans to the URL; rejects where the packages are not installed. */
export async function createTracing(url: string): Promise<Tracing> {
  const [api, { TracerProvider, BatchSpanProcessor }, { resourceFromAttributes }, { OTLPTraceExporter }] =
    await Promise.all([
      import('@opentelemetry/api'),
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/exporter-trace-otlp-http'),
    ]);
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': process.env.OTEL_SERVICE_NAME ?? 'canopy' }),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url }) })],
  });
  return new Traced(api, provider.getTracer('canopy'), () => provider.shutdown());
}

class Traced implements Tracing {
  readonly #api: typeof import('@opentelemetry/api');
  readonly #tracer: Tracer;
  readonly #close: () => Promise<void>;
  readonly #around = new AsyncLocalStorage<Span>();

  constructor(api: typeof import('@opentelemetry/api'), tracer: Tracer, close: () => Promise<void>) {
    this.#api = api;
    this.#tracer = tracer;
    this.#close = close;
  }

  start(name: string, attributes: Attributes): OpenSpan {
    return this.#open(this.#span(name, attributes));
  }

  within<T>(name: string, attributes: Attributes, run: (span: OpenSpan) => T, traceparent?: string): T {
    const span = this.#span(name, attributes, traceparent);
    return this.#around.run(span, () => run(this.#open(span)));
  }

  close(): Promise<void> {
    return this.#close();
  }

  #span(name: string, attributes: Attributes, traceparent?: string): Span {
    const { trace, ROOT_CONTEXT } = this.#api;
    const around = this.#around.getStore();
    const caller = around === undefined ? callerOf(traceparent) : around.spanContext();
    const context = caller === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, caller);
    return this.#tracer.startSpan(name, { attributes }, context);
  }

  #open(span: Span): OpenSpan {
    return {
      end: (problem, attributes = {}) => {
        for (const [key, value] of Object.entries(attributes)) if (value !== undefined) span.setAttribute(key, value);
        if (problem !== undefined) span.setStatus({ code: this.#api.SpanStatusCode.ERROR, message: problem });
        span.end();
      },
    };
  }
}

/** https://www.w3.org/TR/trace-context/#traceparent-header */
function callerOf(traceparent: string | undefined): SpanContext | undefined {
  const [, traceId, spanId, flags] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(flags ?? '0', 16) & 1, isRemote: true };
}
