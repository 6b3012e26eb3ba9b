/** The whole vocabulary of a kind on one screen: what one file of `kinds/` may declare. */

import type { Status } from '../graph/status.ts';
import type { Link } from './link.ts';
import type { KubeObject } from './object.ts';

/** GraphQL's scalar for a summary field; `JSON` for what has inner structure. */
export type FieldType = 'String' | 'Int' | 'Boolean' | '[String!]' | 'JSON';

/** One summary field, shown as `K8s.<name>`. */
export interface Field<O> {
  readonly name: string;
  readonly type: FieldType;
  readonly doc: string;
  /** `undefined` leaves the key out; `null` shows it as null. */
  readonly of: (object: O) => unknown;
  /** Shown as `<name>` beside `K8s`, not under it. */
  readonly top?: boolean;
}

/** The key of the field in a node's `fields`; `Metadata.` marks what stands beside `K8s`. */
export function fieldKey({ name, top }: { readonly name: string; readonly top?: boolean }): string {
  return top ? `Metadata.${name}` : name;
}

export interface ApiResource {
  /** Empty for the core group. */
  readonly group: string;
  /** Versions this file understands, the preferred one first. */
  readonly versions: readonly string[];
  readonly plural: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** A child node that is made from its parent's object and lives with it: a container of a pod. */
export interface Part {
  /** The key of the part's kind. */
  readonly kind: string;
  readonly name: string;
  /** What the part's own `fields` and `status` read. */
  readonly object: unknown;
  /** The labels it shows, where they are not its own: a container shows its pod's. */
  readonly inheritLabels: boolean;
}

/** A node as a derived status sees it. */
export interface Neighbour {
  readonly type: string;
  readonly name: string;
  readonly status: Status;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The neighbourhood that a derived status may read: nodes at the other end of edges of one relation. */
export interface Surroundings {
  out(relation: string): Iterable<Neighbour>;
  in(relation: string): Iterable<Neighbour>;
}

/** What an object says about another one: the latest trouble that an Event reports. */
export interface Note {
  /** Of the object that it is about. */
  readonly uid: string;
  /** `Warning`, `Normal`. */
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  /** When it was seen last, in milliseconds since the epoch. */
  readonly time: number;
}

export type LookGroup = 'cluster' | 'workload' | 'network' | 'storage' | 'config' | 'access' | 'policy' | 'extension';

export interface Kind<O = KubeObject> {
  /** Unique in the registry: the type, or `type.group` where two API groups share a type. */
  readonly key: string;
  /** `Type` in the graph and in queries: the kind in lower case. */
  readonly type: string;
  readonly manager: 'k8s' | 'istio';
  readonly group: LookGroup;
  readonly doc: string;
  /** Absent for what the API does not list: the cluster, parts, and what exists only as the target of a reference. */
  readonly api?: ApiResource;
  /** Made on first mention and gone with the last one, never missing: an IP block, a user. */
  readonly virtual?: boolean;
  /** Watched only when present in the cluster's discovery and never reported as missing (CRDs, newer APIs). */
  readonly optional?: boolean;
  readonly fields: readonly Field<O>[];
  readonly status: (object: O) => Status;
  /** The status given the neighbours, for kinds whose own object does not say; runs when one of them changes. */
  readonly derived?: {
    readonly relations: readonly string[];
    /** The fields of neighbours that the rule reads, besides their statuses. */
    readonly reads?: readonly string[];
    readonly status: (own: Status, around: Surroundings, object: Readonly<Record<string, unknown>>) => Status;
  };
  readonly links: readonly Link<O>[];
  readonly parts?: (object: O) => readonly Part[];
  /** Values that field and block joins look up, by index name: `{ ip: (pod) => [...] }`. */
  readonly indexed?: Readonly<Record<string, (object: O) => readonly string[]>>;
  /** A word that selector terms may exclude: `host` for hostNetwork pods, `done` for finished ones. */
  readonly trait?: (object: O) => string;
  /** What links may refine an edge by (see `SelectorLink.refine`), as text: objects with equal labels mostly have the same. */
  readonly detail?: (object: O) => string;
  /** Says something about another object, and makes no node: an Event. `undefined` where it says nothing of use. */
  readonly notes?: (object: O) => Note | undefined;
  /** Its objects come with `written`: when their values were last written, from managedFields, which are cut otherwise. */
  readonly readsManagedFields?: boolean;
  /** The object without what must never enter the graph; runs before anything else sees the object. */
  readonly redact?: (object: O, hash: (text: string) => string) => O;
}

/** Declares a kind with the type of its own objects (or parts); engines see it as a kind of any object. */
export function defineKind<O>(kind: Kind<O>): Kind {
  return kind as unknown as Kind;
}

export const string = <O>(name: string, doc: string, of: (object: O) => string | null | undefined): Field<O> => ({
  name,
  type: 'String',
  doc,
  of,
});
export const int = <O>(name: string, doc: string, of: (object: O) => number | null | undefined): Field<O> => ({
  name,
  type: 'Int',
  doc,
  of,
});
export const boolean = <O>(name: string, doc: string, of: (object: O) => boolean | null | undefined): Field<O> => ({
  name,
  type: 'Boolean',
  doc,
  of,
});
export const strings = <O>(
  name: string,
  doc: string,
  of: (object: O) => readonly string[] | null | undefined,
): Field<O> => ({ name, type: '[String!]', doc, of });
export const json = <O>(name: string, doc: string, of: (object: O) => unknown): Field<O> => ({
  name,
  type: 'JSON',
  doc,
  of,
});
