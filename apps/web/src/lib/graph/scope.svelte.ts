/** What of the graph is in the picture: kinds that are not switched off, and the surroundings of what is in focus. */

import type { Reader } from '@canopy/model';
import { SvelteSet } from 'svelte/reactivity';
import type { Place } from './place.ts';
import type { Places } from './places.ts';

/** Farther away everything is related to everything. */
export const mostHops = 5;

export interface Focus {
  readonly id: string;
  readonly hops: number;
}

export class Scope {
  /** Kinds that are switched off. */
  readonly hiddenTypes = new SvelteSet<string>();
  focus: Focus | undefined = $state.raw(undefined);
  /** Nodes that are within the hops of the focus. */
  reached = $state(0);
  #kept: ReadonlySet<Place> | undefined;

  includes(place: Place): boolean {
    if (this.hiddenTypes.has(place.type)) return false;
    const kept = this.#kept;
    if (kept === undefined || kept.has(place)) return true;
    return place.parent?.type === 'pod' && kept.has(place.parent);
  }

  /** Walks from the focus again: after a change of the graph, of the focus or of the relations. */
  settle(reader: Reader, places: Places, shows: (relation: string) => boolean): void {
    const { focus } = this;
    const start = focus === undefined ? undefined : places.find(focus.id);
    if (focus === undefined || start === undefined) {
      this.#kept = undefined;
      return;
    }
    const reached = within(nodesIn(start), focus.hops, reader, shows);
    const kept = new Set<Place>();
    for (const id of reached) {
      const place = places.find(id);
      if (place !== undefined) for (const above of place.upward()) kept.add(above);
    }
    this.#kept = kept;
    this.reached = reached.size;
  }
}

/** The node of a place and all that it holds: who looks at a deployment means its pods as well. */
export function nodesIn(place: Place, ids: Set<string> = new Set()): Set<string> {
  if (place.node !== undefined) ids.add(place.id);
  for (const child of place.children()) nodesIn(child, ids);
  return ids;
}

/** The nodes at most so many relations away; being in the same namespace is no relation. */
export function within(
  start: ReadonlySet<string>,
  hops: number,
  reader: Reader,
  shows: (relation: string) => boolean,
): Set<string> {
  const reached = new Set(start);
  let edge = [...start];
  for (let hop = 0; hop < hops && edge.length > 0; hop++) {
    const next: string[] = [];
    const reach = (other: string) => {
      if (reached.has(other)) return;
      reached.add(other);
      next.push(other);
    };
    for (const at of edge) {
      for (const { to, relationType } of reader.outEdges(at)) if (leads(relationType, reader, at, shows)) reach(to);
      for (const { from, relationType } of reader.inEdges(at))
        if (leads(relationType, reader, from, shows)) reach(from);
    }
    edge = next;
  }
  return reached;
}

function leads(relation: string, reader: Reader, owner: string, shows: (relation: string) => boolean): boolean {
  if (relation !== 'ownership') return shows(relation);
  const type = reader.node(owner)?.type;
  return type !== 'namespace' && type !== 'cluster';
}
