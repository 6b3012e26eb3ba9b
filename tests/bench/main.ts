/** npm run bench -- [--json FILE] [--only NAME] [--quick]: runs the benchmarks one after the other and prints a table. */

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Figure } from './figure.ts';
import { benches } from './registry.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log('npm run bench -- [--json FILE] [--only NAME] [--quick]\n');
  for (const { name, doc, sizes } of benches) console.log(`${name.padEnd(12)} ${doc} Sizes: ${sizes.join(', ')}`);
  process.exit(0);
}

const chosen = benches.filter(({ name }) => values.only === undefined || name === values.only);
if (chosen.length === 0) {
  console.error(`bench: no benchmark "${values.only}". There are: ${benches.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

const figures: Figure[] = [];
let failed = false;
for (const bench of chosen) {
  for (const size of values.quick ? bench.quick : bench.sizes) {
    console.error(`bench: ${bench.name} ${size} …`);
    const flags = ['--expose-gc', '--max-old-space-size=8000'];
    const script = fileURLToPath(new URL('./one.ts', import.meta.url));
    const run = spawnSync(process.execPath, [...flags, script, bench.name, String(size)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      maxBuffer: 1 << 28,
    });
    if (run.status !== 0) {
      failed = true;
      console.error(`bench: ${bench.name} ${size} failed`);
      continue;
    }
    for (const figure of JSON.parse(run.stdout) as Figure[]) {
      figures.push(figure);
      const size = figure.parameters.pods ?? '';
      console.log(
        `${figure.name.padEnd(28)} ${String(size).padStart(8)} ${figure.value.toPrecision(4).padStart(10)} ${figure.unit}`,
      );
    }
  }
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
process.exit(failed ? 1 : 0);
