/** The browser's copy of the graph: takes frames as they come, shows them at most once per animation frame. */

import { briefly, Mirror, nothingTaken, type Reader, type Taken, type Update } from '@canopy/model';
import { briefFields } from '../wire/documents.ts';
import type { QueryProblem, TopologyFrame } from '../wire/frames.ts';
import { Places } from './places.ts';

/**
 * connecting: nothing yet · loading: a snapshot is on its way · live · stale: cut off, what is shown is old ·
 * refused: the server does not understand the filter.
 */
export type Phase = 'connecting' | 'loading' | 'live' | 'stale' | 'refused';

/** Milliseconds for frames within one picture; those that are left have to wait for the next one. */
const slice = 12;
/** While a snapshot comes, nothing else is worth as much, and it is looked at a few times a second. */
const loadingSlice = 32;
const lookEvery = 200;

export class Live {
  phase: Phase = $state('connecting');
  /** Nodes received of a snapshot that is on its way. */
  received = $state(0);
  /** Nodes that it will have, where it says so. */
  expected = $state(0);
  /** Grows with every change that is shown; read it in an effect to follow. */
  revision = $state(0);
  /** Follows `revision`, in large graphs at most once a second or less: for what looks at every node. */
  calm = $state(0);
  problem: QueryProblem | undefined = $state.raw(undefined);
  /** The picture is large: of most summary fields only the server knows. */
  brief = $state(false);
  /** Grows with every change that adds or removes something; absent until the first snapshot is here. */
  structure: number | undefined = undefined;
  /** Called with each update after mirror and places have taken it. */
  onUpdate: (update: Update) => void = () => {};
  places = new Places();
  readonly #nextFrame: (run: () => void) => void;
  readonly #clock: () => number;
  readonly #mirror = new Mirror();
  /**
   * The snapshot that is on its way: the first one is shown while it comes, one that takes the place of another is kept
   * until it is complete.
   */
  #arriving: 'shown' | TopologyFrame[] | undefined;
  #queue: TopologyFrame[] = [];
  #scheduled = false;
  #calming: ReturnType<typeof setTimeout> | undefined;
  /** The last revision taken over the wire; `undefined` when the next thing must be a snapshot. */
  #taken: number | undefined;
  #isLost = false;
  /** When a snapshot on its way is shown again. */
  #nextLook = 0;

  constructor(nextFrame: (run: () => void) => void, clock: () => number = Date.now) {
    this.#nextFrame = nextFrame;
    this.#clock = clock;
  }

  get reader(): Reader {
    return this.#mirror.reader;
  }

  get since(): number | undefined {
    return this.#taken;
  }

  /** The next snapshot is of something else, as after another filter; what is shown stays until it is complete. */
  restart(): void {
    this.#taken = undefined;
    this.#forget();
    this.problem = undefined;
    if (this.phase !== 'connecting') this.phase = 'loading';
  }

  take(frame: TopologyFrame): void {
    this.#isLost = false;
    if (frame.type === 'RESYNC') {
      this.#taken = undefined;
      this.#forget();
      return;
    }
    if (frame.type === 'SNAPSHOT') this.#takeSnapshot(frame);
    else {
      this.#queue.push(frame);
      this.#taken = frame.revision;
    }
    if (this.#queue.length > 0) this.#schedule();
  }

  lost(): void {
    this.#isLost = true;
    if (this.#taken === undefined) this.#forget();
    if (this.phase === 'live') this.phase = 'stale';
    if (this.phase === 'loading' && this.reader.nodeCount === 0) this.phase = 'connecting';
  }

  refused(problem: QueryProblem): void {
    this.problem = problem;
    this.phase = 'refused';
  }

  /** Frames of a snapshot that will not be completed. */
  #forget(): void {
    this.#arriving = undefined;
    this.#queue = [];
    this.received = 0;
  }

  #takeSnapshot(frame: TopologyFrame): void {
    const { first, nodes, census } = frame.packed;
    this.#arriving ??= this.reader.nodeCount > 0 ? [] : 'shown';
    if (census !== undefined) this.expected = census.reduce((sum, row) => sum + row[4], 0);
    this.received = first + nodes.id.length - nodes.changed;
    if (this.phase !== 'stale') this.phase = 'loading';
    if (this.#arriving === 'shown') this.#queue.push(frame);
    else this.#arriving.push(frame);
    if (!frame.complete) return;
    if (this.#arriving !== 'shown') this.#queue.push(...this.#arriving);
    this.#arriving = undefined;
    this.#taken = frame.revision;
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#nextFrame(() => this.#show());
  }

  #show(): void {
    this.#scheduled = false;
    const frames = this.#queue;
    if (frames.length === 0) return;
    const sum = new Sum();
    const end = this.#clock() + (frames.at(-1)!.complete ? slice : loadingSlice);
    let shown = 0;
    do this.#apply(frames[shown++]!, sum);
    while (shown < frames.length && this.#clock() < end);
    const last = frames[shown - 1]!;
    this.#queue = frames.slice(shown);
    if (this.#queue.length > 0) this.#schedule();
    const update = sum.update(last);
    this.places.apply(update, this.reader);
    if (!last.complete && (this.reader.nodeCount === 0 || this.#clock() < this.#nextLook)) return;
    this.#nextLook = this.#clock() + lookEvery;
    if (last.complete && !this.#isLost) this.phase = 'live';
    if (this.structure !== undefined || last.complete)
      this.structure = (this.structure ?? 0) + Number(sum.isStructural);
    this.problem = undefined;
    this.onUpdate(update);
    this.revision++;
    this.#calmDown();
  }

  #apply({ type, packed, revision, time, complete }: TopologyFrame, sum: Sum): void {
    const isSnapshot = type === 'SNAPSHOT';
    if (isSnapshot && packed.nodes.id.length > 0) this.brief = packed.brief;
    if (packed.census !== undefined) this.places.expect(packed.census);
    const rows = this.brief && !packed.brief ? briefly(packed, briefFields) : packed;
    sum.add(this.#mirror.take(rows, { revision, time }, isSnapshot));
    if (!isSnapshot || !complete) return;
    sum.add(this.#mirror.sweep());
    this.places.expect([]);
  }

  #calmDown(): void {
    const { nodeCount } = this.reader;
    if (nodeCount < 10_000) this.calm = this.revision;
    else
      this.#calming ??= setTimeout(
        () => {
          this.#calming = undefined;
          this.calm = this.revision;
        },
        Math.max(1000, nodeCount / 100),
      );
  }
}

/** What several frames came to. */
class Sum {
  readonly #all = nothingTaken();

  add(taken: Taken): void {
    for (const rows of ['nodes', 'edges'] as const)
      for (const change of ['added', 'changed', 'removed'] as const)
        for (const row of taken[rows][change]) this.#all[rows][change].push(row as never);
  }

  /** Whether anything came or went, or a relation says something else. */
  get isStructural(): boolean {
    const { nodes, edges } = this.#all;
    return [nodes.added, nodes.removed, edges.added, edges.changed, edges.removed].some((rows) => rows.length > 0);
  }

  update({ since, revision, time }: TopologyFrame): Update {
    return { since, revision, time, ...this.#all };
  }
}
