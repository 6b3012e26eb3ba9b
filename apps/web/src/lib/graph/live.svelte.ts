/** The browser's copy of the graph: takes frames as they come, shows them at most once per animation frame. */

import { Mirror, type Reader, type Update } from '@canopy/model';
import { type QueryProblem, type TopologyFrame, withoutNulls } from '../wire/frames.ts';
import { differenceOf } from './difference.ts';
import { Places } from './places.ts';

/**
 * connecting: nothing yet · loading: a snapshot is on its way · live · stale: cut off, what is shown is old ·
 * refused: the server does not understand the filter.
 */
export type Phase = 'connecting' | 'loading' | 'live' | 'stale' | 'refused';

export class Live {
  phase: Phase = $state('connecting');
  /** Nodes received of a snapshot that is on its way. */
  received = $state(0);
  /** Grows with every change that is shown; read it in an effect to follow. */
  revision = $state(0);
  /** Follows `revision`, in large graphs at most once a second: for what looks at every node. */
  calm = $state(0);
  /** When the shown state was current, in milliseconds since the epoch. */
  currentAt = $state(0);
  problem: QueryProblem | undefined = $state.raw(undefined);
  /** Called with each update after mirror and places have taken it. */
  onUpdate: (update: Update) => void = () => {};
  places = new Places();
  readonly #nextFrame: (run: () => void) => void;
  readonly #clock: () => number;
  #mirror = new Mirror();
  #snapshot: TopologyFrame[] | undefined;
  #queue: TopologyFrame[] = [];
  #scheduled = false;
  #calming: ReturnType<typeof setTimeout> | undefined;
  /** The last revision taken over the wire; `undefined` when the next thing must be a snapshot. */
  #taken: number | undefined;

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
    this.#snapshot = undefined;
    this.#queue = [];
    this.problem = undefined;
    if (this.phase !== 'connecting') this.phase = 'loading';
  }

  take(frame: TopologyFrame): void {
    if (frame.type === 'RESYNC') {
      this.#taken = undefined;
      this.#snapshot = [];
      this.#queue = [];
      return;
    }
    if (frame.type === 'SNAPSHOT') this.#takeSnapshot(frame);
    else {
      this.#queue.push(frame);
      this.#taken = frame.revision;
      this.#schedule();
    }
  }

  lost(): void {
    this.#snapshot = undefined;
    if (this.phase === 'live') this.phase = 'stale';
    if (this.phase === 'loading' && this.revision === 0) this.phase = 'connecting';
  }

  refused(problem: QueryProblem): void {
    this.problem = problem;
    this.phase = 'refused';
  }

  #takeSnapshot(frame: TopologyFrame): void {
    this.#snapshot ??= [];
    this.#snapshot.push(frame);
    this.received = this.#snapshot.reduce((sum, { nodes }) => sum + nodes.added.length, 0);
    if (this.phase !== 'stale') this.phase = 'loading';
    if (!frame.complete) return;
    const whole = this.#snapshot;
    this.#snapshot = undefined;
    this.#queue = whole;
    this.#taken = frame.revision;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#nextFrame(() => this.#show());
  }

  #show(): void {
    this.#scheduled = false;
    const frames = this.#queue;
    this.#queue = [];
    const last = frames.at(-1);
    if (last === undefined) return;
    const snapshot = frames.filter(({ type }) => type === 'SNAPSHOT');
    if (snapshot.length > 0) this.#replace(snapshot);
    for (const frame of frames) if (frame.type === 'DELTA') this.#apply(updateOf([frame]));
    this.phase = 'live';
    this.problem = undefined;
    this.currentAt = this.#clock();
    this.revision++;
    this.#calmDown();
  }

  #calmDown(): void {
    if (this.reader.nodeCount < 10_000) this.calm = this.revision;
    else
      this.#calming ??= setTimeout(() => {
        this.#calming = undefined;
        this.calm = this.revision;
      }, 1000);
  }

  /** A snapshot becomes what changed against what is shown, so that the picture goes on without a jump. */
  #replace(frames: readonly TopologyFrame[]): void {
    const update = differenceOf(this.#mirror.reader, updateOf(frames));
    this.#apply(update);
  }

  #apply(update: Update): void {
    this.#mirror.apply(update);
    this.places.apply(update, this.#mirror.reader);
    this.onUpdate(update);
  }
}

function updateOf(frames: readonly TopologyFrame[]): Update {
  const last = frames.at(-1)!;
  const rows = <Row>(pick: (frame: TopologyFrame) => readonly Row[]) =>
    frames.length === 1 ? pick(last) : frames.flatMap(pick);
  const ids = (pick: (frame: TopologyFrame) => readonly string[]) => rows(pick).map((id) => ({ id }));
  return {
    since: frames[0]!.since,
    revision: last.revision,
    time: last.time,
    nodes: {
      added: rows(({ nodes }) => nodes.added).map(withoutNulls),
      changed: rows(({ nodes }) => nodes.changed).map(withoutNulls),
      removed: ids(({ nodes }) => nodes.removed),
    },
    edges: {
      added: rows(({ edges }) => edges.added),
      changed: rows(({ edges }) => edges.changed),
      removed: ids(({ edges }) => edges.removed),
    },
  };
}
