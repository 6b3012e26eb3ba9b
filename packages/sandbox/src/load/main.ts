/** node packages/sandbox/src/load/main.ts --pods 150000 --churn 20: serves a synthetic cluster until it is stopped. */

import { parseArgs } from 'node:util';
import { Churn } from './churn.ts';
import { censusCluster, syntheticCluster } from './cluster.ts';
import { LoadServer } from './server.ts';
import { LoadWorld } from './world.ts';

const USAGE = `node packages/sandbox/src/load/main.ts [options]

  --pods N        how many pods (default 1000)
  --nodes N       how many nodes (default: a thirtieth of the pods)
  --census        a real production cluster's counts instead
  --churn N       events a second (default 0)
  --seed N        of the churn (default 1)
  --port N        where to listen, on loopback (default: one that is free)
  --bare          objects without managedFields`;

const { values } = parseArgs({
  options: {
    pods: { type: 'string', default: '1000' },
    nodes: { type: 'string' },
    census: { type: 'boolean', default: false },
    churn: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    port: { type: 'string', default: '0' },
    bare: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}

function whole(name: 'pods' | 'nodes' | 'churn' | 'seed' | 'port'): number {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value >= 0) return value;
  console.error(`load: --${name} must be a whole number, not "${values[name]}"\n\n${USAGE}`);
  process.exit(2);
}

const size = { pods: whole('pods'), ...(values.nodes === undefined ? {} : { nodes: whole('nodes') }) };
const rate = whole('churn');
if (values.census && rate > 0) {
  console.error('load: the census stands still; leave --churn out');
  process.exit(2);
}

const world = new LoadWorld(values.census ? censusCluster() : syntheticCluster(size));
const server = await LoadServer.start({ world, port: whole('port'), managedFields: !values.bare });
console.log(`${world.count('pod')} pods on ${world.count('node')} nodes at ${server.url}`);

const churn = new Churn(world, size, whole('seed'));
const TICK = 50;
let due = 0;
const ticking = setInterval(() => {
  for (due += (rate * TICK) / 1000; due >= 1; ) due -= churn.step();
}, TICK);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    clearInterval(ticking);
    void server.close();
  });
}
