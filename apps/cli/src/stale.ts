/** `canopy stale`: what runs with an older secret or config map than the one that exists. */

import { table } from './output.ts';
import { ask, type Server } from './server.ts';

const document = `query CanopyStale($namespace: [String!]) {
  stale(namespace: $namespace) {
    command
    workload { type namespace name }
    uses { pod { name } container { name } config { type name } how startedAt changedAt inferred }
  }
}`;

interface Row {
  readonly command: string;
  readonly workload: { readonly type: string; readonly namespace: string; readonly name: string };
  readonly uses: readonly {
    readonly pod: { readonly name: string };
    readonly container: { readonly name: string };
    readonly config: { readonly type: string; readonly name: string };
    readonly how: readonly string[];
    readonly startedAt: number;
    readonly changedAt: number;
    readonly inferred: boolean;
  }[];
}

export type StaleForm = 'table' | 'json' | 'commands';

export async function stale(server: Server, namespace: string | undefined, form: StaleForm): Promise<string> {
  const variables = { namespace: namespace === undefined ? null : [namespace] };
  const { stale: rows } = await ask<{ stale: readonly Row[] }>(server, document, variables);
  if (form === 'json') return `${JSON.stringify(rows, null, '\t')}\n`;
  if (form === 'commands') return rows.map(({ command }) => `${command}\n`).join('');
  if (rows.length === 0) return 'nothing is stale\n';
  const lines = rows.flatMap(({ workload, uses }) =>
    uses.map(({ pod, container, config, how, startedAt, changedAt, inferred }) => [
      `${workload.type}/${workload.namespace}/${workload.name}`,
      `${pod.name}/${container.name}`,
      `${config.type} ${config.name}`,
      how.join(', '),
      new Date(startedAt).toISOString(),
      `${new Date(changedAt).toISOString()}${inferred ? ' (inferred)' : ''}`,
    ]),
  );
  return table(lines, ['WORKLOAD', 'CONTAINER', 'READS', 'AS', 'STARTED', 'CHANGED']);
}
