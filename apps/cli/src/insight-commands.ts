/** The commands that ask why: traffic, causes, staleness, provenance. */

import type { Command } from 'commander';
import { cause, problems } from './cause.ts';
import { addOutput } from './output-flag.ts';
import { Problem } from './problem.ts';
import type { Server } from './server.ts';
import { stale } from './stale.ts';
import { connections, traffic as judge, trafficDiff } from './traffic.ts';
import { why as explain } from './why.ts';

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

const isJson = ({ output }: Flags): boolean => output === 'json';

export function addInsightCommands(program: Command, doors: Doors): void {
  addTraffic(program, doors);
  addReasons(program, doors);
}

function addTraffic(program: Command, { out, serverOf }: Doors): void {
  const aboutPorts = (command: Command) =>
    addOutput(
      command
        .option('-p, --port <port>', 'the port of the receiver, or of the service: 80, 53/UDP, http')
        .option('--protocol <protocol>', 'TCP, UDP or SCTP'),
      'table',
      'json',
    );
  const traffic = program
    .command('traffic <from> <to>')
    .description('tell whether network policies let one thing talk to another')
    .addHelpText('after', trafficExamples)
    .helpCommand(false);
  aboutPorts(traffic).action(async (from: string, to: string, _flags: unknown, command: Command) => {
    const flags = command.optsWithGlobals<Flags>();
    out(await judge(serverOf(command), { from, to, ...aboutOf(flags) }, isJson(flags)));
  });
  const list = traffic.command('in <namespace>').description('list the connections in a namespace');
  aboutPorts(list).action(async (of: string, _flags: unknown, command: Command) => {
    const flags = command.optsWithGlobals<Flags>();
    const place = of.includes('/') ? of : `namespace/${of}`;
    out(await connections(serverOf(command), place, aboutNumber(flags), isJson(flags)));
  });
  const diff = traffic
    .command('diff <file>')
    .description('tell what the policies of a file would change; - reads from standard input');
  addOutput(diff, 'table', 'json').action(async (file: string, _flags: unknown, command: Command) => {
    out(await trafficDiff(serverOf(command), file, isJson(command.optsWithGlobals<Flags>())));
  });
}

const trafficExamples = `
Examples:
  canopy traffic deployment/shop/web service/shop/db --port 5432
  canopy traffic outside namespace/shop
  canopy traffic in shop
  canopy traffic diff policy.yaml`;

function addReasons(program: Command, { out, serverOf }: Doors): void {
  const why = program
    .command('why <from> <to>')
    .description('tell where the edges between two things are declared, or what keeps them apart');
  addOutput(why, 'table', 'json').action(async (from: string, to: string, _flags: unknown, command: Command) => {
    out(await explain(serverOf(command), from, to, isJson(command.optsWithGlobals<Flags>())));
  });
  const causes = program
    .command('cause [name]')
    .description('tell what failed first for something that is down; without a name, for all that is down')
    .option('-n, --namespace <namespace>', 'without a name: only what is down in this namespace');
  addOutput(causes, 'table', 'json').action(async (name: string | undefined, _flags: unknown, command: Command) => {
    const flags = command.optsWithGlobals<Flags>();
    const server = serverOf(command);
    out(
      await (name === undefined
        ? problems(server, flags.namespace, isJson(flags))
        : cause(server, name, isJson(flags))),
    );
  });
  const staleness = program
    .command('stale')
    .description('print what runs with an older secret or config map than the one that exists')
    .option('-n, --namespace <namespace>', 'only in this namespace')
    .option('--restart-commands', 'print what brings it up to date, to be read or piped into sh');
  addOutput(staleness, 'table', 'json').action(async (_flags: unknown, command: Command) => {
    const flags = command.optsWithGlobals<Flags>();
    const form = flags.restartCommands ? 'commands' : isJson(flags) ? 'json' : 'table';
    out(await stale(serverOf(command), flags.namespace, form));
  });
}

interface About {
  readonly port?: number;
  readonly portName?: string;
  readonly protocol?: string;
}

/** `80`, `53/UDP`, `http`, `dns/UDP`. */
function aboutOf({ port, protocol }: Flags): About {
  if (port === undefined) return protocol === undefined ? {} : { protocol };
  const [, word = '', transport] = /^([^/]+)(?:\/(\w+))?$/.exec(port) ?? [];
  const isNumber = /^\d+$/.test(word);
  if (!isNumber && !/^[a-z][-a-z0-9]*$|^[a-z0-9][-a-z0-9]*[a-z][-a-z0-9]*$/.test(word))
    throw new Problem(`"${port}" is no port; give a number or a name, such as 80, 53/UDP or http`);
  if (transport !== undefined && protocol !== undefined && transport.toUpperCase() !== protocol.toUpperCase())
    throw new Problem(`two protocols: ${transport} and ${protocol}; one is enough`);
  const named = protocol ?? transport;
  return { ...(isNumber ? { port: Number(word) } : { portName: word }), ...(named ? { protocol: named } : {}) };
}

/** Where many receive, a name may stand for another number at each. */
function aboutNumber(flags: Flags): Omit<About, 'portName'> {
  const { portName, ...about } = aboutOf(flags);
  if (portName === undefined) return about;
  throw new Problem(`"${portName}" may be another port at each receiver: a list takes numbers`);
}
