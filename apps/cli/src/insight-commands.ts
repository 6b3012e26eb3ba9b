/** The commands that ask why: traffic, causes, staleness, provenance. */

import type { Command } from 'commander';
import { formatOf } from './output.ts';
import { Problem } from './problem.ts';
import type { Server } from './server.ts';
import { connections, traffic, trafficDiff } from './traffic.ts';

export interface Doors {
  readonly out: (text: string) => void;
  /** The server that the flags of a command name. */
  readonly serverOf: (command: Command) => Server;
}

interface Flags {
  readonly output?: string;
  readonly port?: string;
  readonly protocol?: string;
}

const isJson = ({ output }: Flags): boolean => formatOf(output ?? 'table').startsWith('json');

export function addInsightCommands(program: Command, { out, serverOf }: Doors): void {
  program
    .command('traffic <from> <to>')
    .description(
      'tell whether network policies let one thing talk to another; "traffic diff FILE": what a policy would change; "traffic in NAMESPACE": all connections',
    )
    .option('-p, --port <port>', 'the port of the receiver, or of the service')
    .option('--protocol <protocol>', 'TCP, UDP or SCTP')
    .option('-o, --output <format>', 'json or table', 'table')
    .action(async (from: string, to: string, _flags: unknown, command: Command) => {
      const flags = command.optsWithGlobals<Flags>();
      const server = serverOf(command);
      const about = aboutOf(flags);
      if (from === 'diff') out(await trafficDiff(server, to, isJson(flags)));
      else if (from === 'in')
        out(await connections(server, to.includes('/') ? to : `namespace/${to}`, about, isJson(flags)));
      else out(await traffic(server, { from, to, ...about }, isJson(flags)));
    });
}

function aboutOf({ port, protocol }: Flags): { port?: number; protocol?: string } {
  const [number, transport] = (port ?? '').split('/');
  if (number !== undefined && number !== '' && !/^\d+$/.test(number)) throw new Problem(`"${port}" is no port`);
  const named = protocol ?? transport;
  return { ...(number ? { port: Number(number) } : {}), ...(named ? { protocol: named } : {}) };
}
