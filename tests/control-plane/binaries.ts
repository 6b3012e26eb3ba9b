/** Obtains the programs of a control plane: from KUBEBUILDER_ASSETS where they are, else built once from Go modules. */

import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type ProgramName = 'etcd' | 'kube-apiserver' | 'kube-controller-manager' | 'kube-scheduler' | 'kwok';

/** Where each program is, as an absolute path. */
export type Binaries = Readonly<Record<ProgramName, string>>;

interface GoModule {
  readonly name: string;
  readonly programs: Partial<Record<ProgramName, string>>;
  /** Linker flags; without them the API server calls itself v0.0.0. */
  flags(goMod: string): string[];
}

const modules: readonly GoModule[] = [
  {
    name: 'kubernetes',
    programs: {
      'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
      'kube-controller-manager': 'k8s.io/kubernetes/cmd/kube-controller-manager',
      'kube-scheduler': 'k8s.io/kubernetes/cmd/kube-scheduler',
    },
    flags: kubernetesVersion,
  },
  { name: 'etcd', programs: { etcd: 'go.etcd.io/etcd/server/v3' }, flags: () => [] },
  { name: 'kwok', programs: { kwok: 'sigs.k8s.io/kwok/cmd/kwok' }, flags: () => [] },
];

const tools = join(import.meta.dirname, 'tools');

function kubernetesVersion(goMod: string): string[] {
  const [version, major, minor] = /k8s\.io\/kubernetes (v(\d+)\.(\d+)\.\d+)/.exec(goMod)?.slice(1) ?? [];
  const set = (name: string, value = '') => ['-X', `k8s.io/component-base/version.${name}=${value}`];
  return [...set('gitVersion', version), ...set('gitMajor', major), ...set('gitMinor', minor)];
}

/** The folder outside the checkout in which built programs are kept: CANOPY_CACHE, else ~/.cache/canopy. */
function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  return join(env.CANOPY_CACHE || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'canopy'), 'control-plane');
}

/** All programs, built where missing. Rejects with a message that says what to install when they cannot be built. */
export async function obtainBinaries(
  log: (line: string) => void = () => {},
  env: NodeJS.ProcessEnv = process.env,
): Promise<Binaries> {
  const found: Partial<Record<ProgramName, string>> = {};
  for (const module of modules) {
    const programs = Object.keys(module.programs) as ProgramName[];
    for (const name of programs) {
      const given = env.KUBEBUILDER_ASSETS && join(env.KUBEBUILDER_ASSETS, name);
      if (given && existsSync(given)) found[name] = given;
    }
    const missing = programs.filter((name) => !found[name]);
    if (missing.length === 0) continue;
    const folder = await builtModule(module, cacheFolder(env), log);
    for (const name of missing) found[name] = join(folder, name);
  }
  return found as Binaries;
}

/** The folder with the module's programs; its name holds a hash of all that decides what is built. */
async function builtModule(module: GoModule, cache: string, log: (line: string) => void): Promise<string> {
  const source = join(tools, module.name);
  const goMod = readFileSync(join(source, 'go.mod'), 'utf8');
  const hash = createHash('sha256')
    .update(goMod)
    .update(readFileSync(join(source, 'go.sum')));
  for (const flag of module.flags(goMod)) hash.update(flag);
  const folder = join(cache, `${module.name}-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(folder)) return folder;

  requireGo(goMod, module);
  mkdirSync(cache, { recursive: true });
  const partial = mkdtempSync(join(cache, `${module.name}-building-`));
  try {
    for (const [name, path] of Object.entries(module.programs))
      await buildProgram({ name, path, source, target: join(partial, name), flags: module.flags(goMod) }, log);
    // Another run may have been faster; its programs are the same.
    if (!existsSync(folder)) renameSync(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return folder;
}

function requireGo(goMod: string, module: GoModule): void {
  const wanted = /^go (\S+)/m.exec(goMod)?.[1];
  const names = Object.keys(module.programs).join(', ');
  if (spawnSync('go', ['version'], { cwd: tools }).status === 0) return;
  throw new Error(
    `no Go here to build ${names} with. Install Go ${wanted} or newer (https://go.dev/dl), ` +
      'or let KUBEBUILDER_ASSETS name a folder that has these programs.',
  );
}

interface Build {
  readonly name: string;
  readonly path: string;
  readonly source: string;
  readonly target: string;
  readonly flags: readonly string[];
}

async function buildProgram(build: Build, log: (line: string) => void): Promise<void> {
  const begin = performance.now();
  log(`building ${build.name} (${build.path}); minutes the first time`);
  const args = [
    'build',
    '-v',
    '-p=2',
    '-trimpath',
    '-buildvcs=false',
    '-ldflags',
    ['-s', '-w', ...build.flags].join(' '),
  ];
  const go = spawn('go', [...args, '-o', build.target, build.path], {
    cwd: build.source,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said: string[] = [];
  const seconds = () => Math.round((performance.now() - begin) / 1000);
  const pulse = setInterval(() => log(`  ${build.name}: ${said.length} packages, ${seconds()} s`), 30_000);
  createInterface({ input: go.stderr }).on('line', (line) => said.push(line));
  const code = await new Promise<number>((resolve) => {
    go.once('error', () => resolve(-1));
    go.once('close', (status) => resolve(status ?? -1));
  });
  clearInterval(pulse);
  if (code !== 0) throw new Error(failedBuild(build.name, said));
  log(`  ${build.name}: built in ${seconds()} s`);
}

function failedBuild(name: string, said: readonly string[]): string {
  const tail = said.slice(-12).join('\n');
  const network = /dial tcp|no such host|i\/o timeout|connection refused|TLS handshake|GOPROXY|proxyconnect/.test(tail);
  const advice = network
    ? 'The Go module proxy (go env GOPROXY) cannot be reached; it is needed once, for the first build.\n'
    : '';
  return `go build of ${name} failed. ${advice}${tail}`;
}
