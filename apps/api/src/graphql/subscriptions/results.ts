/** The results of one subscription: a frame each, executed. Pulled like any async generator, or pushed to an outlet. */

import type { ExecutionResult } from 'graphql';
import { Frames, type Outlet } from './frames.ts';
import { Stream } from './stream.ts';

export type Executed = ExecutionResult | PromiseLike<ExecutionResult>;

type Step = IteratorResult<ExecutionResult, void>;

const finished = { done: true, value: undefined } as const;

/** As graphql-js maps a source, without generators around each frame: they would cost more than sending it. */
export class Results extends Stream<ExecutionResult> {
  readonly #stream: AsyncIterable<unknown>;
  readonly #source: AsyncIterator<unknown>;
  readonly #resultOf: (frame: unknown) => Executed;

  constructor(stream: AsyncIterable<unknown>, resultOf: (frame: unknown) => Executed) {
    super();
    this.#stream = stream;
    this.#source = stream[Symbol.asyncIterator]();
    this.#resultOf = resultOf;
  }

  async next(): Promise<Step> {
    const step = await this.#source.next();
    return step.done ? finished : { done: false, value: await this.#resultOf(step.value) };
  }

  async return(): Promise<Step> {
    await this.#source.return?.();
    return finished;
  }

  /** Resolves when the results end; rejects when there can be no more. Sources that cannot push are pulled. */
  async push(outlet: Outlet<ExecutionResult>): Promise<void> {
    if (this.#stream instanceof Frames) return this.#stream.push(new Executing(outlet, this.#resultOf));
    for await (const result of this) {
      outlet.send(result);
      await new Promise<void>((resolve) => outlet.whenTaken(resolve));
    }
  }
}

/** Executes what comes before it goes on; one at a time, so that results keep the order of their frames. */
class Executing implements Outlet<unknown> {
  readonly #outlet: Outlet<ExecutionResult>;
  readonly #resultOf: (frame: unknown) => Executed;
  #running: Promise<void> | undefined;

  constructor(outlet: Outlet<ExecutionResult>, resultOf: (frame: unknown) => Executed) {
    this.#outlet = outlet;
    this.#resultOf = resultOf;
  }

  get ready(): boolean {
    return this.#running === undefined && this.#outlet.ready;
  }

  whenTaken(go: () => void): void {
    if (this.#running === undefined) this.#outlet.whenTaken(go);
    else void this.#running.then(() => this.whenTaken(go));
  }

  send(frame: unknown): void {
    const result = this.#resultOf(frame);
    if (!('then' in result)) {
      this.#outlet.send(result);
      return;
    }
    this.#running = Promise.resolve(result)
      .catch((error: unknown): ExecutionResult => ({ errors: [error as never] }))
      .then((done) => {
        this.#running = undefined;
        this.#outlet.send(done);
      });
  }
}
