/** Brings places, what is open and what is marked together into frames; draws at most once per animation frame. */

import type { Reader } from '@canopy/model';
import type { Line, Lines } from '../graph/lines.ts';
import { type Choice, LineWork, linesOf, linesWithin, moved } from '../graph/lines.ts';
import type { Place } from '../graph/place.ts';
import type { Places } from '../graph/places.ts';
import { Camera, type Rect } from './camera.ts';
import { type Course, courseOf } from './course.ts';
import { type Arrange, Diagram } from './diagram/diagram.ts';
import { type Drawing, wayIn } from './diagram/drawing.ts';
import { type Chosen, Emphasis, standsFor } from './emphasis.ts';
import { lineAt, toggleOf } from './hit-test.ts';
import { layOut, type View } from './layout.ts';
import { Motion } from './motion.ts';
import { photograph } from './photograph.ts';
import { mostLines, Renderer } from './renderer.ts';
import { Routes } from './routes.ts';
import { type Box, emptyScene, hasSameBoxes, type Scene } from './scene.ts';
import { Waiting } from './waiting.ts';

/** What the picture shows; all of it may change from frame to frame. */
export interface Subject extends View, Chosen {
  readonly reader: Reader;
  readonly places: Places;
  shows(relation: string): boolean;
  /** Arranged by relations and not by place. */
  readonly asDiagram: boolean;
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
  /** The area that the viewer has opened or closed last. */
  toggled = '';
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
  readonly diagram: Diagram;
  #wasDiagram = false;
  readonly #emphasis: Emphasis;
  readonly #waiting = new Waiting();
  /** How many frames were drawn, for tests and measurements. */
  frames = 0;

  constructor(subject: Subject, arrange: Arrange) {
    this.#subject = subject;
    this.diagram = new Diagram(arrange, () => this.changed());
    this.#emphasis = new Emphasis(subject, () => this.#choice());
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
    this.#waiting.add(run);
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
    const { drawing, pending } = this.diagram;
    this.#waiting.run({ drawing, pending: pending && this.#subject.asDiagram, moves: this.camera.moves });
    const works = this.#rested ? this.#work !== undefined : this.#goOn();
    const flies = this.camera.step(now);
    const moves = this.motion.step(now);
    this.#draw(now);
    if (flies || moves || works || this.#unrouted) this.redraw();
    this.onFrame();
  }

  #layOut(now: number): void {
    this.#stale = false;
    const before = this.scene;
    const drawing = this.#drawing();
    this.scene = drawing?.scene ?? layOut(this.#subject.places.root, this.#view(false));
    if (this.scene !== before) {
      this.motion.follow(this.scene, before, now);
      if (this.#wasDiagram && drawing !== undefined) this.#hold(before, now);
      this.#routes.follow(this.scene);
      this.hovered = this.hovered && this.scene.get(this.hovered.place.id);
      this.hoveredLine = undefined;
    }
    this.#wasDiagram = drawing !== undefined;
    if (drawing === undefined) this.#relate(before);
    else this.#adopt(drawing.lines);
    this.onLayout();
  }

  /** Where everything may move, what the viewer looks at stays where it is on the screen. */
  #hold(before: Scene, now: number): void {
    const seen = [this.toggled, this.#subject.selected?.id ?? ''].map(
      (id) => [before.get(id), this.scene.get(id)] as const,
    );
    const [old, box] = seen.find(([old, box]) => old && box && this.camera.sees(old)) ?? [];
    if (old && box) this.camera.follow(old, box, now, this.motion.enabled ? undefined : 0);
  }

  #view(loose: boolean): View {
    const subject = this.#subject;
    return {
      isOpen: (place) => subject.isOpen(place),
      includes: (place) => subject.includes(place),
      portrait: this.camera.height > this.camera.width * 1.2,
      loose,
    };
  }

  /** Nothing while the picture is arranged by place. */
  #drawing(): Drawing | undefined {
    const { asDiagram, structure, places } = this.#subject;
    if (asDiagram && structure !== undefined) {
      const scene = layOut(places.root, this.#view(true));
      this.diagram.follow(scene, linesWithin({ ...this.#choice(), scene }));
    } else this.diagram.end();
    return this.diagram.drawing;
  }

  /** Lines that are summed up already. */
  #adopt(lines: Lines): void {
    this.lines = lines;
    this.#work = undefined;
    this.#again = false;
    this.#structure = undefined;
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

  #choice(): Choice {
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
    const { drawing } = this.diagram;
    const drawn = drawing && wayIn(drawing, line);
    if (drawn !== undefined) return drawn;
    const routed = this.lines.lines.length <= mostRouted || this.#strong.includes(line);
    if (!routed) return courseOf(line.from, line.to, line.tone);
    const way = this.#routes.find(line, () => performance.now() < this.#lookUntil);
    this.#unrouted ||= way === undefined;
    return way ?? courseOf(line.from, line.to, line.tone);
  };

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
    const { selected, highlighted } = this.#subject;
    this.#strong = this.#emphasis.strong(this.lines.lines, { box: this.hovered, line: this.hoveredLine });
    return {
      scene: this.scene,
      lines: this.lines.lines,
      wayOf: this.wayOf,
      strong: this.#strong,
      marked: this.#emphasis.marked(),
      selected: standsFor(this.#choice(), selected),
      hovered: this.hovered,
      ...this.#emphasis.boxes(),
      dims: highlighted.size > 0,
    };
  }
}
