/** Runs one benchmark at one size and prints its figures as JSON: a process of its own for each. */

import { benches } from './registry.ts';

const [name, size] = process.argv.slice(2);
const bench = benches.find((each) => each.name === name);
if (bench === undefined) throw new Error(`no benchmark "${name}"`);
console.log(JSON.stringify(await bench.run(Number(size))));
process.exit(0);
