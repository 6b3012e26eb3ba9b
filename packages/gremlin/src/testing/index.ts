/** What tests of this package and conformance runners share. Not part of the engine. */

export { gratefulGraph } from './grateful.ts';
export { toyGraphs } from './toy-graphs.ts';
