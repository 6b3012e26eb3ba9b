/** The edges of a story as lines, with generated names told by what owns them. */

import type { GraphNode, Reader } from '@canopy/model';

/** `service details -service-> pod of details-v1`; network policies with direction, verdict, end and ports. */
export function storyOf(reader: Reader, namespace: string, relations: readonly string[]): string[] {
  const lines = [...reader.edges()].flatMap((edge) => {
    const from = reader.node(edge.from)!;
    const to = reader.node(edge.to)!;
    if (!relations.includes(edge.relationType) || (from.namespace !== namespace && to.namespace !== namespace))
      return [];
    const { PolicyType, PolicyTarget, PolicyPoint, PolicyPorts } = edge.metadata;
    const policy =
      PolicyType === undefined ? '' : ` ${PolicyType} ${PolicyTarget} ${PolicyPoint} ${PolicyPorts || '*'}`;
    return [`${named(reader, from)} -${edge.relationType}${policy}-> ${named(reader, to)}`];
  });
  return [...new Set(lines)].sort();
}

/** A pod is called after its deployment; the random ends of what the cluster made are left out. */
function named(reader: Reader, node: GraphNode): string {
  if (node.type === 'endpointslice') return `${node.type} of ${node.labels['kubernetes.io/service-name']}`;
  if (node.name.startsWith('pvc-')) return `${node.type} made for a claim`;
  if (node.type !== 'pod' && node.type !== 'replicaset') return `${node.type} ${node.name}`;
  const owner = ownerOf(reader, node, 'replicaset') ?? ownerOf(reader, node, 'deployment');
  if (owner === undefined) return `${node.type} ${node.name}`;
  return `${node.type} of ${named(reader, owner).replace(/^(replicaset of|deployment) /, '')}`;
}

function ownerOf(reader: Reader, node: GraphNode, relation: string): GraphNode | undefined {
  for (const edge of reader.inEdges(node.id)) if (edge.relationType === relation) return reader.node(edge.from);
  return undefined;
}
