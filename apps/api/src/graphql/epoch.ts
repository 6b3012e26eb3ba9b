/**
 * Revisions on the wire. A graph counts from zero at every start of the server, so a client that comes back after a
 * restart would name a revision that means something else now. Each start therefore counts from a base of its own, and
 * a revision of another life is out of range: the client is told to start over.
 */
export interface Epoch {
  /** The revision as clients see it; within the range of GraphQL's Int. */
  toWire(revision: number): number;
  /** May be negative or past the present for revisions of another life. */
  fromWire(revision: number): number;
}

export function createEpoch(base = 0): Epoch {
  return { toWire: (revision) => base + revision, fromWire: (revision) => revision - base };
}

/** A base for one life of a server. Leaves a billion revisions before the 32 bits of an Int end. */
export function randomBase(random: () => number = Math.random): number {
  return Math.floor(random() * 2 ** 20) * 2 ** 10;
}
