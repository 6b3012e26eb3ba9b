import { reads } from '../../apps/api/bench/reads.ts';
import type { Bench } from './figure.ts';

export const smallReads: Bench = {
  name: 'reads',
  doc: 'One resource by name over so many connections, by GraphQL and by Gremlin, beside what HTTP alone costs.',
  sizes: [32],
  quick: [8],
  async run(connections) {
    return reads(connections, 3_000);
  },
};
