/** Which areas are open: what the viewer said, else a choice by size that is made once and then rests. */

import { lookOf } from '../looks/looks.ts';
import { type Place, podsIn, tallyOf } from './place.ts';

/** More pods than this in all, and namespaces start closed. */
const overview = 800;
const mostPods = 400;
const mostOfAKind = 12;

export class Expansion {
  /** Grows with every change; read it in an effect to follow. */
  version = $state(0);
  readonly #said = new Map<string, boolean>();
  readonly #chosen = new Map<string, boolean>();
  /** The viewer has said something of a pod: else none is asked for its key, which thousands of them would have to make. */
  #saidOfPods = false;
  /** Opens everything, pods included: the `expand` of the URL. */
  #all = false;

  isOpen(place: Place): boolean {
    if (place.size === 0) return false;
    if (place.type === 'pod' && place.form === 'object' && !this.#saidOfPods) return this.#all;
    const said = this.#said.get(place.key);
    if (said !== undefined) return said;
    if (this.#all) return true;
    const chosen = this.#chosen.get(place.key);
    if (chosen !== undefined) return chosen;
    if (isBare(place)) return false;
    const choice = byDefault(place);
    this.#chosen.set(place.key, choice);
    return choice;
  }

  set(place: Place, open: boolean): void {
    this.#say(place.key, open);
    this.version++;
  }

  #say(key: string, open: boolean): void {
    this.#said.set(key, open);
    this.#saidOfPods ||= key.startsWith('pod/');
  }

  toggle(place: Place): void {
    if (place.size > 0) this.set(place, !this.isOpen(place));
  }

  /** Opens everything that the place stands in. */
  reveal(place: Place): void {
    for (const above of place.upward()) if (above !== place && !this.isOpen(above)) this.#say(above.key, true);
    this.version++;
  }

  /** The place and all below it. */
  setBelow(place: Place, open: boolean): void {
    this.#walk(place, open);
    this.version++;
  }

  #walk(place: Place, open: boolean): void {
    if (place.size === 0 || (open && place.type === 'pod')) return;
    if (place.form !== 'root') this.#say(place.key, open);
    for (const child of place.children()) this.#walk(child, open);
  }

  openAll(): void {
    this.#all = true;
    this.#said.clear();
    this.#saidOfPods = false;
    this.version++;
  }

  get all(): boolean {
    return this.#all;
  }

  /** What the viewer said, for the URL. */
  said(): { opened: string[]; closed: string[] } {
    const keys = (open: boolean) => [...this.#said].filter(([, is]) => is === open).map(([key]) => key);
    return { opened: keys(true), closed: keys(false) };
  }

  restore(opened: readonly string[], closed: readonly string[]): void {
    for (const key of opened) this.#say(key, true);
    for (const key of closed) this.#say(key, false);
    this.version++;
  }
}

function byDefault(place: Place): boolean {
  const pods = podsIn(place);
  if (place.form === 'root' || place.type === 'cluster') return true;
  if (place.type === 'namespace') return podsInAll(place) <= overview;
  if (place.form === 'stack')
    return !lookOf(place.type).quiet && place.size <= (place.type === 'pod' ? mostPods : mostOfAKind);
  if (lookOf(place.type).holds) return pods <= mostPods && (pods > 0 || place.type !== 'replicaset');
  return false;
}

/** A namespace with what each is given by itself, and nothing more: closed until there is more to see. */
function isBare(place: Place): boolean {
  if (place.type !== 'namespace') return false;
  const { nodes, types } = tallyOf(place);
  return nodes > 0 && nodes === (types.get('configmap') ?? 0) + (types.get('serviceaccount') ?? 0) && nodes <= 2;
}

function podsInAll(place: Place): number {
  let top = place;
  for (const above of place.upward()) top = above;
  return podsIn(top);
}
