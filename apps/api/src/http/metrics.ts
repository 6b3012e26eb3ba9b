/** `/metrics`: what Prometheus asks. A registry of our own, so that two apps live in one process. */

import type { Reader } from '@canopy/model';
import type { SyncStatus } from '@canopy/model/probe';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Context } from '../graphql/context.ts';
import type { OperationName } from '../graphql/operations.ts';
import type { Sharing } from '../graphql/subscriptions/share.ts';
import type { Views } from '../graphql/subscriptions/views.ts';

export interface Measured {
  readonly reader: Reader;
  readonly probe: Context['probe'];
  readonly views: Views;
  readonly sharing: Sharing;
  readonly sockets: () => number;
  readonly clock: () => number;
}

export interface Metrics {
  readonly registry: Registry;
  /** An operation is answered, or a subscription has begun; with the codes of its errors. */
  operation(operation: OperationName, seconds: number, codes: readonly string[]): void;
  /** A delta came to be, so long after the oldest of its events arrived. */
  delta(seconds: number): void;
  request(route: string, status: number, seconds: number): void;
  /** A frame of a live picture is made; its `time` is when the graph changed last. */
  frame(frame: { readonly type?: unknown; readonly time?: unknown }): void;
}

const states = ['pending', 'listing', 'live', 'forbidden', 'absent', 'failing'] as const;

export function createMetrics(measured: Measured): Metrics {
  const { clock } = measured;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  graphGauges(registry, measured);
  probeGauges(registry, measured.probe);
  subscriptionGauges(registry, measured);
  const requests = new Counter({
    name: 'canopy_http_requests_total',
    help: 'Requests answered.',
    labelNames: ['route', 'status'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'canopy_http_request_seconds',
    help: 'How long answers took.',
    labelNames: ['route'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  const operations = operationMetrics(registry);
  const deltas = new Histogram({
    name: 'canopy_delta_lag_seconds',
    help: 'From the arrival of an event at the source to the delta of the graph that tells it.',
    buckets: [0.0005, 0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  const lag = new Histogram({
    name: 'canopy_frame_lag_seconds',
    help: 'From the change of the graph to the frame that tells it.',
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers: [registry],
  });
  return {
    registry,
    operation: operations,
    delta: (seconds) => deltas.observe(seconds),
    frame: ({ type, time }) => {
      if (type === 'DELTA' && typeof time === 'number') lag.observe(Math.max(0, clock() - time) / 1_000);
    },
    request: (route, status, seconds) => {
      requests.inc({ route, status: String(status) });
      durations.observe({ route }, seconds);
    },
  };
}

function operationMetrics(registry: Registry): Metrics['operation'] {
  const durations = new Histogram({
    name: 'canopy_operation_seconds',
    help: 'How long GraphQL operations took, by the first field of their root; of subscriptions, their beginning.',
    labelNames: ['type', 'field'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  const errors = new Counter({
    name: 'canopy_operation_errors_total',
    help: 'Errors of GraphQL operations, by their code.',
    labelNames: ['code'],
    registers: [registry],
  });
  return (operation, seconds, codes) => {
    durations.observe({ ...operation }, seconds);
    for (const code of codes) errors.inc({ code });
  };
}

function gauge(registry: Registry, name: string, help: string, read: () => number): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(read());
    },
  });
}

/** What somebody else counts, from the start of the process on. */
function counter(registry: Registry, name: string, help: string, read: () => number): void {
  new Counter({
    name,
    help,
    registers: [registry],
    collect() {
      this.reset();
      this.inc(read());
    },
  });
}

function graphGauges(registry: Registry, { reader }: Measured): void {
  gauge(registry, 'canopy_graph_nodes', 'Nodes of the graph.', () => reader.nodeCount);
  gauge(registry, 'canopy_graph_edges', 'Edges of the graph.', () => reader.edgeCount);
  gauge(registry, 'canopy_graph_revision', 'Revision of the graph.', () => reader.revision);
}

function probeGauges(registry: Registry, probe: Context['probe']): void {
  gauge(registry, 'canopy_ready', '1 when every kind was seen once.', () => (probe.ready ? 1 : 0));
  kindGauge(registry, probe, 'canopy_kind_objects', 'Objects of a kind.', (status) => status.objects);
  new Counter({
    name: 'canopy_kind_relists_total',
    help: 'Lists from the start again, after the first one.',
    labelNames: ['cluster', 'kind', 'namespace'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [labels, { relists }] of kindsOf(probe)) this.inc(labels, relists);
    },
  });
  kindGauge(registry, probe, 'canopy_kind_resource_version', 'The resourceVersion that a kind has reached.', (status) =>
    Number(status.resourceVersion ?? Number.NaN),
  );
  new Gauge({
    name: 'canopy_kind_sync_state',
    help: '1 for the state that a kind is in.',
    labelNames: ['cluster', 'kind', 'namespace', 'state'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [labels, status] of kindsOf(probe))
        for (const state of states) this.set({ ...labels, state }, state === status.state ? 1 : 0);
    },
  });
}

function kindGauge(
  registry: Registry,
  probe: Context['probe'],
  name: string,
  help: string,
  read: (status: SyncStatus) => number,
): void {
  new Gauge({
    name,
    help,
    labelNames: ['cluster', 'kind', 'namespace'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [labels, status] of kindsOf(probe)) {
        const value = read(status);
        if (!Number.isNaN(value)) this.set(labels, value);
      }
    },
  });
}

function* kindsOf(
  probe: Context['probe'],
): Iterable<[{ cluster: string; kind: string; namespace: string }, SyncStatus]> {
  for (const { cluster, kinds } of probe.clusters)
    for (const status of kinds) yield [{ cluster, kind: status.kind, namespace: status.namespace }, status];
}

function subscriptionGauges(registry: Registry, { views, sharing, sockets }: Measured): void {
  gauge(registry, 'canopy_subscribers', 'Subscribers of live pictures.', () => views.subscribers);
  new Gauge({
    name: 'canopy_subscriptions',
    help: 'Subscribers by what they follow.',
    labelNames: ['field'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [field, subscribers] of views.following) this.set({ field }, subscribers);
    },
  });
  gauge(registry, 'canopy_views', 'Distinct live pictures with subscribers.', () => views.active);
  gauge(registry, 'canopy_sockets', 'Open WebSocket connections.', sockets);
  counter(registry, 'canopy_frames_executed_total', 'Frames executed.', () => sharing.executions);
  counter(registry, 'canopy_frames_delivered_total', 'Frames handed to subscribers.', () => sharing.deliveries);
}
