/** Table columns of services and endpoints. */

import { listAt, mapAt, mapsAt, textAt } from '../../base/json.ts';
import type { KubeObject } from '../../base/object.ts';
import { formatSelector } from '../../selectors/label.ts';
import type { Column } from '../resource.ts';
import { age, name, path, shown, text } from './column.ts';

function external(service: KubeObject): string {
  const type = textAt(service, 'spec', 'type');
  if (type === 'ExternalName') return textAt(service, 'spec', 'externalName') ?? '<none>';
  const given = listAt(service, 'spec', 'externalIPs');
  const ingress = mapsAt(service, 'status', 'loadBalancer', 'ingress').map((one) => one.ip ?? one.hostname);
  const all = [...ingress, ...given];
  if (all.length) return all.join(',');
  return type === 'LoadBalancer' ? '<pending>' : '<none>';
}

export const serviceColumns: readonly Column[] = [
  name,
  path('Type', 'spec.type'),
  path('Cluster-IP', 'spec.clusterIP'),
  text('External-IP', external),
  text('Port(s)', (o) =>
    shown(
      mapsAt(o, 'spec', 'ports').map((one) => `${one.port}${one.nodePort ? `:${one.nodePort}` : ''}/${one.protocol}`),
    ),
  ),
  age,
  text('Selector', (o) => formatSelector(mapAt(o, 'spec', 'selector') as Record<string, string>) || '<none>', 1),
];

/** At most three addresses, then how many more. */
function addresses(endpoints: KubeObject): string {
  const all = mapsAt(endpoints, 'subsets').flatMap((subset) => {
    const ports = mapsAt(subset, 'ports');
    return mapsAt(subset, 'addresses').flatMap((address) =>
      ports.length ? ports.map((port) => `${address.ip}:${port.port}`) : [String(address.ip)],
    );
  });
  return all.length > 3 ? `${all.slice(0, 3).join(',')} + ${all.length - 3} more...` : shown(all);
}

export const endpointsColumns: readonly Column[] = [name, text('Endpoints', addresses), age];
