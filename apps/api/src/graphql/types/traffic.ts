/** `Traffic`: whether network policies let one thing talk to another, and why. */

import { type Answer, QuestionError } from '@canopy/model/insight';
import type { KubeObject } from '@canopy/model/kinds';
import type { Builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { answering } from '../insight.ts';
import { numberOfPort } from '../named-port.ts';
import { trafficTypes } from './traffic-types.ts';

const questionCost = 50;
const listCost = 200;

const end =
  'As `pod/shop/web-1`, `deployment/shop/web`, `shop/web`, `namespace/shop`, `node/n1`, an address, or `outside`.';

const portNameDoc =
  'The port by its name instead: of the service, where one is asked about, else as the pods of the receiver call it.';

export function addTraffic(builder: Builder): void {
  const types = trafficTypes(builder);
  addQuestion(builder, types);
  addLists(builder, types);
  addFollowed(builder, types);
}

type Types = ReturnType<typeof trafficTypes>;

function about(arg: Parameters<Parameters<Builder['queryField']>[1]>[0]['arg']) {
  return {
    port: arg.int({ description: 'The port of the receiver; of the service, where one is asked about.' }),
    protocol: arg.string({ description: 'TCP, UDP or SCTP; TCP where only a port is given.' }),
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
        ...about(t.arg),
        portName: t.arg.string({ description: portNameDoc }),
      },
      resolve: (_root, args, context) => answering(() => ask(args, context)),
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
        args: { of: t.arg.string({ required: true, description: end }), ...about(t.arg) },
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
        answering(() => [...insight.traffic.suppose(policies.map(objectAt))]),
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
        ...about(t.arg),
        portName: t.arg.string({ description: portNameDoc }),
      },
      subscribe: (_root, args, context) =>
        context.insight.watch(() => answering(() => ask(args, context)), context.signal),
      resolve: (answer) => answer as Answer,
    }),
  );
}

interface Asked {
  readonly from: string;
  readonly to: string;
  readonly port?: number | null | undefined;
  readonly portName?: string | null | undefined;
  readonly protocol?: string | null | undefined;
}

/** What a port is called may change, so it is looked up each time. */
function ask({ from, to, port, portName, ...rest }: Asked, { insight, reader }: Context): Answer {
  const protocol = rest.protocol ?? undefined;
  if (portName == null) return insight.traffic.ask({ from, to, port: port ?? undefined, protocol });
  if (port != null) throw new QuestionError('give port or portName, not both');
  return insight.traffic.ask({ from, to, port: numberOfPort(reader, to, portName, protocol), protocol });
}

/** Whether it is a policy, and one that the API would take, is judged with the question. */
function objectAt(value: unknown, at: number): KubeObject {
  const { metadata, spec } = (value ?? {}) as { metadata?: unknown; spec?: unknown };
  if ([metadata, spec ?? {}].every((part) => typeof part === 'object' && part !== null && !Array.isArray(part)))
    return value as KubeObject;
  throw new QuestionError(`policies[${at}] is no object of the API: it needs metadata, and a spec with fields`);
}
