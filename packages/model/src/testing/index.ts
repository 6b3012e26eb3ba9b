/** For tests and benchmarks only. */

export type { Fact, OracleInput } from './oracle.ts';
export { oracle } from './oracle.ts';
export { edgeLine, nodeLine, show } from './show.ts';
