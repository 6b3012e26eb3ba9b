/** `canopy status`: how well the server follows its clusters. */

import { table } from './output.ts';
import { ask, type Server } from './server.ts';

const document = `query CanopyStatus {
  probe { ready revision clusters { name ready kinds { kind namespace state objects relists problem } } }
}`;

export interface ProbeStatus {
  readonly ready: boolean;
  readonly revision: number;
  readonly clusters: readonly {
    readonly name: string;
    readonly ready: boolean;
    readonly kinds: readonly KindStatus[];
  }[];
}

interface KindStatus {
  readonly kind: string;
  readonly namespace: string;
  readonly state: string;
  readonly objects: number;
  readonly relists: number;
  readonly problem: string | null;
}

export async function status(server: Server, json: boolean): Promise<string> {
  const { probe } = await ask<{ probe: ProbeStatus }>(server, document);
  if (json) return `${JSON.stringify(probe, null, '\t')}\n`;
  const parts = probe.clusters.map(({ name, ready, kinds }) => {
    const rows = kinds.map((kind) => [
      kind.namespace === '' ? kind.kind : `${kind.kind} (${kind.namespace})`,
      kind.state,
      String(kind.objects),
      String(kind.relists),
      kind.problem ?? '',
    ]);
    return `${name}: ${ready ? 'ready' : 'not ready'}\n${table(rows, ['KIND', 'STATE', 'OBJECTS', 'RELISTS', 'PROBLEM'])}`;
  });
  return `${server.url}: ${probe.ready ? 'ready' : 'not ready'}, revision ${probe.revision}\n${parts.join('')}`;
}
