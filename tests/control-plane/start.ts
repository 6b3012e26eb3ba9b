/** Starts a real Kubernetes control plane as child processes: no container engine, no kubelet, everything on loopback. */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, fetch } from 'undici';
import { type Binaries, obtainBinaries } from './binaries.ts';
import { type Authority, type Certificate, createAuthority, createSigningKey } from './certificates.ts';
import { compactEtcd } from './etcd.ts';
import { readKubeconfig, writeKubeconfig } from './kubeconfig.ts';
import { createNodes, waitUntilUsable } from './nodes.ts';
import { freePorts } from './ports.ts';
import { type Program, startProgram } from './program.ts';

export interface ControlPlaneOptions {
  /** Where its steps are told; silent by default. */
  readonly log?: (line: string) => void;
  /** Names of the pretended nodes. */
  readonly nodes?: readonly string[];
}

export interface ControlPlane {
  /** https://127.0.0.1:PORT; stays the same over restarts. */
  readonly server: string;
  /** File of the administrator (group system:masters). */
  readonly kubeconfig: string;
  /** Kubernetes version in use, such as v1.36.3. */
  readonly version: string;
  /** Cuts all connections, as an API server that dies does; etcd keeps the objects. */
  stopApiServer(): Promise<void>;
  /** Resolves when /readyz says so. */
  startApiServer(): Promise<void>;
  restartApiServer(): Promise<void>;
  /** Lets etcd forget its history up to now. The API server's own caches still know some of it until it restarts. */
  compact(): Promise<void>;
  /** A user known by client certificate, without any right until RBAC objects give one; returns the kubeconfig file. */
  addUser(name: string, groups?: readonly string[]): Promise<string>;
  /** Resident memory of each program in bytes. */
  memory(): Promise<Record<string, number>>;
  /** Ends all programs and removes their files. */
  close(): Promise<void>;
}

/** Everything that the programs need to know of each other. */
interface Site {
  readonly folder: string;
  readonly binaries: Binaries;
  readonly authority: Authority;
  readonly server: string;
  readonly ports: { readonly api: number; readonly etcd: number; readonly peer: number };
  readonly programs: Map<string, Program>;
  readonly log: (line: string) => void;
}

export async function startControlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const log = options.log ?? (() => {});
  const binaries = await obtainBinaries(log);
  const folder = mkdtempSync(join(tmpdir(), 'canopy-control-plane-'));
  const [api, etcd, peer] = (await freePorts(3)) as [number, number, number];
  const authority = createAuthority(folder);
  const server = `https://127.0.0.1:${api}`;
  const site: Site = { folder, binaries, authority, server, ports: { api, etcd, peer }, programs: new Map(), log };
  const watchdog = startWatchdog(folder);
  try {
    return await assemble(site, watchdog, options.nodes ?? ['node-a', 'node-b', 'node-c']);
  } catch (cause) {
    const tails = [...site.programs.values()].map((program) => `== ${program.name}\n${program.tail()}`).join('\n');
    await end(site, watchdog);
    throw new Error(`the control plane did not come up: ${(cause as Error).message}\n${tails}`, { cause });
  }
}

async function assemble(site: Site, watchdog: ChildProcess, nodes: readonly string[]): Promise<ControlPlane> {
  const { authority, folder, server } = site;
  const access = (user: string, certificate: Certificate) =>
    writeKubeconfig(join(folder, `${user}.kubeconfig`), { server, ca: authority.certificate, user, certificate });
  const apiServer = apiServerArguments(site);
  const admin = access('admin', authority.client('admin', ['system:masters']));

  launch(site, 'etcd', etcdArguments(site));
  await waitFor('etcd', site, async () => (await fetch(`http://127.0.0.1:${site.ports.etcd}/readyz`)).ok);
  const startApiServer = async () => {
    launch(site, 'kube-apiserver', apiServer);
    await waitUntilReady(site, admin);
  };
  const stopApiServer = async () => site.programs.get('kube-apiserver')?.stop(0);
  await startApiServer();

  launch(site, 'kube-controller-manager', controllerManagerArguments(site, admin));
  launch(site, 'kube-scheduler', ['--kubeconfig', admin, '--leader-elect=false', '--secure-port=0']);
  const { version } = await createNodes(admin, nodes);
  launch(site, 'kwok', kwokArguments(admin));
  await waitUntilUsable(admin);
  return {
    server,
    version,
    kubeconfig: admin,
    startApiServer,
    stopApiServer,
    restartApiServer: async () => {
      await stopApiServer();
      await startApiServer();
    },
    compact: () => compactEtcd(`http://127.0.0.1:${site.ports.etcd}`),
    addUser: async (name, groups = []) => access(name, authority.client(name, groups)),
    memory: async () => Object.fromEntries([...site.programs.values()].map((p) => [p.name, p.memory()])),
    close: () => end(site, watchdog),
  };
}

function launch(site: Site, name: keyof Binaries, args: readonly string[]): void {
  site.log(`starting ${name}`);
  const file = site.binaries[name];
  site.programs.set(name, startProgram({ name, file, args, log: join(site.folder, `${name}.log`) }));
  // The watchdog reads this file when it has to end what its owner left behind.
  writeFileSync(join(site.folder, 'pids'), [...site.programs.values()].map((program) => `${program.pid}\n`).join(''));
}

/** A shell that ends all programs when this process is gone, in whichever way: its input then closes. */
function startWatchdog(folder: string): ChildProcess {
  const script = 'cat > /dev/null; while read -r pid; do kill -9 "$pid"; done < "$1/pids"; rm -rf "$1"';
  const watchdog = spawn('sh', ['-c', script, 'sh', folder], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  watchdog.unref();
  return watchdog;
}

async function end(site: Site, watchdog: ChildProcess): Promise<void> {
  // Clients first, then the server that they use, then its store.
  const order = ['kwok', 'kube-scheduler', 'kube-controller-manager', 'kube-apiserver', 'etcd'];
  for (const name of order) await site.programs.get(name)?.stop(name === 'etcd' ? 2_000 : 0);
  writeFileSync(join(site.folder, 'pids'), '');
  watchdog.kill('SIGKILL');
  rmSync(site.folder, { recursive: true, force: true });
}

function etcdArguments({ folder, ports }: Site): string[] {
  const client = `http://127.0.0.1:${ports.etcd}`;
  const peer = `http://127.0.0.1:${ports.peer}`;
  return [
    ...['--name=default', `--data-dir=${join(folder, 'etcd')}`, '--log-level=warn', '--unsafe-no-fsync'],
    ...[`--listen-client-urls=${client}`, `--advertise-client-urls=${client}`],
    ...[`--listen-peer-urls=${peer}`, `--initial-advertise-peer-urls=${peer}`, `--initial-cluster=default=${peer}`],
  ];
}

function apiServerArguments({ folder, ports, authority }: Site): string[] {
  const serving = authority.server();
  const signing = createSigningKey(folder);
  mkdirSync(join(folder, 'certificates'));
  return [
    ...[`--etcd-servers=http://127.0.0.1:${ports.etcd}`, '--etcd-compaction-interval=0'],
    ...['--bind-address=127.0.0.1', `--secure-port=${ports.api}`, `--cert-dir=${join(folder, 'certificates')}`],
    ...[`--tls-cert-file=${serving.certificate}`, `--tls-private-key-file=${serving.key}`],
    ...[`--client-ca-file=${authority.certificate}`, '--authorization-mode=RBAC'],
    ...['--service-account-issuer=https://kubernetes.default.svc', `--service-account-key-file=${signing.publicKey}`],
    `--service-account-signing-key-file=${signing.privateKey}`,
    // A loopback address may not be an endpoint of the service `kubernetes`.
    ...['--service-cluster-ip-range=10.96.0.0/16', '--endpoint-reconciler-type=none', '--allow-privileged'],
  ];
}

function controllerManagerArguments({ folder, authority }: Site, kubeconfig: string): string[] {
  return [
    ...[`--kubeconfig=${kubeconfig}`, '--leader-elect=false', '--secure-port=0', '--use-service-account-credentials'],
    // Nodes lose the taint of the first seconds sooner.
    '--node-monitor-period=1s',
    ...[
      `--root-ca-file=${authority.certificate}`,
      `--service-account-private-key-file=${join(folder, 'service-account.key')}`,
    ],
  ];
}

function kwokArguments(kubeconfig: string): string[] {
  const stages = join(import.meta.dirname, 'stages.yaml');
  const lease = ['--node-lease-duration-seconds=40', '--node-port=0'];
  return [
    `--kubeconfig=${kubeconfig}`,
    '--manage-all-nodes=true',
    `--config=${stages}`,
    '--node-ip=10.0.0.1',
    ...lease,
  ];
}

async function waitUntilReady(site: Site, kubeconfig: string): Promise<void> {
  const { ca, cert, key } = readKubeconfig(kubeconfig);
  const dispatcher = new Agent({ connect: { ca, cert, key } });
  try {
    await waitFor('kube-apiserver', site, async () => (await fetch(`${site.server}/readyz`, { dispatcher })).ok);
  } finally {
    await dispatcher.destroy();
  }
}

async function waitFor(name: string, site: Site, ready: () => Promise<boolean>): Promise<void> {
  const program = site.programs.get(name)!;
  const deadline = performance.now() + 180_000;
  while (!(await ready().catch(() => false))) {
    if (!program.running) throw new Error(`${name} ended`);
    if (performance.now() > deadline) throw new Error(`${name} is not ready after 180 s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
