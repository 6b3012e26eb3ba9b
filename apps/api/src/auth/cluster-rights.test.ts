import { Graph } from '@canopy/model';
import { registry, watchedKinds } from '@canopy/model/kinds';
import { connectServer, createProbe } from '@canopy/model/probe';
import { startSandbox } from '@canopy/sandbox';
import { expect, test } from 'vitest';
import { type App, createApp } from '../app.ts';
import { configSchema } from '../config.ts';
import { silent } from '../log.ts';
import { subscribe } from '../testing/subscriber.ts';
import { createAuthorizer } from './authorizer.ts';
import { plainPost } from './kube-post.ts';
import { reviewWith, tokenReview } from './reviews.ts';

const binding = `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: viewer, namespace: bookinfo }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects: [{ kind: ServiceAccount, name: default, namespace: bookinfo }]
`;

async function cluster() {
  const stop = new AbortController();
  const sandbox = await startSandbox({ port: 0, samples: true });
  const graph = new Graph();
  const probe = createProbe({
    graph,
    sources: [connectServer(sandbox.url, { kinds: watchedKinds, clusterName: 'sandbox' })],
  });
  const running = probe.run(stop.signal);
  const post = plainPost(sandbox.url);
  let app: App | undefined;
  const authorizer = createAuthorizer({
    reader: graph.reader,
    kinds: registry,
    reviews: new Map([['sandbox', reviewWith(post)]]),
    changed: () => app?.wake(),
    failed: () => {},
    everyMs: 100,
  });
  void authorizer.run(stop.signal);
  app = await createApp({
    graph,
    probe,
    config: configSchema.parse({ port: 0 }),
    log: silent,
    authenticate: tokenReview(post),
    authorize: authorizer.authorize,
  });
  await probe.whenReady();
  const account = '/api/v1/namespaces/bookinfo/serviceaccounts/default/token';
  const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };
  const { status } = (await post(account, request)) as { status: { token: string } };
  return {
    ...{ sandbox, app, token: status.token },
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await app.close();
      await running;
      await sandbox.close();
    },
  };
}

async function find(
  app: App,
  token: string,
  query: string,
): Promise<{ Metadata: { Type: string; K8s: { Namespace: string } } }[]> {
  const response = await fetch(`${app.url}/api/topology`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ GremlinQuery: query }),
  });
  return (await response.json()) as never;
}

test('a user who is bound to one namespace sees what kubectl shows him, and sees it change', async () => {
  await using world = await cluster();
  const { sandbox, app, token } = world;
  expect((await fetch(`${app.url}/api/topology`)).status).toBe(401);
  expect(await find(app, token, 'G.V().Count()')).toBe(1);
  const eyes = subscribe<{ nodes: { added: { type: string }[] } }>(
    app.url,
    'subscription { topology { type nodes { added { type } } } }',
    {},
    { token },
  );
  await eyes.until(() => true);
  await sandbox.apply(binding);
  await eyes.until(({ nodes }) => nodes.added.some(({ type }) => type === 'networkpolicy'));
  // The binding may come in the middle of a round of questions: the next round completes the answer.
  const shown = ['pod', 'container', 'service', 'configmap', 'networkpolicy'];
  const typesSeen = async () => (await find(app, token, 'G.V()')).map(({ Metadata }) => Metadata.Type);
  await expect.poll(typesSeen).toEqual(expect.arrayContaining(shown));
  const seen = await find(app, token, 'G.V()');
  expect(new Set(seen.map(({ Metadata }) => Metadata.K8s.Namespace))).toEqual(new Set(['', 'bookinfo']));
  const types = new Set(seen.map(({ Metadata }) => Metadata.Type));
  // The role `view` does not show secrets, nor what is not in namespaces.
  for (const type of ['secret', 'node', 'clusterrole', 'persistentvolume']) expect(types).not.toContain(type);
  await fetch(`${sandbox.url}/apis/rbac.authorization.k8s.io/v1/namespaces/bookinfo/rolebindings/viewer`, {
    method: 'DELETE',
  });
  await expect.poll(() => find(app, token, 'G.V().Count()')).toBe(1);
  await eyes.stop();
});
