/** A query whose rows are kept up while the graph changes. */
import { type Compiled, compile, located, type Options } from '../compile.ts';
import { run } from '../execute.ts';
import type { GraphChange, GraphReader } from '../reader.ts';
import { looksAtNodesOnly, type Shape, shapeOf } from './shape.ts';
import { type RowChange, rowsOfResult, Tally } from './tally.ts';

function isEmpty(of: GraphChange['nodes'] | GraphChange['edges']): boolean {
  return of.added.length === 0 && of.changed.length === 0 && of.removed.length === 0;
}

/** Runs the whole query again whenever something changes that it looks at. */
function rerunShape(reader: GraphReader, compiled: Compiled, options: Options): Shape {
  const nodesOnly = looksAtNodesOnly(compiled.plan);
  const fill = (tally: Tally) => {
    const { kind, values } = run(reader, compiled, options);
    tally.set('', rowsOfResult(values, kind === 'graph'));
  };
  return {
    name: 'rerun',
    fill,
    apply(tally, change) {
      if (!nodesOnly || !isEmpty(change.nodes)) fill(tally);
    },
  };
}

/**
 * The reader must be live: when `apply` is called it already shows the graph after the change. Rows are a bag; their order is
 * that in which they appeared, not that of the query. A graph's nodes and edges are rows of their own.
 */
export class StandingQuery {
  readonly #compiled: Compiled;
  readonly #shape: Shape;
  readonly #tally = new Tally();

  constructor(reader: GraphReader, text: string, options: Options = {}) {
    this.#compiled = compile(text, options);
    this.#shape = shapeOf(this.#compiled.plan, reader) ?? rerunShape(reader, this.#compiled, options);
    located(text, () => this.#shape.fill(this.#tally));
    this.#tally.report(reader.revision);
  }

  /** How the rows are kept up. */
  get shape(): Shape['name'] {
    return this.#shape.name;
  }

  get rows(): readonly unknown[] {
    return this.#tally.rows();
  }

  /** Brings the rows up to date and says what became of them. */
  apply(change: GraphChange): RowChange {
    located(this.#compiled.text, () => this.#shape.apply(this.#tally, change));
    return this.#tally.report(change.revision, change);
  }
}
