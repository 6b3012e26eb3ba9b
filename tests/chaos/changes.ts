/** Random changes of a cluster over its API: few names, so that objects meet, part and come back as others. */

import { pick, type Random } from './random.ts';

const NAMESPACES = ['blue', 'green'];
const LETTERS = ['a', 'b', 'c'];

interface Collection {
  readonly path: string;
  readonly make: (random: Random) => object;
}

const app = (random: Random) => ({ app: pick(random, LETTERS) });
const meta = (random: Random) => ({ name: pick(random, LETTERS), labels: app(random) });

const podSpec = (random: Random) => ({
  containers: [{ name: 'main', image: 'registry.k8s.io/pause:3.10' }],
  volumes: [
    { name: 'config', configMap: { name: pick(random, LETTERS) } },
    { name: 'secret', secret: { secretName: pick(random, LETTERS), optional: random() < 0.5 } },
  ],
});

const COLLECTIONS: readonly Collection[] = [
  { path: '/api/v1/*/configmaps', make: (r) => ({ metadata: meta(r), data: { key: String(r()) } }) },
  { path: '/api/v1/*/secrets', make: (r) => ({ metadata: meta(r), stringData: { key: String(r()) } }) },
  { path: '/api/v1/*/pods', make: (r) => ({ metadata: meta(r), spec: podSpec(r) }) },
  {
    path: '/api/v1/*/services',
    make: (r) => ({ metadata: meta(r), spec: { selector: app(r), ports: [{ port: 80 }] } }),
  },
  {
    path: '/apis/apps/v1/*/deployments',
    make: (r) => {
      const labels = app(r);
      const template = { metadata: { labels }, spec: podSpec(r) };
      return {
        metadata: meta(r),
        spec: { replicas: Math.floor(r() * 3), selector: { matchLabels: labels }, template },
      };
    },
  },
  {
    path: '/apis/networking.k8s.io/v1/*/networkpolicies',
    make: (r) => ({
      metadata: meta(r),
      spec: { podSelector: { matchLabels: app(r) }, ingress: [{ from: [{ podSelector: { matchLabels: app(r) } }] }] },
    }),
  },
];

export async function makeNamespaces(url: string): Promise<void> {
  for (const name of NAMESPACES) {
    const answer = await send(`${url}/api/v1/namespaces`, 'POST', { metadata: { name } });
    if (!answer.ok) throw new Error(`namespace ${name}: ${answer.status} ${await answer.text()}`);
  }
}

/** One change. What the server does not accept, because the name is taken or free, is no change. */
export async function change(url: string, random: Random): Promise<void> {
  const { path, make } = pick(random, COLLECTIONS);
  const collection = url + path.replace('*', `namespaces/${pick(random, NAMESPACES)}`);
  const dice = random();
  const name = pick(random, LETTERS);
  if (dice < 0.5) await drain(send(collection, 'POST', make(random)));
  else if (dice < 0.75) await drain(send(`${collection}/${name}`, 'DELETE'));
  else await drain(send(`${collection}/${name}`, 'PATCH', { metadata: { labels: app(random) } }));
}

async function drain(answer: Promise<Response>): Promise<void> {
  await (await answer).arrayBuffer();
}

function send(url: string, method: string, body?: object): Promise<Response> {
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  return fetch(url, { method, headers: { 'content-type': type }, body: body && JSON.stringify(body) });
}
