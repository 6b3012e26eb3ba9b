import { slowClient } from '../../apps/api/bench/slow-client.ts';
import type { Bench } from './figure.ts';

export const slowClients: Bench = {
  name: 'slow-client',
  doc: 'Five clients that do not read among twenty that do, during so many events: memory, latency of the others, rows lost.',
  sizes: [500],
  quick: [100],
  async run(events) {
    return slowClient(20, 5, events);
  },
};
