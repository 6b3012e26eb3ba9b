/** An edge of the graph: one declared relation, with its provenance. */

import type { Metadata } from '@canopy/gremlin/reader';

/** Where a relation is declared: what answers "why is this edge here?". */
export interface Provenance {
  /** The field of the holder that declares it, in Kubernetes notation: `spec.volumes[0].secret.secretName`. */
  readonly Path?: string;
  /** The key inside the referenced object, where one is named. */
  readonly Key?: string;
  readonly Optional?: boolean;
  /** The selector that matched, in kubectl's notation: `app=web,tier in (a,b)`. */
  readonly Selector?: string;
  readonly NamespaceSelector?: string;
  /** The ports of the rule, for network policies. */
  readonly Ports?: string;
  readonly [more: string]: unknown;
}

/** What an edge says besides its ends. Shared between edges that say the same. */
export interface EdgeMetadata extends Metadata {
  readonly Manager?: string;
  readonly RelationType: string;
  readonly Why?: readonly Provenance[];
}

export interface EdgeData {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly relationType: string;
  readonly metadata: EdgeMetadata;
  readonly revision: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/**
 * The id of an edge: deterministic, so that it is the same after a restart. `role` tells apart several edges of one
 * relation between the same two nodes, as a network policy has them (`ingress/begin`).
 */
export function edgeId(from: string, relationType: string, to: string, role = ''): string {
  return role === '' ? `${from}|${relationType}|${to}` : `${from}|${relationType}|${to}|${role}`;
}

export function provenances(metadata: EdgeMetadata): readonly Provenance[] {
  return metadata.Why ?? [];
}

/** The pieces of an edge id; `undefined` where the text is none. */
export function parseEdgeId(id: string): { from: string; relationType: string; to: string; role: string } | undefined {
  const [from, relationType, to, role = '', ...more] = id.split('|');
  if (from === undefined || relationType === undefined || to === undefined || more.length > 0) return undefined;
  return { from, relationType, to, role };
}
