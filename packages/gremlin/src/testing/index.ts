/** What tests of this package and conformance runners share. Not part of the engine. */

export { isNumber, showNumber, typeOfNumber } from '../values/number.ts';
export {
  Entry,
  type GraphPart,
  idOf,
  isEdge,
  isElement,
  isGraphPart,
  Path,
  Property,
  Token,
  Uuid,
} from '../values/value.ts';
export { gratefulGraph } from './grateful.ts';
export { typedRows } from './rows.ts';
export { toyGraphs } from './toy-graphs.ts';
