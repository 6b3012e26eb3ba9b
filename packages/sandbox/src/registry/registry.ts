/** Which resources the server serves: the built-in list, and those that custom resource definitions add. */

import { builtin } from './builtin.ts';
import { keyOf, type OtherVersion, type Resource } from './resource.ts';

/** A resource at the version in which it was asked for. */
export interface Served {
  readonly resource: Resource;
  readonly version: string;
  /** Absent for the stored version. */
  readonly other?: OtherVersion;
}

export class Registry {
  readonly #resources = new Map<string, Resource>();
  readonly #byKind = new Map<string, Resource>();

  constructor(resources: readonly Resource[] = builtin) {
    for (const resource of resources) this.add(resource);
  }

  add(resource: Resource): void {
    const former = this.#resources.get(keyOf(resource));
    if (former) this.#byKind.delete(`${former.group}/${former.kind}`);
    this.#resources.set(keyOf(resource), resource);
    this.#byKind.set(`${resource.group}/${resource.kind}`, resource);
  }

  remove(key: string): void {
    const resource = this.#resources.get(key);
    if (!resource) return;
    this.#resources.delete(key);
    this.#byKind.delete(`${resource.group}/${resource.kind}`);
  }

  all(): Iterable<Resource> {
    return this.#resources.values();
  }

  /** By key; throws for what is not served, which is a fault of the caller. */
  need(key: string): Resource {
    const found = this.#resources.get(key);
    if (!found) throw new Error(`no resource ${key}`);
    return found;
  }

  find(key: string): Resource | undefined {
    return this.#resources.get(key);
  }

  /** By API group and kind, as owner references and manifests name it. */
  byKind(group: string, kind: string): Resource | undefined {
    return this.#byKind.get(`${group}/${kind}`);
  }

  served(group: string, version: string, plural: string): Served | undefined {
    const resource = this.#resources.get(keyOf({ group, plural }));
    if (!resource) return undefined;
    if (resource.version === version) return { resource, version };
    const other = resource.otherVersions?.find((candidate) => candidate.name === version);
    return other && { resource, version, other };
  }

  /** Group → its versions with their resources, the preferred version first. */
  groups(): Map<string, Map<string, Resource[]>> {
    const groups = new Map<string, Map<string, Resource[]>>();
    const place = (resource: Resource, version: string) => {
      const versions = groups.get(resource.group) ?? new Map<string, Resource[]>();
      groups.set(resource.group, versions);
      versions.set(version, [...(versions.get(version) ?? []), resource]);
    };
    for (const resource of this.#resources.values()) place(resource, resource.version);
    for (const resource of this.#resources.values()) {
      for (const other of resource.otherVersions ?? []) place(resource, other.name);
    }
    return groups;
  }
}
