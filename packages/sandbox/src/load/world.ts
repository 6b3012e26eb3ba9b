/** The state of a synthetic cluster: which objects there are, at which versions, and what happened lately. */

import type { KubeObject } from '../base/object.ts';
import type { Blueprint } from './blueprint.ts';

/** One object at one version. */
export interface Row {
  readonly blueprint: Blueprint;
  readonly version: number;
}

export interface LoadEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly row: Row;
}

export function objectOf({ blueprint, version }: Row): KubeObject {
  const object = blueprint.build();
  object.metadata.resourceVersion = String(version);
  return object;
}

/** A slot keeps its place: what is deleted leaves a gap, and what is new comes last, so that pages stay where they were. */
interface Table {
  readonly slots: (Row | undefined)[];
  readonly byName: Map<string, number>;
}

const FIRST_VERSION = 1_000_000;

export class LoadWorld {
  readonly #tables = new Map<string, Table>();
  readonly #listeners = new Set<(event: LoadEvent) => void>();
  /** The newest events, oldest first. */
  #events: LoadEvent[] = [];
  readonly #keep: number;
  #revision = FIRST_VERSION;
  /** Whoever is behind this version has to list again. */
  #oldest = FIRST_VERSION;

  /** `keep`: how many events can be asked for later. */
  constructor(blueprints: Iterable<Blueprint>, keep = 50_000) {
    this.#keep = keep;
    for (const blueprint of blueprints) this.#store({ blueprint, version: FIRST_VERSION });
  }

  get revision(): number {
    return this.#revision;
  }

  count(kind: string): number {
    return this.#tables.get(kind)?.byName.size ?? 0;
  }

  find(kind: string, namespace: string, name: string): Row | undefined {
    const table = this.#tables.get(kind);
    const slot = table?.byName.get(`${namespace}/${name}`);
    return slot === undefined ? undefined : table!.slots[slot];
  }

  /** The slots of a kind; the gaps are objects that are gone. */
  slots(kind: string): readonly (Row | undefined)[] {
    return this.#tables.get(kind)?.slots ?? [];
  }

  /** Creates the object, or replaces the one of its name. */
  put(blueprint: Blueprint): void {
    const known = this.find(blueprint.kind, blueprint.namespace, blueprint.name) !== undefined;
    const row = { blueprint, version: ++this.#revision };
    this.#store(row);
    this.#tell({ type: known ? 'MODIFIED' : 'ADDED', row });
  }

  remove({ kind, namespace, name }: Blueprint): void {
    const table = this.#tables.get(kind);
    const slot = table?.byName.get(`${namespace}/${name}`);
    if (table === undefined || slot === undefined) return;
    const { blueprint } = table.slots[slot]!;
    table.slots[slot] = undefined;
    table.byName.delete(`${namespace}/${name}`);
    this.#tell({ type: 'DELETED', row: { blueprint, version: ++this.#revision } });
  }

  /** What happened after a version; `undefined` when that is no longer known. */
  since(version: number): readonly LoadEvent[] | undefined {
    if (version < this.#oldest) return undefined;
    const start = this.#events.findIndex(({ row }) => row.version > version);
    return start < 0 ? [] : this.#events.slice(start);
  }

  /** Calls for each event until the answer is called. */
  listen(listener: (event: LoadEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #store(row: Row): void {
    const { kind, namespace, name } = row.blueprint;
    let table = this.#tables.get(kind);
    if (table === undefined) {
      table = { slots: [], byName: new Map() };
      this.#tables.set(kind, table);
    }
    const key = `${namespace}/${name}`;
    const slot = table.byName.get(key);
    if (slot !== undefined) table.slots[slot] = row;
    else table.byName.set(key, table.slots.push(row) - 1);
  }

  #tell(event: LoadEvent): void {
    this.#events.push(event);
    if (this.#events.length > this.#keep * 2) {
      this.#oldest = this.#events[this.#keep - 1]!.row.version;
      this.#events = this.#events.slice(this.#keep);
    }
    for (const listener of this.#listeners) listener(event);
  }
}
