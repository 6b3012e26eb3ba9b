/** The places and lines that the oracle has found so far. */

import type { GraphNode } from '../graph/node.ts';
import { type Status, sameStatus } from '../graph/status.ts';
import type { Kind, Note } from '../kinds/define.ts';
import { latest } from '../kinds/notes.ts';
import type { KubeObject } from '../kinds/object.ts';
import { read } from './oracle-read.ts';
import { edgeLine, nodeLine } from './show.ts';

export interface Fact {
  readonly kind: Kind;
  readonly object: KubeObject;
}

export interface Place {
  readonly kind: Kind;
  readonly namespace: string;
  readonly name: string;
  readonly fact: Fact | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly fields: Record<string, unknown>;
  own: Status;
  status: Status;
  required: boolean;
}

export interface Line {
  readonly from: Place;
  readonly to: Place;
  readonly relation: string;
  readonly role: string;
  /** By link, so that several links of one edge come in a fixed order. */
  readonly parts: Map<string, { metadata: Record<string, unknown>; why: unknown[] }>;
}

export interface OracleInput {
  readonly cluster: string;
  readonly kinds: readonly Kind[];
  readonly facts: readonly Fact[];
  /** The keys of kinds that were listed as a whole. */
  readonly complete: ReadonlySet<string>;
}

export class World {
  readonly input: OracleInput;
  readonly places: Place[] = [];
  readonly lines: Line[] = [];

  constructor(input: OracleInput) {
    this.input = input;
  }

  contain(): void {
    for (let i = 0; i < this.places.length; i++) {
      const place = this.places[i]!;
      if (place.kind.key === 'cluster' || this.lines.some((l) => l.to === place && l.parts.has('part'))) continue;
      const namespaced = place.namespace !== '';
      const parent = namespaced ? this.at('namespace', '', place.namespace, true) : this.places[0]!;
      this.line(
        parent,
        place,
        'ownership',
        '',
        'contains',
        {},
        namespaced ? { Path: 'metadata.namespace' } : undefined,
      );
    }
  }

  derive(): void {
    for (const place of this.places) place.status = place.own;
    for (let round = 0; round < 16; round++) {
      const next = this.places.map((place) => {
        if (place.kind.derived === undefined || place.fact === undefined) return place.status;
        const ends = (direction: 'out' | 'in') => (relation: string) =>
          this.lines
            .filter(
              (line) =>
                line.relation === relation &&
                line.from !== line.to &&
                (direction === 'out' ? line.from : line.to) === place,
            )
            .map((line) => neighbour(direction === 'out' ? line.to : line.from));
        return place.kind.derived.status(place.own, { out: ends('out'), in: ends('in') }, place.fields);
      });
      const stable = next.every((status, i) => sameStatus(status, this.places[i]!.status));
      for (const [i, status] of next.entries()) this.places[i]!.status = status;
      if (stable) return;
    }
  }

  show(): string[] {
    const edges = this.lines.map((line) => {
      const parts = [...line.parts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part);
      const why = parts.flatMap((part) => part.why);
      const metadata = Object.assign({ RelationType: line.relation }, ...parts.map((part) => part.metadata));
      return edgeLine(neighbour(line.from), neighbour(line.to), line.role, {
        ...metadata,
        ...(why.length > 0 ? { Why: why } : {}),
      });
    });
    return [...this.places.map((place) => nodeLine(neighbour(place))), ...edges].sort();
  }

  note(uid: string): Note | undefined {
    let best: Note | undefined;
    for (const { kind, object } of this.input.facts) {
      const note = read(() => kind.notes?.(object));
      if (note?.uid === uid) best = latest(best, note);
    }
    return best;
  }

  add(kind: Kind, namespace: string, name: string, fact: Fact | undefined, own: Status): Place {
    const fields: Record<string, unknown> = {};
    const object = fact?.object ?? ({ metadata: { name, uid: '' } } as KubeObject);
    for (const field of fact === undefined && !kind.virtual ? [] : kind.fields) {
      const value = read(() => field.of(object));
      if (value !== undefined) fields[field.top ? `Metadata.${field.name}` : field.name] = value;
    }
    const labels = fact?.object.metadata?.labels ?? {};
    const place: Place = { kind, namespace, name, fact, labels, fields, own, status: own, required: false };
    this.places.push(place);
    return place;
  }

  at(key: string, namespace: string, name: string, required: boolean, foreign?: Kind): Place {
    const known = this.places.find((p) => p.kind.key === key && p.namespace === namespace && p.name === name);
    const kind = foreign ?? this.input.kinds.find((each) => each.key === key)!;
    const place = known ?? this.add(kind, namespace, name, undefined, kind.status({ metadata: { name, uid: '' } }));
    if (required) place.required = true;
    if (place.fact === undefined && !kind.virtual && kind.key !== 'cluster') place.own = this.missing(place);
    return place;
  }

  missing({ kind, required }: Place): Status {
    if (!this.input.complete.has(kind.key)) {
      const message = `${kind.type} is not watched here, so nobody knows whether this exists`;
      return { state: 'UNKNOWN', health: 'unknown', reason: 'Unwatched', message };
    }
    if (required)
      return { state: 'DOWN', health: 'missing', reason: 'NotFound', message: 'referred to, but does not exist' };
    return {
      state: 'UNKNOWN',
      health: 'missing',
      reason: 'NotFound',
      message: 'does not exist; all references to it are optional',
    };
  }

  targets(key: string): Place[] {
    return this.places.filter((place) => place.kind.key === key && place.fact !== undefined);
  }

  line(
    from: Place,
    to: Place,
    relation: string,
    role: string,
    id: string,
    metadata: Record<string, unknown>,
    why: object | undefined,
  ): void {
    let line = this.lines.find((l) => l.from === from && l.to === to && l.relation === relation && l.role === role);
    if (line === undefined) {
      line = { from, to, relation, role, parts: new Map() };
      this.lines.push(line);
    }
    const part = line.parts.get(id) ?? { metadata: {}, why: [] };
    line.parts.set(id, {
      metadata: { ...part.metadata, ...metadata },
      why: why === undefined ? part.why : [...part.why, why],
    });
  }
}

type Shown = Pick<GraphNode, 'type' | 'namespace' | 'name' | 'labels' | 'fields' | 'status'>;

function neighbour({ kind, namespace, name, labels, fields, status }: Place): Shown {
  return { type: kind.type, namespace, name, labels, fields, status };
}
