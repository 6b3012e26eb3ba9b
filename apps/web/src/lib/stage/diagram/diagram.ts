/** A picture that is arranged by its relations: asks the engine for each new shape, and shows the last answer until the next. */

import type { ElkNode } from 'elkjs/lib/elk-api.js';
import type { Lines } from '../../graph/lines.ts';
import type { Scene } from '../scene.ts';
import { type Draft, type Drawing, drawingOf, questionOf } from './drawing.ts';

/** Answers with the graph laid out; fails in words for the viewer. */
export type Arrange = (graph: ElkNode) => Promise<ElkNode>;

/** More boxes than this are no diagram that anybody could read, and would take the engine seconds. */
export const mostBoxes = 400;
export const mostWays = 1500;

/** What to say about it, if anything. */
export type Remark =
  | { readonly is: 'arranging' }
  | { readonly is: 'too large'; readonly boxes: number; readonly ways?: number }
  | { readonly is: 'failed'; readonly reason: string };

interface Asked {
  readonly key: string;
  readonly draft: Draft;
}

export class Diagram {
  readonly #arrange: Arrange;
  readonly #onAnswer: () => void;
  #asked: Asked | undefined;
  #answer: { readonly key: string; readonly node: ElkNode } | undefined;
  #failure: { readonly key: string; readonly reason: string } | undefined;
  #drawing: Drawing | undefined;
  remark: Remark | undefined;

  constructor(arrange: Arrange, onAnswer: () => void) {
    this.#arrange = arrange;
    this.#onAnswer = onAnswer;
  }

  /** What is drawn; nothing while there is none. */
  get drawing(): Drawing | undefined {
    return this.#drawing;
  }

  /** An answer is on its way, after which the picture will be another. */
  get pending(): boolean {
    return this.#asked !== undefined;
  }

  /** Forgets what was drawn, and what could not be: who wants a diagram again tries again. */
  end(): void {
    this.#drawing = undefined;
    this.#failure = undefined;
    this.remark = undefined;
  }

  /** Takes what there is now. What is drawn follows at once where its shape is known, and later where it is not. */
  follow(scene: Scene, lines: Lines | undefined): void {
    const { drawing, remark } = this.#drawn(scene, lines);
    this.#drawing = drawing;
    this.remark = remark;
  }

  #drawn(scene: Scene, lines: Lines | undefined): { drawing?: Drawing | undefined; remark?: Remark } {
    const { length } = scene.boxes;
    if (lines === undefined || length > mostBoxes * 10) return { remark: { is: 'too large', boxes: length } };
    const draft: Draft = { scene, lines };
    const { key, boxes, ways, graph } = questionOf(draft);
    if (boxes > mostBoxes || ways > mostWays) return { remark: { is: 'too large', boxes, ways } };
    if (this.#failure?.key === key) return { remark: { is: 'failed', reason: this.#failure.reason } };
    if (this.#answer?.key === key) return { drawing: drawingOf(draft, this.#answer.node) };
    // One question at a time: what has changed in between is asked when the answer is here.
    if (!this.pending) void this.#ask({ key, draft }, graph);
    return { drawing: this.#drawing, remark: { is: 'arranging' } };
  }

  async #ask(asked: Asked, graph: ElkNode): Promise<void> {
    this.#asked = asked;
    try {
      const node = await this.#arrange(graph);
      this.#answer = { key: asked.key, node };
      // Though it may be out of date by now: a cluster that never rests would never be drawn otherwise.
      this.#drawing = drawingOf(asked.draft, node);
    } catch (error) {
      this.#failure = { key: asked.key, reason: error instanceof Error ? error.message : String(error) };
    }
    this.#asked = undefined;
    this.#onAnswer();
  }
}
