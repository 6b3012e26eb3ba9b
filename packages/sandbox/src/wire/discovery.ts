/** Discovery: which groups, versions and resources there are, and what can be done with each. */

import type { Registry } from '../registry/registry.ts';
import { keyOf, type Resource } from '../registry/resource.ts';
import { reviews } from './reviews.ts';
import { specialSubresources } from './subresources.ts';

export const serverVersion = {
  major: '1',
  minor: '32',
  gitVersion: 'v1.32.4+sandbox',
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '2025-04-22T00:00:00Z',
  goVersion: 'none',
  compiler: 'none',
  platform: 'linux/amd64',
};

const allVerbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

function entries(resource: Resource): object[] {
  const { plural, singular, namespaced, kind, shortNames, categories } = resource;
  const own = {
    name: plural,
    singularName: singular,
    namespaced,
    kind,
    verbs: allVerbs,
    ...(shortNames && { shortNames }),
    ...(categories && { categories }),
  };
  const verbs = ['get', 'patch', 'update'];
  const special = Object.entries(specialSubresources).filter(([path]) => path.startsWith(`${keyOf(resource)}/`));
  return [
    own,
    ...(resource.status ? [{ name: `${plural}/status`, singularName: '', namespaced, kind, verbs }] : []),
    ...(resource.scale
      ? [
          {
            name: `${plural}/scale`,
            singularName: '',
            namespaced,
            group: 'autoscaling',
            version: 'v1',
            kind: 'Scale',
            verbs,
          },
        ]
      : []),
    ...special.map(([path, { verbs: only, ...facts }]) => ({
      name: `${plural}/${path.split('/')[1]}`,
      singularName: '',
      namespaced,
      ...facts,
      verbs: only,
    })),
  ];
}

const reviewEntries = (group: string): object[] =>
  reviews
    .filter((review) => review.group === group)
    .map(({ plural, kind, namespaced = false }) => ({
      name: plural,
      singularName: kind.toLowerCase(),
      namespaced,
      kind,
      verbs: ['create'],
    }));

/** Every group version that is served, the preferred version of a group first. */
export function groupVersions(registry: Registry): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [group, versions] of registry.groups()) found.set(group, [...versions.keys()]);
  for (const { group } of reviews) found.set(group, found.get(group) ?? ['v1']);
  return found;
}

const versionEntry = (group: string, version: string) => ({ groupVersion: `${group}/${version}`, version });

function groupEntry(group: string, versions: readonly string[]): object {
  const all = versions.map((version) => versionEntry(group, version));
  return { name: group, versions: all, preferredVersion: all[0] };
}

/** The discovery document at a path, or undefined where there is none. */
export function discover(registry: Registry, segments: readonly string[]): object | undefined {
  const [root, first, second] = segments;
  if (root === 'api' && segments.length === 1) {
    return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] };
  }
  if (root === 'api' && segments.length === 2) return resourceList(registry, '', first ?? '');
  if (root !== 'apis' || segments.length > 3) return undefined;
  const known = groupVersions(registry);
  if (first === undefined) {
    const groups = [...known].filter(([group]) => group !== '').map(([group, versions]) => groupEntry(group, versions));
    return { kind: 'APIGroupList', apiVersion: 'v1', groups };
  }
  const versions = first === '' ? undefined : known.get(first);
  if (!versions) return undefined;
  if (second === undefined) return { kind: 'APIGroup', apiVersion: 'v1', ...groupEntry(first, versions) };
  return versions.includes(second) ? resourceList(registry, first, second) : undefined;
}

function resourceList(registry: Registry, group: string, version: string): object | undefined {
  const resources = registry.groups().get(group)?.get(version) ?? [];
  const listed = [...resources.flatMap(entries), ...(version === 'v1' ? reviewEntries(group) : [])];
  if (!listed.length) return undefined;
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: group ? `${group}/${version}` : version,
    resources: listed,
  };
}
