/** What the server adds to services: addresses, node ports, target ports. */

import { at, fill, grow, mapsAt, type Tree, textAt } from '../base/json.ts';
import type { KubeObject } from '../base/object.ts';
import type { StatusCause } from '../base/problem.ts';
import type { Surroundings } from '../registry/resource.ts';

const firstNodePort = 30_000;
const lastNodePort = 32_767;

export function serviceDefaults(object: Tree, around: Surroundings, old?: KubeObject): void {
  const spec = grow(object, 'spec');
  fill(spec, 'type', 'ClusterIP');
  fill(spec, 'sessionAffinity', 'None');
  fill(spec, 'internalTrafficPolicy', 'Cluster');
  for (const port of mapsAt(spec, 'ports')) {
    fill(port, 'protocol', 'TCP');
    fill(port, 'targetPort', port.port);
  }
  if (spec.type === 'ExternalName') {
    delete spec.internalTrafficPolicy;
    return;
  }
  fill(spec, 'ipFamilyPolicy', 'SingleStack');
  fill(spec, 'ipFamilies', ['IPv4']);
  keepAddress(spec, old);
  if (!spec.clusterIP) spec.clusterIP = freeAddress(around);
  fill(spec, 'clusterIPs', [spec.clusterIP]);
  nodePorts(spec, around, old);
}

/** An update that leaves the address out keeps the one that the service has. */
function keepAddress(spec: Tree, old?: KubeObject): void {
  const kept = textAt(old, 'spec', 'clusterIP');
  if (!spec.clusterIP && kept) spec.clusterIP = kept;
}

function nodePorts(spec: Tree, around: Surroundings, old?: KubeObject): void {
  if (spec.type !== 'NodePort' && spec.type !== 'LoadBalancer') {
    for (const port of mapsAt(spec, 'ports'))
      if (old && textAt(old, 'spec', 'type') !== spec.type) delete port.nodePort;
    return;
  }
  fill(spec, 'externalTrafficPolicy', 'Cluster');
  if (spec.type === 'LoadBalancer') fill(spec, 'allocateLoadBalancerNodePorts', true);
  const former = new Map(mapsAt(old, 'spec', 'ports').map((port) => [port.port, port.nodePort]));
  const taken = new Set<unknown>();
  for (const service of around.list('services'))
    for (const port of mapsAt(service, 'spec', 'ports')) taken.add(port.nodePort);
  for (const port of mapsAt(spec, 'ports')) {
    fill(port, 'nodePort', former.get(port.port));
    if (port.nodePort) continue;
    for (let candidate = firstNodePort; candidate <= lastNodePort && !port.nodePort; candidate += 1) {
      if (!taken.has(candidate)) port.nodePort = candidate;
    }
    taken.add(port.nodePort);
  }
}

/** The first free address of 10.96.0.0/16. */
function freeAddress(around: Surroundings): string {
  const taken = new Set<unknown>();
  for (const service of around.list('services')) taken.add(at(service, 'spec', 'clusterIP'));
  for (let number = 1; number < 65_534; number += 1) {
    const candidate = `10.96.${number >> 8}.${number & 255}`;
    if (!taken.has(candidate)) return candidate;
  }
  return '';
}

export function serviceProblems(service: KubeObject, old?: KubeObject): StatusCause[] {
  const problems: StatusCause[] = [];
  const type = textAt(service, 'spec', 'type');
  const ports = mapsAt(service, 'spec', 'ports');
  const headless = at(service, 'spec', 'clusterIP') === 'None';
  if (!ports.length && type !== 'ExternalName' && !headless) {
    problems.push({ reason: 'FieldValueRequired', message: 'Required value', field: 'spec.ports' });
  }
  for (const [index, port] of ports.entries()) {
    const number = Number(port.port);
    if (number >= 1 && number <= 65_535) continue;
    const message = `Invalid value: ${port.port}: must be between 1 and 65535, inclusive`;
    problems.push({ reason: 'FieldValueInvalid', message, field: `spec.ports[${index}].port` });
  }
  const address = at(old, 'spec', 'clusterIP');
  const now = at(service, 'spec', 'clusterIP');
  if (old && address && now !== address && type !== 'ExternalName' && at(old, 'spec', 'type') !== 'ExternalName') {
    const message = `Invalid value: ${JSON.stringify([now])}: may not change once set`;
    problems.push({ reason: 'FieldValueInvalid', message, field: 'spec.clusterIPs[0]' });
  }
  return problems;
}
