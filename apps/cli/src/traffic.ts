/** `canopy traffic`: whether network policies let one thing talk to another, and why. */

import { readFile } from 'node:fs/promises';
import { parseAllDocuments } from 'yaml';
import { table } from './output.ts';
import { Problem } from './problem.ts';
import { ask, type Server } from './server.ts';

export interface TrafficQuestion {
  readonly from: string;
  readonly to: string;
  readonly port?: number;
  /** Instead of a number. */
  readonly portName?: string;
  readonly protocol?: string;
}

const document = `query CanopyTraffic($from: String!, $to: String!, $port: Int, $portName: String, $protocol: String) {
  traffic(from: $from, to: $to, port: $port, portName: $portName, protocol: $protocol) {
    from to port protocol verdict reason pairs allowedPairs
    cases {
      from to pairs verdict ports unknownPorts reason
      egress { ...way } ingress { ...way }
    }
  }
}
fragment way on TrafficDirection {
  way verdict governed ports reason
  policies { uid name } decisions { policy { uid name } path effect ports } misses { policy path differences }
}`;

interface Way {
  readonly way: string;
  readonly verdict: string;
  readonly reason: string;
  readonly misses: readonly {
    readonly policy: string;
    readonly path: string;
    readonly differences: readonly string[];
  }[];
}

interface Case {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly pairs: number;
  readonly verdict: string;
  readonly ports: string;
  readonly egress: Way;
  readonly ingress: Way;
}

interface Answer {
  readonly from: string;
  readonly to: string;
  readonly port: number | null;
  readonly protocol: string | null;
  readonly verdict: string;
  readonly reason: string;
  readonly pairs: number;
  readonly cases: readonly Case[];
}

export async function traffic(server: Server, question: TrafficQuestion, json: boolean): Promise<string> {
  const { traffic: answer } = await ask<{ traffic: Answer }>(server, document, { ...question });
  return json ? `${JSON.stringify(answer, null, '\t')}\n` : print(answer);
}

function print({ from, to, port, protocol, verdict, reason, cases }: Answer): string {
  const about = port === null && protocol === null ? '' : ` on ${protocol ?? 'TCP'}${port === null ? '' : ` ${port}`}`;
  const lines = [`${verdict.toLowerCase()}: ${from} → ${to}${about}`];
  if (cases.length === 0) lines.push(`  ${reason}`);
  for (const each of cases) lines.push(...printCase(each, cases.length > 1));
  return `${lines.join('\n')}\n`;
}

function printCase({ from, to, pairs, verdict, ports, egress, ingress }: Case, several: boolean): readonly string[] {
  const names = (list: readonly string[]) => list.join(', ');
  const head = several ? [`  ${verdict.toLowerCase()} for ${pairs}: ${names(from)} → ${names(to)}`] : [];
  const way = ({ way, reason, misses }: Way) => [
    `  ${several ? '  ' : ''}${way}: ${reason}`,
    ...misses
      .slice(1)
      .map(
        (miss) => `  ${several ? '  ' : ''}  also near: ${miss.policy} ${miss.path}: ${miss.differences.join(', ')}`,
      ),
  ];
  return [...head, ...way(egress), ...way(ingress), `  ${several ? '  ' : ''}open ports: ${ports}`];
}

interface Connection {
  readonly from: string;
  readonly to: string;
  readonly verdict: string;
  readonly ports: string;
}

const listDocument = `query CanopyConnections($of: String!, $port: Int, $protocol: String) {
  connections(of: $of, port: $port, protocol: $protocol) { from to verdict ports }
}`;

/** Every connection between the workloads of a namespace that is not denied. */
export async function connections(
  server: Server,
  of: string,
  about: Pick<TrafficQuestion, 'port' | 'protocol'>,
  json: boolean,
): Promise<string> {
  const { connections: all } = await ask<{ connections: readonly Connection[] }>(server, listDocument, {
    of,
    ...about,
  });
  if (json) return `${JSON.stringify(all, null, '\t')}\n`;
  const open = all.filter(({ verdict }) => verdict !== 'DENIED');
  if (open.length === 0) return `nothing may pass in ${of}\n`;
  return table(
    open.map(({ from, to, verdict, ports }) => [from, to, verdict.toLowerCase(), ports]),
    ['FROM', 'TO', 'VERDICT', 'PORTS'],
  );
}

interface Change {
  readonly from: string;
  readonly to: string;
  readonly before: string;
  readonly after: string;
  readonly portsBefore: string;
  readonly portsAfter: string;
}

const diffDocument = `query CanopyTrafficDiff($policies: [JSON!]!) {
  trafficDiff(policies: $policies) { from to before after portsBefore portsAfter }
}`;

/** What the policies of a file would change. */
export async function trafficDiff(server: Server, file: string, json: boolean): Promise<string> {
  const policies = await objectsIn(file);
  const { trafficDiff: changes } = await ask<{ trafficDiff: readonly Change[] }>(server, diffDocument, { policies });
  if (json) return `${JSON.stringify(changes, null, '\t')}\n`;
  if (changes.length === 0) return 'nothing would change\n';
  const rows = changes.map(({ from, to, before, after, portsBefore, portsAfter }) => [
    after === 'DENIED' ? '-' : before === 'DENIED' ? '+' : '~',
    from,
    to,
    `${before.toLowerCase()} (${portsBefore})`,
    `${after.toLowerCase()} (${portsAfter})`,
  ]);
  return table(rows, ['', 'FROM', 'TO', 'NOW', 'THEN']);
}

/** The objects of a YAML or JSON file; `-` reads from standard input. */
async function objectsIn(file: string): Promise<readonly unknown[]> {
  let text: string;
  try {
    text = await readFile(file === '-' ? '/dev/stdin' : file, 'utf8');
  } catch (error) {
    throw new Problem(`cannot read ${file}: ${error instanceof Error ? error.message : error}`);
  }
  return parseAllDocuments(text).flatMap((each) => {
    const [fault] = each.errors;
    if (fault !== undefined) throw new Problem(`${file}: ${fault.message}`);
    const object = plain(each, file);
    const items = (object as { items?: unknown } | null)?.items;
    return Array.isArray(items) ? items : object === null ? [] : [object];
  });
}

/** Aliases that multiply without end are refused by the library when the document is made plain. */
function plain(document: { toJS(): unknown }, file: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new Problem(`${file}: ${error instanceof Error ? error.message : error}`);
  }
}
