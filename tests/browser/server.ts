/** The server as a user starts it, with its sandbox, and kubectl pointed at that sandbox. */

import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Program, startProgram } from '../control-plane/program.ts';

const root = join(import.meta.dirname, '..', '..');

export interface Server {
  /** Where the dashboard is. */
  readonly url: string;
  /** When the process was started, in milliseconds since 1970. */
  readonly startedAt: number;
  /** Runs kubectl to its end; `arguments` as in a shell without quotes. Throws with what it said when it fails. */
  kubectl(args: string, manifest?: string): Promise<string>;
  /** The `canopy` command: what it prints. */
  canopy(...args: string[]): Promise<string>;
  /** Ends the process at once, as a crash would. */
  kill(): Promise<void>;
  /** Starts it again on the same ports; its sandbox begins with the samples. */
  startAgain(): Promise<void>;
  /** What it has written last. */
  tail(): string;
  close(): Promise<void>;
}

/** `settings` are variables of its environment. */
export async function startServer(kubectlFile: string, settings: Record<string, string> = {}): Promise<Server> {
  if (!existsSync(join(process.env.CANOPY_WEB_ROOT ?? join(root, 'apps/web/dist'), 'index.html')))
    throw new Error('the dashboard is not built: npm run build -w apps/web');
  const folder = mkdtempSync(join(tmpdir(), 'canopy-browser-'));
  const begin = (port: number, sandboxPort: number) => launch(folder, { port, sandboxPort, settings });
  let running = await begin(0, 0);
  const { url, sandboxUrl } = running;
  const env = { ...process.env, KUBECONFIG: join(folder, 'none') };
  return {
    url,
    get startedAt() {
      return running.startedAt;
    },
    kubectl: (args, manifest) => {
      const given = ['--server', sandboxUrl, '--cache-dir', join(folder, 'cache'), ...args.split(' ')];
      return run(kubectlFile, given, env, manifest);
    },
    canopy: (...args) => run(process.execPath, [join(root, 'apps/cli/src/main.ts'), '--server', url, ...args], env),
    kill: () => running.program.stop(0),
    startAgain: async () => {
      running = await begin(portOf(url), portOf(sandboxUrl));
    },
    tail: () => running.program.tail(),
    close: async () => {
      await running.program.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Running {
  readonly program: Program;
  readonly startedAt: number;
  readonly url: string;
  readonly sandboxUrl: string;
}

interface Launch {
  readonly port: number;
  readonly sandboxPort: number;
  readonly settings: Record<string, string>;
}

async function launch(folder: string, { port, sandboxPort, settings }: Launch): Promise<Running> {
  const startedAt = Date.now();
  const log = join(folder, `canopy-${startedAt}.log`);
  const ports = ['--port', String(port), '--sandbox-port', String(sandboxPort)];
  const args = [join(root, 'apps/api/src/main.ts'), '--sandbox', ...ports];
  const program = startProgram({ name: 'canopy', file: process.execPath, args, log, env: settings });
  const end = performance.now() + 60_000;
  while (program.running && performance.now() < end) {
    const said = program.tail(1_000);
    const url = /Canopy is at (http:\S+)/.exec(said)?.[1];
    const sandboxUrl = /--server=(http:\S+)/.exec(said)?.[1];
    if (url && sandboxUrl) return { program, startedAt, url, sandboxUrl };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const tail = program.tail();
  await program.stop();
  throw new Error(`the server did not start:\n${tail}`);
}

const portOf = (url: string) => Number(new URL(url).port);

function run(file: string, args: readonly string[], env: NodeJS.ProcessEnv, input?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(file, args, { env, encoding: 'utf8', timeout: 60_000 }, (error, out, err) =>
      error ? reject(new Error(`${file} ${args.join(' ')}: ${err || error.message}`)) : resolve(out),
    );
    child.stdin?.end(input ?? '');
  });
}
