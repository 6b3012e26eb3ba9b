/**
 * Where the ports of a service lead inside a pod. A number leads there whether or not a container declares it; a name leads
 * to the container port of that name and protocol.
 * Source: https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports
 */

import type { Container, Pod, Service } from 'kubernetes-types/core/v1.d.ts';
import type { Api } from '../api.ts';

/** One port of a service, as it says. */
interface Declared {
  readonly Port: number;
  readonly Protocol: string;
  readonly TargetPort: number | string;
}

/** The same on the way to a pod: `Container` is absent where none declares the port, `ContainerPort` where a name is nobody's. */
export interface LedPort extends Declared {
  readonly Container?: string;
  readonly ContainerPort?: number;
}

type Open = readonly [container: string, name: string, port: number, protocol: string];

/** None for a headless service: nobody translates its ports. */
export function declaredPorts({ spec }: Api<Service>): readonly Declared[] {
  if (spec?.clusterIP === 'None') return [];
  return (spec?.ports ?? []).map(({ port, protocol, targetPort }) => ({
    Port: port,
    Protocol: protocol || 'TCP',
    TargetPort: targetPort || port,
  }));
}

/** The ports that containers and sidecars declare, as text: pods of one template have the same. Empty where there are none. */
export function openPorts({ spec }: Api<Pod>): string {
  const open: Open[] = [];
  for (const each of spec?.containers ?? []) addPorts(each, open);
  for (const each of spec?.initContainers ?? []) if (each.restartPolicy === 'Always') addPorts(each, open);
  return open.length === 0 ? '' : JSON.stringify(open);
}

function addPorts({ name: container, ports }: Container, open: Open[]): void {
  for (const { name, containerPort, protocol } of ports ?? [])
    open.push([container, name ?? '', containerPort, protocol ?? 'TCP']);
}

/** `open`: what `openPorts` said of the pod. */
export function ledPorts(declared: readonly Declared[], open: string): readonly LedPort[] {
  const ports = (open === '' ? [] : JSON.parse(open)) as readonly Open[];
  return declared.map((port) => {
    const isMeant = ([, name, number, protocol]: Open) =>
      protocol === port.Protocol && (typeof port.TargetPort === 'number' ? number : name) === port.TargetPort;
    const [container, , number] = ports.find(isMeant) ?? [];
    const known = typeof port.TargetPort === 'number' ? port.TargetPort : number;
    return {
      ...port,
      ...(container === undefined ? {} : { Container: container }),
      ...(known === undefined ? {} : { ContainerPort: known }),
    };
  });
}
