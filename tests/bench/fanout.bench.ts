import { fanout } from '../../apps/api/bench/fanout.ts';
import type { Bench } from './figure.ts';

const VIEWS = 50;

export const fanOut: Bench = {
  name: 'fanout',
  doc: 'A thousand subscribers on 50 live pictures, over so many connections: executions, latency, messages, nothing lost.',
  sizes: [1_000, 100, 50],
  quick: [100],
  async run(sockets) {
    return fanout({ subscribers: 1_000, views: VIEWS, sockets, events: 100, podsPerView: 100 });
  },
};
