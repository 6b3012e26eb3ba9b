/** `Traffic`: whether network policies let one thing talk to another, and why. */

import type { Answer } from '@canopy/model/insight';
import type { KubeObject } from '@canopy/model/kinds';
import type { Builder } from '../builder.ts';
import { answering } from '../insight.ts';
import { trafficTypes } from './traffic-types.ts';

const questionCost = 50;
const listCost = 200;

const end =
  'As `pod/shop/web-1`, `deployment/shop/web`, `shop/web`, `namespace/shop`, `node/n1`, an address, or `outside`.';

export function addTraffic(builder: Builder): void {
  const types = trafficTypes(builder);
  addQuestion(builder, types);
  addLists(builder, types);
  addFollowed(builder, types);
}

type Types = ReturnType<typeof trafficTypes>;

function about(t: Parameters<Parameters<Builder['queryField']>[1]>[0]) {
  return {
    port: t.arg.int({ description: 'The port of the receiver; of the service, where one is asked about.' }),
    protocol: t.arg.string({ description: 'TCP, UDP or SCTP; TCP where only a port is given.' }),
  };
}

function addQuestion(builder: Builder, types: Types): void {
  builder.queryField('traffic', (t) =>
    t.field({
      type: types.answer,
      description:
        'May this talk to that? Judged by all policies, with the rules that decide and the nearest miss of a denial.',
      complexity: questionCost,
      args: {
        from: t.arg.string({ required: true, description: end }),
        to: t.arg.string({ required: true, description: end }),
        ...about(t),
      },
      resolve: (_root, { from, to, port, protocol }, { insight }) =>
        answering(() => insight.traffic.ask({ from, to, port: port ?? undefined, protocol: protocol ?? undefined })),
    }),
  );
}

function addLists(builder: Builder, types: Types): void {
  const list = (name: 'reaches' | 'reachableFrom' | 'matrix', field: string, description: string) =>
    builder.queryField(field, (t) =>
      t.field({
        type: [types.connection],
        description,
        complexity: listCost,
        args: { of: t.arg.string({ required: true, description: end }), ...about(t) },
        resolve: (_root, { of, port, protocol }, { insight }) =>
          answering(() => [...insight.traffic[name](of, { port: port ?? undefined, protocol: protocol ?? undefined })]),
      }),
    );
  list('reaches', 'reaches', 'The workloads, and the outside, to which something of this may get.');
  list('reachableFrom', 'reachableFrom', 'The workloads, and the outside, from which something may get to this.');
  list(
    'matrix',
    'connections',
    'Each workload of a namespace with each other one and the outside, denied ones included.',
  );
  builder.queryField('trafficDiff', (t) =>
    t.field({
      type: [types.change],
      description:
        'What policies that are not there yet would change; one of the same kind, namespace and name is replaced.',
      complexity: listCost,
      args: { policies: t.arg({ type: ['JSON'], required: true, description: 'The policies, as API objects.' }) },
      resolve: (_root, { policies }, { insight }) =>
        answering(() => [...insight.traffic.suppose(policies.filter(isObject) as readonly KubeObject[])]),
    }),
  );
}

function addFollowed(builder: Builder, types: Types): void {
  builder.subscriptionField('traffic', (t) =>
    t.field({
      type: types.answer,
      description: 'The same as the query of this name, and again whenever the answer is another.',
      complexity: questionCost,
      args: {
        from: t.arg.string({ required: true, description: end }),
        to: t.arg.string({ required: true, description: end }),
        port: t.arg.int({ description: 'The port of the receiver.' }),
        protocol: t.arg.string({ description: 'TCP, UDP or SCTP.' }),
      },
      subscribe: (_root, { from, to, port, protocol }, { insight, signal }) =>
        insight.watch(
          () =>
            answering(() =>
              insight.traffic.ask({ from, to, port: port ?? undefined, protocol: protocol ?? undefined }),
            ),
          signal,
        ),
      resolve: (answer) => answer as Answer,
    }),
  );
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && 'metadata' in value;
