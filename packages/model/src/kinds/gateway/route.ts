/** What the routes of the Gateway API have alike: parents, backends, and how both went. */

import type { Status } from '../../graph/status.ts';
import { byConditions, type Condition } from '../conditions.ts';
import { type Field, strings } from '../define.ts';
import type { NameLink, NameRef } from '../link.ts';
import type { KubeObject } from '../object.ts';
import { unknown } from '../state.ts';
import { worst } from '../surroundings.ts';
import { type GatewayRef, gatewayRef } from './refs.ts';

interface Filter {
  readonly requestMirror?: { readonly backendRef?: GatewayRef };
}

export interface Route extends KubeObject {
  readonly spec?: {
    readonly hostnames?: readonly string[];
    readonly parentRefs?: readonly GatewayRef[];
    readonly rules?: readonly { readonly backendRefs?: readonly GatewayRef[]; readonly filters?: readonly Filter[] }[];
  };
  readonly status?: {
    readonly parents?: readonly { readonly conditions?: readonly Condition[]; readonly parentRef?: GatewayRef }[];
  };
}

export const routeFields: readonly Field<Route>[] = [
  strings('Hosts', 'The hosts that it answers to.', ({ spec }) => spec?.hostnames),
  strings('Parents', 'The gateways that it hangs from.', ({ spec }) =>
    spec?.parentRefs?.map(({ namespace, name }) => (namespace ? `${namespace}/${name}` : name)),
  ),
];

const group = 'gateway.networking.k8s.io';

export function routeLinks(relation: string): readonly NameLink<Route>[] {
  const facts = { join: 'name', relation, inverse: `${relation}s`, direction: 'out' } as const;
  return [
    {
      ...facts,
      to: 'gateway',
      others: ['service'],
      field: 'parents',
      inverse: `${relation}sFrom`,
      doc: 'Gateways (or, inside a mesh, services) that it hangs from.',
      refs: ({ spec }) =>
        (spec?.parentRefs ?? []).map((ref, at) =>
          gatewayRef(ref, `spec.parentRefs[${at}]`, { group, kind: 'Gateway' }),
        ),
    },
    {
      ...facts,
      to: 'service',
      field: 'backends',
      doc: 'Services that it leads to.',
      refs: backends,
    },
  ];
}

function backends({ spec }: Route): readonly NameRef[] {
  const service = { group: '', kind: 'Service' };
  return (spec?.rules ?? []).flatMap(({ backendRefs, filters }, at) => [
    ...(backendRefs ?? []).map((ref, index) => gatewayRef(ref, `spec.rules[${at}].backendRefs[${index}]`, service)),
    ...(filters ?? []).flatMap(({ requestMirror }, index) => {
      const Path = `spec.rules[${at}].filters[${index}].requestMirror.backendRef`;
      return requestMirror?.backendRef ? [gatewayRef(requestMirror.backendRef, Path, service)] : [];
    }),
  ]);
}

/** A route fares as with the parent that likes it least. */
export function routeStatus({ status }: Route): Status {
  const parents = (status?.parents ?? []).map(({ conditions, parentRef }) => ({
    type: 'gateway',
    name: parentRef?.name ?? '',
    status: byConditions(conditions, ['Accepted', 'ResolvedRefs']),
    fields: {},
  }));
  return worst(parents)?.status ?? unknown({ reason: 'NoParents', message: 'no gateway has reported about it' });
}
