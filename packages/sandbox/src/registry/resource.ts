/** The vocabulary in which a resource is declared: one value says all that the server has to know about it. */

import type { Tree } from '../base/json.ts';
import type { KubeObject } from '../base/object.ts';
import type { StatusCause } from '../base/problem.ts';

export interface Column {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  readonly format?: string;
  /** 0 is always shown, higher ones with `-o wide`. */
  readonly priority?: number;
  readonly description?: string;
  readonly of: (object: KubeObject, now: number) => unknown;
}

/** A version beside the stored one. Without functions only `apiVersion` differs. */
export interface OtherVersion {
  readonly name: string;
  readonly fromStored?: (object: KubeObject) => KubeObject;
  readonly toStored?: (object: Tree) => Tree;
}

/** What defaulting and admission may ask of the cluster. */
export interface Surroundings {
  now(): number;
  /** An object, by the resource's key (`configmaps`, `replicasets.apps`); `namespace` is empty for cluster-wide ones. */
  get(resource: string, namespace: string, name: string): KubeObject | undefined;
  list(resource: string, namespace?: string): Iterable<KubeObject>;
}

export interface Resource {
  /** Empty for the core group. */
  readonly group: string;
  /** The stored version, which is also the preferred one. */
  readonly version: string;
  readonly otherVersions?: readonly OtherVersion[];
  readonly plural: string;
  readonly singular: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  /** Has `status` and `/status`: the two write doors are apart. */
  readonly status: boolean;
  /** Paths of the scale subresource. */
  readonly scale?: ScalePaths;
  /** Counts changes of everything but metadata and status in `metadata.generation`. */
  readonly generation: boolean;
  readonly columns: readonly Column[];
  /** Field selectors beside `metadata.name` and `metadata.namespace`. */
  readonly fields?: Readonly<Record<string, (object: KubeObject) => unknown>>;
  /** Dotted paths that an update may not change. */
  readonly immutable?: readonly string[];
  /** Fills in what the caller left out; writes into the object. `old` is there on updates. */
  readonly defaults?: (object: Tree, around: Surroundings, old?: KubeObject) => void;
  /** What is wrong with an object. */
  readonly validate?: (object: KubeObject, old?: KubeObject) => readonly StatusCause[];
  /** The initial status of a new object. */
  readonly initialStatus?: Tree;
  /** Not a DNS name: RBAC roles and the like. */
  readonly freeName?: boolean;
  /** Patched by merge, not by strategic merge: custom resources. */
  readonly custom?: boolean;
}

export interface ScalePaths {
  readonly specReplicas: readonly string[];
  readonly statusReplicas: readonly string[];
  readonly selector: readonly string[];
}

/** Names a resource in the registry and in the store: `pods`, `deployments.apps`. */
export const keyOf = (resource: { group: string; plural: string }): string =>
  resource.group ? `${resource.plural}.${resource.group}` : resource.plural;

export const apiVersionOf = (resource: { group: string }, version: string): string =>
  resource.group ? `${resource.group}/${version}` : version;

/** `apps/v1` → `apps`; the core group is empty. */
export const groupOf = (apiVersion: string): string =>
  apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';

type Declared = Pick<Resource, 'plural' | 'kind'> & Partial<Omit<Resource, 'group' | 'version'>>;

/** Declares the resources of one group version; what most of them share need not be said. */
export const groupVersion =
  (group: string, version: string) =>
  (declared: Declared): Resource => ({
    group,
    version,
    singular: declared.kind.toLowerCase(),
    namespaced: true,
    status: false,
    generation: false,
    columns: [],
    ...declared,
  });

/** The paths of `scale` for workloads. */
export const replicas: ScalePaths = {
  specReplicas: ['spec', 'replicas'],
  statusReplicas: ['status', 'replicas'],
  selector: ['spec', 'selector'],
};
