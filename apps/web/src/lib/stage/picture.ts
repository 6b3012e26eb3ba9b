/** Brings places, what is open and what is marked together into frames; draws at most once per animation frame. */

import type { Reader } from '@canopy/model';
import { edgesBetween, type Topic } from '../graph/between.ts';
import type { Line, Lines } from '../graph/lines.ts';
import { LineWork, linesAmong, linesAt, linesOf, moved } from '../graph/lines.ts';
import type { Place } from '../graph/place.ts';
import type { Places } from '../graph/places.ts';
import { Camera, type Rect } from './camera.ts';
import { type Course, courseOf } from './course.ts';
import { lineAt, toggleOf } from './hit-test.ts';
import { layOut, type View } from './layout.ts';
import { Motion } from './motion.ts';
import { photograph } from './photograph.ts';
import { mostLines, Renderer } from './renderer.ts';
import { Routes } from './routes.ts';
import { type Box, emptyScene, hasSameBoxes, type Scene } from './scene.ts';

/** What the picture shows; all of it may change from frame to frame. */
export interface Subject extends View {
  readonly reader: Reader;
  readonly places: Places;
  shows(relation: string): boolean;
  readonly selected: Place | undefined;
  /** Selected instead of a place. */
  readonly topic: Topic | undefined;
  readonly highlighted: ReadonlySet<string>;
  /** Ids of edges. */
  readonly highlightedEdges: ReadonlySet<string>;
  readonly hits: ReadonlySet<string>;
  /** Grows with every change that relations may be drawn differently after; absent while not all of them are here. */
  readonly structure: number | undefined;
}

const noLines: Lines = { lines: [], totals: { all: 0, drawn: 0, nested: 0, inside: 0, hidden: 0 } };

/** Edges that are summed up within one frame. */
const atOnce = 40_000;
/** Milliseconds of each frame for more edges than that. */
const slice = 7;
/** Milliseconds of each frame for finding ways around boxes. */
const looking = 5;
/** Among more lines than this, only the strong ones go around boxes. */
const mostRouted = 900;

export class Picture {
  readonly camera = new Camera();
  readonly motion = new Motion();
  scene: Scene = emptyScene;
  lines: Lines = noLines;
  hovered: Box | undefined = undefined;
  hoveredLine: Line | undefined = undefined;
  /** Called after each new layout. */
  onLayout: () => void = () => {};
  /** Called after each frame. */
  onFrame: () => void = () => {};
  readonly #subject: Subject;
  #renderer: Renderer | undefined;
  readonly #routes = new Routes();
  #lookUntil = 0;
  /** Some lines do not have their way yet. */
  #unrouted = false;
  #request = 0;
  #stale = true;
  #rested = false;
  #strong: readonly Line[] = [];
  #work: LineWork | undefined;
  /** Something has changed since the work at hand began. */
  #again = false;
  /** What the lines, or the work at hand, are of. */
  #structure: number | undefined = undefined;
  #edgeMarks: { edges: ReadonlySet<string>; scene: Scene; lines: readonly Line[] } = {
    edges: new Set(),
    scene: emptyScene,
    lines: [],
  };
  #topical: { topic: Topic; scene: Scene; lines: readonly Line[] } | undefined;
  #marked = { highlighted: new Set<Box>(), hits: new Set<Box>() };
  #waiting: (() => void)[] = [];
  /** How many frames were drawn, for tests and measurements. */
  frames = 0;

  constructor(subject: Subject) {
    this.#subject = subject;
  }

  start(canvas: HTMLCanvasElement): void {
    this.#renderer = new Renderer(canvas);
    this.changed();
  }

  stop(): void {
    cancelAnimationFrame(this.#request);
    this.#renderer = undefined;
  }

  /** To a part of the page. */
  resize(frame: Rect, density: number): void {
    this.camera.resize(frame);
    this.#renderer?.resize(frame.w, frame.h, density);
    this.redraw();
  }

  restyle(): void {
    this.#renderer?.restyle();
    this.redraw();
  }

  /** Something that the layout depends on has changed. */
  changed(): void {
    this.#stale = true;
    this.redraw();
  }

  redraw(): void {
    if (this.#request === 0) this.#request = requestAnimationFrame((now) => this.#frame(now));
  }

  /** Runs once the layout is up to date. */
  afterLayout(run: () => void): void {
    this.#waiting.push(run);
    this.redraw();
  }

  flyTo(rect: Rect, largest = 1.6): void {
    this.camera.fly(this.camera.around(rect, 40, largest), performance.now(), this.motion.enabled ? 360 : 0);
    this.redraw();
  }

  fit(): void {
    if (this.scene.root !== undefined) this.flyTo(this.scene.root, 1.4);
  }

  #frame(now: number): void {
    this.#request = 0;
    // What was opened is painted first; lines go on in the next frame, or in every other one while all of them change.
    this.#rested = this.#stale && !this.#rested;
    if (this.#stale) this.#layOut(now);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const run of waiting) run();
    const works = this.#rested ? this.#work !== undefined : this.#goOn();
    const flies = this.camera.step(now);
    const moves = this.motion.step(now);
    this.#draw(now);
    if (flies || moves || works || this.#unrouted) this.redraw();
    this.onFrame();
  }

  #layOut(now: number): void {
    this.#stale = false;
    const subject = this.#subject;
    const before = this.scene;
    this.scene = layOut(subject.places.root, {
      isOpen: (place) => subject.isOpen(place),
      includes: (place) => subject.includes(place),
      portrait: this.camera.height > this.camera.width * 1.2,
    });
    this.motion.follow(this.scene, before, now);
    this.#routes.follow(this.scene);
    this.#relate(before);
    this.hovered = this.hovered && this.scene.get(this.hovered.place.id);
    this.hoveredLine = undefined;
    this.onLayout();
  }

  /** Small graphs at once; large ones a few milliseconds a frame, with the old lines until then. */
  #relate(before: Scene): void {
    const { structure, reader } = this.#subject;
    if (structure === undefined || (structure === this.#structure && hasSameBoxes(before, this.scene))) {
      this.lines = moved(this.lines, this.scene);
      return;
    }
    this.#structure = structure;
    if (reader.edgeCount <= atOnce) {
      this.#work = undefined;
      this.lines = linesOf(this.#choice());
      return;
    }
    this.lines = moved(this.lines, this.scene);
    this.#again = this.#work !== undefined;
    this.#work ??= new LineWork(this.#choice());
  }

  /** True while there is more to do. */
  #goOn(): boolean {
    if (this.#work === undefined) return false;
    const end = performance.now() + slice;
    if (!this.#work.step(() => performance.now() < end)) return true;
    this.lines = moved(this.#work.result(), this.scene);
    this.#work = this.#again ? new LineWork(this.#choice()) : undefined;
    this.#again = false;
    this.onLayout();
    return this.#work !== undefined;
  }

  #choice() {
    const subject = this.#subject;
    return {
      reader: subject.reader,
      places: subject.places,
      scene: this.scene,
      shows: (relation: string) => subject.shows(relation),
      includes: (place: Place) => subject.includes(place),
    };
  }

  /** The line at a point of the world, where nothing but the ground is. */
  lineAt(x: number, y: number, box: Box | undefined): Line | undefined {
    if (this.lines.lines.length > mostLines) return undefined;
    if (box !== undefined && (box.form !== 'area' || y < box.y + Math.min(box.header, toggleOf(box).size * 2)))
      return undefined;
    const lines = [...this.#strong, ...this.lines.lines];
    return lineAt(lines, (line) => this.wayOf(line), { x, y, reach: 5 / this.camera.zoom });
  }

  /** The way of a line; its plain one until a better one is found. */
  readonly wayOf = (line: Line): Course => {
    const routed = this.lines.lines.length <= mostRouted || this.#strong.includes(line);
    if (!routed) return courseOf(line.from, line.to, line.tone);
    const way = this.#routes.find(line, () => performance.now() < this.#lookUntil);
    this.#unrouted ||= way === undefined;
    return way ?? courseOf(line.from, line.to, line.tone);
  };

  /** The lines of what is selected, or else under the pointer. */
  #strongLines(): readonly Line[] {
    const { topic } = this.#subject;
    if (topic !== undefined) return this.#topicLines(topic);
    if (this.#subject.selected === undefined && this.hoveredLine !== undefined) return [this.hoveredLine];
    const place = this.#subject.selected ?? this.hovered?.place;
    if (place === undefined) return [];
    const box = this.scene.get(place.id);
    if (place.node !== undefined && box?.form !== 'area' && box?.form !== 'tile')
      return linesAt(this.#choice(), place.id);
    const inside = (end: Box) => [...end.place.upward()].includes(place);
    if (place.type === 'cluster' || place.type === 'namespace') return [];
    return this.lines.lines.filter(({ from, to }) => inside(from) || inside(to));
  }

  #topicLines(topic: Topic): readonly Line[] {
    const known = this.#topical;
    if (known?.topic === topic && known.scene === this.scene) return known.lines;
    const { reader, places } = this.#subject;
    const ids = edgesBetween(reader, places, topic).map(({ id }) => id);
    const lines = linesAmong(this.#choice(), ids);
    this.#topical = { topic, scene: this.scene, lines };
    return lines;
  }

  /** Worked out again only when the edges or the scene are others. */
  #markedLines(edges: ReadonlySet<string>): readonly Line[] {
    if (this.#edgeMarks.edges !== edges || this.#edgeMarks.scene !== this.scene) {
      this.#edgeMarks = { edges, scene: this.scene, lines: linesAmong(this.#choice(), edges) };
    }
    return this.#edgeMarks.lines;
  }

  #boxesOf(ids: ReadonlySet<string>): Set<Box> {
    const boxes = new Set<Box>();
    for (const id of ids) {
      const box = this.scene.shown(this.#subject.places.find(id));
      if (box !== undefined) boxes.add(box);
    }
    return boxes;
  }

  #draw(now: number): void {
    const renderer = this.#renderer;
    if (renderer === undefined) return;
    this.frames++;
    this.#lookUntil = performance.now() + looking;
    this.#unrouted = false;
    renderer.draw(this.#frameOf(), this.camera, this.motion, now);
  }

  /** All of the picture as a PNG. */
  photograph(): Promise<Blob> {
    this.#lookUntil = Number.POSITIVE_INFINITY;
    return photograph(this.#frameOf());
  }

  #frameOf() {
    this.#strong = this.#strongLines();
    const { selected, highlighted, highlightedEdges, hits } = this.#subject;
    this.#marked = { highlighted: this.#boxesOf(highlighted), hits: this.#boxesOf(hits) };
    return {
      scene: this.scene,
      lines: this.lines.lines,
      wayOf: this.wayOf,
      strong: this.#strong,
      marked: this.#markedLines(highlightedEdges),
      selected: this.scene.shown(selected),
      hovered: this.hovered,
      ...this.#marked,
      dims: highlighted.size > 0,
    };
  }
}
