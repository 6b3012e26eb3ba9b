/** What of a scene stands out: the lines of what is selected or under the pointer, and all that is marked. */

import { edgesBetween, type Topic } from '../graph/between.ts';
import { type Choice, type Line, linesAmong, linesAt } from '../graph/lines.ts';
import type { Place } from '../graph/place.ts';
import { type Box, emptyScene, type Scene } from './scene.ts';

/** What the viewer has chosen or asked for. */
export interface Chosen {
  readonly selected: Place | undefined;
  /** Selected instead of a place. */
  readonly topic: Topic | undefined;
  readonly highlighted: ReadonlySet<string>;
  /** Ids of edges. */
  readonly highlightedEdges: ReadonlySet<string>;
  readonly hits: ReadonlySet<string>;
}

export interface Pointed {
  readonly box: Box | undefined;
  readonly line: Line | undefined;
}

export class Emphasis {
  readonly #chosen: Chosen;
  readonly #choice: () => Choice;
  #marks: { edges: ReadonlySet<string>; scene: Scene; lines: readonly Line[] } = {
    edges: new Set(),
    scene: emptyScene,
    lines: [],
  };
  #topical: { topic: Topic; scene: Scene; lines: readonly Line[] } | undefined;

  constructor(chosen: Chosen, choice: () => Choice) {
    this.#chosen = chosen;
    this.#choice = choice;
  }

  /** The lines of what is selected, or else under the pointer; `all` are those of the scene. */
  strong(all: readonly Line[], pointed: Pointed): readonly Line[] {
    const { topic, selected } = this.#chosen;
    if (topic !== undefined) return this.#ofTopic(topic);
    if (selected === undefined && pointed.line !== undefined) return [pointed.line];
    const place = selected ?? pointed.box?.place;
    if (place === undefined) return [];
    const choice = this.#choice();
    const box = choice.scene.get(place.id);
    if (place.node !== undefined && box?.form !== 'area' && box?.form !== 'tile') return linesAt(choice, place.id);
    const inside = (end: Box) => [...end.place.upward()].includes(place);
    if (place.type === 'cluster' || place.type === 'namespace') return [];
    return all.filter(({ from, to }) => inside(from) || inside(to));
  }

  #ofTopic(topic: Topic): readonly Line[] {
    const choice = this.#choice();
    const known = this.#topical;
    if (known?.topic === topic && known.scene === choice.scene) return known.lines;
    const ids = edgesBetween(choice.reader, choice.places, topic).map(({ id }) => id);
    const lines = linesAmong(choice, ids);
    this.#topical = { topic, scene: choice.scene, lines };
    return lines;
  }

  /** Highlighted edges as lines; worked out again only when the edges or the scene are others. */
  marked(): readonly Line[] {
    const edges = this.#chosen.highlightedEdges;
    const choice = this.#choice();
    if (this.#marks.edges !== edges || this.#marks.scene !== choice.scene)
      this.#marks = { edges, scene: choice.scene, lines: linesAmong(choice, edges) };
    return this.#marks.lines;
  }

  /** The boxes that are highlighted, and those that the search found. */
  boxes(): { highlighted: Set<Box>; hits: Set<Box> } {
    return { highlighted: this.#boxesOf(this.#chosen.highlighted), hits: this.#boxesOf(this.#chosen.hits) };
  }

  #boxesOf(ids: ReadonlySet<string>): Set<Box> {
    const choice = this.#choice();
    const boxes = new Set<Box>();
    for (const id of ids) {
      const box = standsFor(choice, choice.places.find(id));
      if (box !== undefined) boxes.add(box);
    }
    return boxes;
  }
}

/** The box that stands for a place, unless its kind or one around it is out of the picture. */
export function standsFor(choice: Pick<Choice, 'scene' | 'includes'>, place: Place | undefined): Box | undefined {
  const box = choice.scene.standsFor(place);
  for (let at = place; at !== undefined && at !== box?.place; at = at.parent)
    if (!choice.includes(at)) return undefined;
  return box;
}
