/** What a server offers: https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api */

import type { ApiResource, Kind } from '../../kinds/define.ts';
import { groupPath } from './api-path.ts';
import type { ApiServer } from './api-server.ts';
import { asRefusal, type Refusal } from './refusal.ts';
import type { WatchTarget } from './source.ts';

/** A resource that can be listed and watched, custom ones included; `versions` are those served, the preferred first. */
export interface ServedResource extends ApiResource {
  readonly shortNames: readonly string[];
}

export interface Discovery {
  readonly resources: readonly ServedResource[];
  /** Groups that are announced but did not answer (an aggregated server that is down), with the reason. */
  readonly problems: ReadonlyMap<string, Refusal>;
}

interface GroupVersions {
  readonly group: string;
  readonly versions: readonly string[];
}

interface ListedResource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs?: readonly string[];
  readonly shortNames?: readonly string[];
}

/** Asks for all groups, or for some; rejects with a `Refusal` when the list of groups cannot be had. */
export async function discover(
  server: ApiServer,
  signal: AbortSignal,
  groups?: ReadonlySet<string>,
): Promise<Discovery> {
  const problems = new Map<string, Refusal>();
  const served = (await servedGroups(server, signal)).filter(({ group }) => groups?.has(group) ?? true);
  const answers = served.flatMap(({ group, versions }) =>
    versions.map(async (version) => {
      try {
        return { group, version, listed: await listed(server, signal, group, version) };
      } catch (error) {
        const refusal = asRefusal(error);
        // Announced and gone by now: a custom resource definition was deleted.
        if (refusal.status !== 404) problems.set(group, refusal);
        return { group, version, listed: [] };
      }
    }),
  );
  const resources = new Map<string, ServedResource & { versions: string[] }>();
  for (const { group, version, listed } of await Promise.all(answers)) {
    for (const resource of listed) add(resources, group, version, resource);
  }
  return { resources: [...resources.values()], problems };
}

/** The version in which to read a kind here: the first that its file understands. Throws where the group is in trouble. */
export function targetOf(kind: Kind, discovery: Discovery): WatchTarget | undefined {
  const { api } = kind;
  if (!api) return undefined;
  const served = discovery.resources.find(({ group, plural }) => group === api.group && plural === api.plural);
  const version = api.versions.find((candidate) => served?.versions.includes(candidate));
  if (version !== undefined) return { kind: kind.key, api, version };
  const problem = discovery.problems.get(api.group);
  if (problem) throw problem;
  return undefined;
}

/** The core group, which has its own root, and those below `/apis`, each with its preferred version first. */
async function servedGroups(server: ApiServer, signal: AbortSignal): Promise<GroupVersions[]> {
  const [core, named] = await Promise.all([
    server.json('/api', { signal }) as Promise<{ versions?: readonly string[] }>,
    server.json('/apis', { signal }) as Promise<{ groups?: readonly NamedGroup[] }>,
  ]);
  return [
    { group: '', versions: core.versions ?? ['v1'] },
    ...(named.groups ?? []).map(({ name, versions, preferredVersion }) => {
      const preferred = preferredVersion?.version;
      const others = versions.map(({ version }) => version).filter((version) => version !== preferred);
      return { group: name, versions: preferred === undefined ? others : [preferred, ...others] };
    }),
  ];
}

interface NamedGroup {
  readonly name: string;
  readonly versions: readonly { readonly version: string }[];
  readonly preferredVersion?: { readonly version: string };
}

async function listed(server: ApiServer, signal: AbortSignal, group: string, version: string) {
  const answer = await server.json(groupPath(group, version), { signal });
  return (answer as { resources?: readonly ListedResource[] }).resources ?? [];
}

/** Sub-resources such as `pods/log`, and what cannot be both listed and watched, is of no use here. */
function add(
  resources: Map<string, ServedResource & { versions: string[] }>,
  group: string,
  version: string,
  { name, kind, namespaced, verbs, shortNames = [] }: ListedResource,
): void {
  if (name.includes('/') || (verbs && !(verbs.includes('list') && verbs.includes('watch')))) return;
  const key = `${group}/${name}`;
  const known = resources.get(key);
  if (known) known.versions.push(version);
  else resources.set(key, { group, versions: [version], plural: name, kind, namespaced, shortNames });
}
