/** The commands that ask why: traffic, causes, staleness, provenance. */

import type { Command } from 'commander';
import { cause, problems } from './cause.ts';
import { formatOf } from './output.ts';
import { Problem } from './problem.ts';
import type { Server } from './server.ts';
import { stale } from './stale.ts';
import { connections, traffic, trafficDiff } from './traffic.ts';
import { why } from './why.ts';

export interface Doors {
  readonly out: (text: string) => void;
  /** The server that the flags of a command name. */
  readonly serverOf: (command: Command) => Server;
}

interface Flags {
  readonly output?: string;
  readonly port?: string;
  readonly protocol?: string;
  readonly namespace?: string;
  readonly restartCommands?: boolean;
}

const isJson = ({ output }: Flags): boolean => formatOf(output ?? 'table').startsWith('json');

export function addInsightCommands(program: Command, doors: Doors): void {
  addTraffic(program, doors);
  addReasons(program, doors);
}

function addTraffic(program: Command, { out, serverOf }: Doors): void {
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

function addReasons(program: Command, { out, serverOf }: Doors): void {
  program
    .command('why <from> <to>')
    .description('tell where the edges between two things are declared, or what keeps them apart')
    .option('-o, --output <format>', 'json or table', 'table')
    .action(async (from: string, to: string, _flags: unknown, command: Command) => {
      out(await why(serverOf(command), from, to, isJson(command.optsWithGlobals<Flags>())));
    });
  program
    .command('cause [name]')
    .description('tell what failed first for something that is down; without a name, for all that is down')
    .option('-n, --namespace <namespace>', 'without a name: only what is down in this namespace')
    .option('-o, --output <format>', 'json or table', 'table')
    .action(async (name: string | undefined, _flags: unknown, command: Command) => {
      const flags = command.optsWithGlobals<Flags>();
      const server = serverOf(command);
      out(
        await (name === undefined
          ? problems(server, flags.namespace, isJson(flags))
          : cause(server, name, isJson(flags))),
      );
    });
  program
    .command('stale')
    .description('print what runs with an older secret or config map than the one that exists')
    .option('-n, --namespace <namespace>', 'only in this namespace')
    .option('--restart-commands', 'print what brings it up to date, to be read or piped into sh')
    .option('-o, --output <format>', 'json or table', 'table')
    .action(async (_flags: unknown, command: Command) => {
      const flags = command.optsWithGlobals<Flags>();
      const form = flags.restartCommands ? 'commands' : isJson(flags) ? 'json' : 'table';
      out(await stale(serverOf(command), flags.namespace, form));
    });
}

function aboutOf({ port, protocol }: Flags): { port?: number; protocol?: string } {
  const [number, transport] = (port ?? '').split('/');
  if (number !== undefined && number !== '' && !/^\d+$/.test(number)) throw new Problem(`"${port}" is no port`);
  const named = protocol ?? transport;
  return { ...(number ? { port: Number(number) } : {}), ...(named ? { protocol: named } : {}) };
}
