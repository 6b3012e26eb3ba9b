/** The answer to "may this reach that?" as it comes over the wire. */

export type Verdict = 'ALLOWED' | 'DENIED' | 'UNKNOWN' | 'PARTLY';

export interface Mention {
  readonly uid: string;
  readonly name: string;
}

export interface Direction {
  readonly way: 'egress' | 'ingress';
  readonly verdict: Verdict;
  readonly governed: boolean;
  readonly reason: string;
  readonly ports: string;
  readonly policies: readonly Mention[];
  /** The rules that decided, each by the field that holds it. */
  readonly decisions: readonly {
    readonly policy: Mention;
    readonly path: string;
    readonly effect: string;
    readonly ports: string;
  }[];
  /** For a denial: the rules that come nearest, and what would have to be otherwise. */
  readonly misses: readonly {
    readonly policy: string;
    readonly policyUid: string;
    readonly path: string;
    readonly differences: readonly string[];
  }[];
}

export interface TrafficCase {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly pairs: number;
  readonly verdict: Verdict;
  readonly ports: string;
  readonly reason: string;
  readonly egress: Direction;
  readonly ingress: Direction;
}

export interface TrafficAnswer {
  readonly verdict: Verdict;
  readonly reason: string;
  readonly pairs: number;
  readonly allowedPairs: number;
  readonly cases: readonly TrafficCase[];
}
