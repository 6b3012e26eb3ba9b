/**
 * Links: rules, declared in a kind, that joins turn into edges. A link is data; how it is made fast is the join's affair.
 * The kind whose object holds the pointing field declares the link, whichever way the edge runs.
 */

import type { Provenance } from '../graph/edge.ts';
import type { KubeObject, LabelSelector } from './object.ts';

interface LinkFacts {
  /** The edge's `RelationType`: as a rule the type of the node where the edge starts. */
  readonly relation: string;
  /** `out`: the edge runs from the holder to the target; `in`: from the target to the holder. */
  readonly direction: 'out' | 'in';
  /** The GraphQL field on the holder (`secrets`), and the one on the target that leads back (`consumers`). */
  readonly field: string;
  readonly inverse: string;
  /** One sentence for the reference and the GraphQL description. */
  readonly doc: string;
}

/** Names a kind of the registry by its key, or any kind by API group and kind (for references that say so themselves). */
export type KindRef = string | { readonly group: string; readonly kind: string };

/** One mention of another object. Several mentions of one target make one edge with several provenances. */
export interface NameRef {
  readonly name: string;
  /** Default: the holder's namespace for namespaced targets. */
  readonly namespace?: string;
  /** Overrides the link's `to`, for fields such as `scaleTargetRef` that carry the kind. */
  readonly to?: KindRef;
  /** Where it stands. */
  readonly why: Provenance;
  /** Absence is no trouble (`optional: true` in the API). */
  readonly optional?: boolean;
  /** Only an object with this UID is meant (`claimRef.uid`); another of the same name does not count. */
  readonly uid?: string;
  /** Tells apart several edges between the same two nodes; the refs of one role share an edge. */
  readonly role?: string;
  /** Further edge metadata (`{ Bound: true }`); part of the edge, not of its identity. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** A reference by kind, namespace and name. */
export interface NameLink<O> extends LinkFacts {
  readonly join: 'name';
  /** The key of the target kind. */
  readonly to: string;
  /** Keys that the `to` of a ref may name besides; the inverse field stands on those kinds too. */
  readonly others?: readonly string[];
  readonly refs: (object: O) => readonly NameRef[];
}

/** Which namespaces a selector looks at. */
export type SelectorScope =
  | { readonly namespaces: 'own' | 'all' | readonly string[] }
  | { readonly namespaceSelector: LabelSelector };

/** One selector. An absent selector is no term at all; an empty one selects everything in scope. */
export interface SelectorTerm {
  readonly selector: LabelSelector;
  /** Default: the holder's own namespace (everything, for cluster-wide targets). */
  readonly scope?: SelectorScope;
  /** Targets with one of these traits (see `Kind.trait`) are passed over. */
  readonly except?: readonly string[];
  readonly why: Provenance;
  /** Tells apart several edges between the same two nodes; the terms of one role share an edge. */
  readonly role?: string;
  /** Metadata of the role's edges (`{ PolicyType: 'ingress', … }`). */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** A label selector over one kind. */
export interface SelectorLink<O> extends LinkFacts {
  readonly join: 'selector';
  readonly to: string;
  readonly terms: (object: O) => readonly SelectorTerm[];
  /** The metadata of an edge, from that of the terms and what the target's `Kind.detail` says. */
  readonly refine?: (metadata: Readonly<Record<string, unknown>>, detail: string) => Readonly<Record<string, unknown>>;
}

/** One value that the holder and its targets share. */
export interface FieldRef {
  readonly value: string;
  readonly why: Provenance;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** Equal values on both sides; the target kind says in `Kind.indexed` which values it offers under `index`. */
export interface FieldLink<O> extends LinkFacts {
  readonly join: 'field';
  readonly to: string;
  readonly index: string;
  /** Only targets in the holder's namespace. */
  readonly sameNamespace?: boolean;
  readonly values: (object: O) => readonly FieldRef[];
}

/** One IP block with its exceptions; `role` and `metadata` as for selector terms. */
export interface BlockTerm {
  readonly cidr: string;
  readonly except: readonly string[];
  readonly why: Provenance;
  readonly role?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** Targets with one of these traits are passed over. */
  readonly exceptTraits?: readonly string[];
}

/** IP blocks over the addresses that a kind offers under `index`. */
export interface BlockLink<O> extends LinkFacts {
  readonly join: 'block';
  readonly to: string;
  readonly index: string;
  readonly blocks: (object: O) => readonly BlockTerm[];
}

export type Link<O = KubeObject> = NameLink<O> | SelectorLink<O> | FieldLink<O> | BlockLink<O>;
