/** What is to be done once the picture is laid out: of a diagram that is on its way, again when it is here. */

/** How the picture stands in a frame. */
export interface Standing {
  /** Another one with each answer of the engine. */
  readonly drawing: unknown;
  /** An answer is on its way. */
  readonly pending: boolean;
  /** How often the viewer has moved the camera by hand. */
  readonly moves: number;
}

interface Later {
  readonly run: () => void;
  readonly moves: number;
  /** The answer on its way may be to an older question: the next one counts as well. */
  answers: number;
}

export class Waiting {
  #due: (() => void)[] = [];
  #later: Later[] = [];
  #drawing: unknown;

  add(run: () => void): void {
    this.#due.push(run);
  }

  /** Whoever looks elsewhere by then is not brought back. */
  run({ drawing, pending, moves }: Standing): void {
    const answered = !pending || drawing !== this.#drawing;
    this.#drawing = drawing;
    const due = this.#due.splice(0);
    const again = answered ? this.#later.filter((later) => later.moves === moves) : [];
    if (answered) this.#later = pending ? again.filter((later) => --later.answers > 0) : [];
    if (pending) this.#later.push(...due.map((run) => ({ run, moves, answers: 2 })));
    for (const run of [...due, ...again.map(({ run }) => run)]) run();
  }
}
