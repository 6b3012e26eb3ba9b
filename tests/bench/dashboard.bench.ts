import { type Dashboard, expand, open, openDashboard, pan, watch } from './dashboard/page.ts';
import { type Servers, startServers } from './dashboard/servers.ts';
import { type Bench, type Figure, percentile } from './figure.ts';

/** Namespaces of 3,000 pods. */
const workloadsPerNamespace = 300;
const PAN_MS = 5_000;
/** Changes a second, and for how long. */
const RATES = [20, 200];
const FOLLOW_MS = 20_000;
/** What an hour brings at 20 changes a second. */
const CHURN = 72_000;
const CHURN_RATE = 1_000;

export const dashboard: Bench = {
  name: 'dashboard',
  doc: 'The dashboard in Chromium: first paint, panning, opening a namespace, event to pixels, memory after an hour of changes.',
  sizes: [15_000, 150_000],
  quick: [1_500],
  async run(pods) {
    const servers = await startServers({ pods, workloadsPerNamespace });
    try {
      return await measure(servers, pods);
    } finally {
      await servers.close();
    }
  },
};

async function measure(servers: Servers, pods: number): Promise<Figure[]> {
  const view = await openDashboard();
  try {
    const opening = await open(view, servers.url);
    const holds = await view.page.evaluate(() => ({ graphNodes: canopy.nodes, graphEdges: canopy.edges }));
    const parameters = { pods, ...holds };
    const figure = (name: string, value: number, unit: string, more: object = {}): Figure => ({
      name: `dashboard/${name}`,
      value,
      unit,
      parameters: { ...parameters, ...more },
    });
    const heap = await view.heap();
    const frames = await pan(view, PAN_MS);
    const opened = await expand(view, 'ns-0');
    const inside = { podsInNamespace: Math.min(pods, 10 * workloadsPerNamespace) };
    const figures = [
      figure('first-paint', opening.firstPaint / 1000, 's from navigation'),
      figure('whole', opening.whole / 1000, 's from navigation'),
      figure('longest-task', opening.longestTask, 'ms until all is there'),
      figure('script', opening.script / 1000, 'kB of JavaScript, gzipped'),
      figure('heap', heap / 1e6, 'MB of objects in the tab'),
      figure('server-rss', servers.memory() / 1e6, 'MB'),
      figure('pan', (1000 * frames.length) / frames.reduce((sum, ms) => sum + ms, 0), 'frames/s'),
      figure('pan-p99', percentile(frames, 0.99), 'ms from frame to frame'),
      figure('expand', opened.painted, 'ms until presented', inside),
      figure('expand-second', opened.second, 'ms until drawn again', inside),
    ];
    await open(view, servers.url);
    for (const changesPerSecond of RATES) {
      const lags = await follow(servers, view, changesPerSecond);
      const more = { changesPerSecond, seen: lags.length };
      figures.push(figure('event-to-pixels-p50', percentile(lags, 0.5), 'ms', more));
      figures.push(figure('event-to-pixels-p99', percentile(lags, 0.99), 'ms', more));
    }
    await churn(servers);
    await settle(view);
    figures.push(figure('heap-after-churn', (await view.heap()) / 1e6, 'MB of objects in the tab', { changes: CHURN }));
    figures.push(figure('unaccounted', await unaccounted(view), 'objects and relations that no count has'));
    return figures;
  } finally {
    await view.close();
  }
}

/** From a change in the cluster until it is drawn. */
async function follow(servers: Servers, view: Dashboard, rate: number): Promise<number[]> {
  // A pod goes down and comes back more than once: a sighting is of the last time before it.
  const sent = new Map<string, number[]>();
  servers.onWord((word) => {
    if (!('uid' in word)) return;
    const key = `${word.uid} ${word.state}`;
    sent.set(key, [...(sent.get(key) ?? []), word.at]);
  });
  const take = await watch(view, servers.watched);
  servers.order({ flip: rate });
  await new Promise((resolve) => setTimeout(resolve, FOLLOW_MS));
  servers.order({ flip: 0 });
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const sightings = await take();
  return sightings.flatMap(({ uid, state, at }) => {
    const from = sent.get(`${uid} ${state}`)?.findLast((time) => time <= at);
    return from === undefined ? [] : [at - from];
  });
}

function churn(servers: Servers): Promise<void> {
  return new Promise((resolve) => {
    servers.onWord((word) => 'churned' in word && resolve());
    servers.order({ churn: CHURN, rate: CHURN_RATE });
  });
}

/** Until nothing has changed for a second. */
async function settle({ page }: Dashboard): Promise<void> {
  for (let before = -1, now = -2; before !== now; ) {
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    now = await page.evaluate(() => canopy.revision);
  }
}

/** Everything in the graph is counted in some area, and every relation is somewhere, once all of them are summed up. */
async function unaccounted({ page }: Dashboard): Promise<number> {
  const missing = () =>
    page.evaluate(() => {
      const { totals, counted, nodes, edges } = canopy;
      const { all, drawn, nested, inside, hidden } = totals;
      return Math.abs(nodes - counted.nodes) + Math.abs(edges - all) + Math.abs(all - drawn - nested - inside - hidden);
    });
  let left = await missing();
  for (let seconds = 0; seconds < 30 && left > 0; seconds++) {
    await page.waitForTimeout(1_000);
    left = await missing();
  }
  return left;
}
