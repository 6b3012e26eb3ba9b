/**
 * What a policy says, in one form for all kinds of policies: plain JSON that a node carries as `K8s.Rules`, so that
 * traffic can be judged on any graph, live, past or supposed.
 */

import type { LabelSelector } from '../object.ts';

/** In the order of judgement; a decision of a tier is final for the ones below it. */
export type Tier = 'admin' | 'namespace' | 'baseline';

export type Action = 'allow' | 'deny' | 'pass';

export interface PolicyForm {
  readonly tier: Tier;
  /** Lower goes first within a tier; policies of the namespace tier have none, as they only add up. */
  readonly priority?: number;
  /** Whom it governs. */
  readonly subject: PeerForm;
  /** Absent: the direction is not covered. Empty: covered, and nothing is allowed. */
  readonly ingress?: readonly RuleForm[];
  readonly egress?: readonly RuleForm[];
}

export interface RuleForm {
  /** Default: allow. */
  readonly action?: Action;
  /** Absent: everything, inside the cluster and outside. */
  readonly peers?: readonly PeerForm[];
  /** Absent: every port of every protocol. */
  readonly ports?: readonly PortForm[];
}

/** Exactly one of: pods, nodes, block, networks, domains. None of them: something that this program does not know. */
export interface PeerForm {
  readonly pods?: LabelSelector;
  /** Beside `pods`: in which namespaces; absent: the policy's own. */
  readonly namespaces?: LabelSelector;
  readonly nodes?: LabelSelector;
  readonly block?: BlockForm;
  readonly networks?: readonly string[];
  readonly domains?: readonly string[];
}

export interface BlockForm {
  readonly cidr: string;
  readonly except?: readonly string[];
}

export interface PortForm {
  /** Absent for all. */
  readonly protocol?: string;
  /** Absent, with no name either: every port of the protocol. */
  readonly port?: number;
  /** The last port of a range that starts at `port`. */
  readonly end?: number;
  /** A port that the destination pod declares under this name. */
  readonly name?: string;
}
