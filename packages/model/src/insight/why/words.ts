/** Edges in words: what each provenance of an edge says, for people. */

import type { Provenance } from '../../graph/edge.ts';
import { provenances } from '../../graph/edge.ts';
import type { GraphNode } from '../../graph/node.ts';
import type { GraphEdge, Reader } from '../../graph/reader.ts';
import type { LedPort } from '../../kinds/core/service-ports.ts';

const called = ({ type, name }: GraphNode): string => `${type} ${name}`;

/** One sentence for each place where the relation is declared; one in all where none is noted. */
export function inWords(reader: Reader, edge: GraphEdge): readonly string[] {
  const from = reader.node(edge.from);
  const to = reader.node(edge.to);
  if (from === undefined || to === undefined) return [];
  const all = provenances(edge.metadata);
  return (all.length > 0 ? all : [{}]).map((why) => sentence(from, to, edge, why));
}

function sentence(from: GraphNode, to: GraphNode, edge: GraphEdge, why: Provenance): string {
  const { metadata, relationType } = edge;
  const path = why.Path ?? '';
  if (path.startsWith('metadata.ownerReferences')) {
    const verb = metadata.Controller === true ? 'controls' : 'owns';
    return `${called(from)} ${verb} ${called(to)}, which names it in ${path}`;
  }
  if (relationType === 'ownership')
    return `${called(from)} contains ${called(to)}${path === '' ? '' : `, which says so in ${path}`}`;
  if (typeof metadata.PolicyType === 'string') return policyWords(from, to, edge, why);
  if (why.Env !== undefined && path.endsWith('.value')) {
    return `${called(from)} calls ${called(to)}, which variable ${String(why.Env)} of container ${String(why.Container)} names (${path})`;
  }
  if (why.Selector !== undefined) {
    const selector = why.Selector === '' ? 'everything' : why.Selector;
    const spaces = why.NamespaceSelector === undefined ? '' : ` in namespaces ${why.NamespaceSelector}`;
    return `${called(from)} selects ${called(to)} by ${selector}${spaces} (${path})${ports(metadata.Ports)}`;
  }
  return `${called(from)} –${relationType}→ ${called(to)}: ${path}${details(why)}`;
}

/** Where the ports of a service lead. */
function ports(led: unknown): string {
  if (!Array.isArray(led)) return '';
  const words = (led as readonly LedPort[]).map(({ Port, TargetPort, Container, ContainerPort }) => {
    if (ContainerPort === undefined) return `port ${Port} leads nowhere: no container has a port ${TargetPort}`;
    return `port ${Port} leads to ${ContainerPort}${Container === undefined ? '' : ` of container ${Container}`}`;
  });
  return words.map((text) => `, ${text}`).join('');
}

function policyWords(from: GraphNode, to: GraphNode, { metadata }: GraphEdge, why: Provenance): string {
  const isIngress = metadata.PolicyType === 'ingress';
  const by = why.Selector === undefined ? String(why.Block ?? '') : why.Selector === '' ? 'all pods' : why.Selector;
  const where = `${why.Path ?? ''}${by === '' ? '' : `: ${by}`}${why.Ports ? ` on ${why.Ports}` : ''}`;
  if (metadata.PolicyPoint === 'begin')
    return `${called(from)} governs what ${called(to)} ${isIngress ? 'receives' : 'sends'} (${where})`;
  return `${called(from)} speaks of ${called(to)} as a ${isIngress ? 'sender' : 'receiver'} (${where})`;
}

function details(why: Provenance): string {
  const words = [
    why.Key === undefined ? '' : `key ${why.Key}`,
    why.Env === undefined ? '' : `as variable ${String(why.Env)}`,
    why.Container === undefined ? '' : `in container ${String(why.Container)}`,
    why.Mounts === undefined
      ? why.Volume === undefined
        ? ''
        : `as volume ${String(why.Volume)}`
      : `mounted at ${String(why.Mounts)}`,
    why.Optional ? 'optional' : '',
  ].filter((word) => word !== '');
  return words.length === 0 ? '' : `, ${words.join(', ')}`;
}
