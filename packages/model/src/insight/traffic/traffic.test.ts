import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Graph } from '../../graph/graph.ts';
import { clusterFrom, podsOfDeployments } from './testing/cluster-from.ts';
import { Traffic } from './traffic.ts';

const sample = readFileSync(new URL('../../../../sandbox/samples/bookinfo.yaml', import.meta.url), 'utf8');
const bookinfo = (more = ''): Graph => clusterFrom(podsOfDeployments(sample) + more);

const lines = (traffic: Traffic, ends: readonly string[], ports: readonly number[]): string => {
  const rows = ends.flatMap((from) =>
    ends.flatMap((to) => {
      const open = ports.filter((port) => traffic.ask({ from, to, port }).verdict === 'allowed');
      return open.length === 0
        ? []
        : [`${from} → ${to}: ${open.length === ports.length ? 'every port' : open.join(' ')}`];
    }),
  );
  return `\n${rows.join('\n')}\n`;
};

describe("a service's port", () => {
  const pod = (name: string, ip: string) =>
    `{ apiVersion: v1, kind: Pod, metadata: { name: ${name}, namespace: shop, labels: { app: ${name} } }, spec: { containers: [{ name: c, image: i }] }, status: { phase: Running, podIP: ${ip} } }\n---\n`;
  const service = (name: string, more: string) =>
    `{ apiVersion: v1, kind: Service, metadata: { name: ${name}, namespace: shop }, spec: { ${more} selector: { app: db }, ports: [{ port: 80, targetPort: 8080 }] } }\n---\n`;
  const policy =
    '{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: only, namespace: shop }, spec: { podSelector: { matchLabels: { app: db } }, ingress: [{ ports: [{ port: 8080 }] }] } }';
  const { reader } = clusterFrom(
    pod('web', '10.0.0.1') +
      pod('db', '10.0.0.2') +
      service('usual', '') +
      service('bare', 'clusterIP: None,') +
      policy,
  );
  const verdict = (name: string, port: number) =>
    new Traffic(reader).ask({ from: 'pod/shop/web', to: `service/shop/${name}`, port }).verdict;

  it('leads to the port of its pods, but for a headless one: there whoever asks gets the pods themselves', () => {
    expect([verdict('usual', 80), verdict('bare', 80), verdict('bare', 8080)]).toEqual([
      'allowed',
      'denied',
      'allowed',
    ]);
  });
});

describe('the seven policies of the book shop', () => {
  const traffic = new Traffic(bookinfo().reader);
  const pods = ['productpage-v1', 'details-v1', 'reviews-v1', 'reviews-v2', 'reviews-v3', 'ratings-v1'];

  it('say for each pair of pods and each port who may talk to whom', () => {
    const ends = [...pods.map((name) => `pod/bookinfo/${name}-0`), '192.168.1.1', '192.168.66.6'];
    expect(lines(traffic, ends, [9080, 9081, 53])).toMatchInlineSnapshot(`
      "
      pod/bookinfo/productpage-v1-0 → pod/bookinfo/productpage-v1-0: every port
      pod/bookinfo/productpage-v1-0 → pod/bookinfo/details-v1-0: 9080
      pod/bookinfo/productpage-v1-0 → pod/bookinfo/reviews-v1-0: 9080
      pod/bookinfo/productpage-v1-0 → pod/bookinfo/reviews-v2-0: 9080
      pod/bookinfo/productpage-v1-0 → pod/bookinfo/reviews-v3-0: 9080
      pod/bookinfo/details-v1-0 → pod/bookinfo/details-v1-0: every port
      pod/bookinfo/details-v1-0 → 192.168.1.1: every port
      pod/bookinfo/details-v1-0 → 192.168.66.6: every port
      pod/bookinfo/reviews-v1-0 → pod/bookinfo/reviews-v1-0: every port
      pod/bookinfo/reviews-v1-0 → 192.168.1.1: every port
      pod/bookinfo/reviews-v1-0 → 192.168.66.6: every port
      pod/bookinfo/reviews-v2-0 → pod/bookinfo/reviews-v2-0: every port
      pod/bookinfo/reviews-v2-0 → pod/bookinfo/ratings-v1-0: 9080
      pod/bookinfo/reviews-v2-0 → 192.168.1.1: every port
      pod/bookinfo/reviews-v2-0 → 192.168.66.6: every port
      pod/bookinfo/reviews-v3-0 → pod/bookinfo/reviews-v3-0: every port
      pod/bookinfo/reviews-v3-0 → pod/bookinfo/ratings-v1-0: 9080
      pod/bookinfo/reviews-v3-0 → 192.168.1.1: every port
      pod/bookinfo/reviews-v3-0 → 192.168.66.6: every port
      pod/bookinfo/ratings-v1-0 → pod/bookinfo/ratings-v1-0: every port
      192.168.1.1 → pod/bookinfo/productpage-v1-0: 9080
      192.168.1.1 → 192.168.1.1: every port
      192.168.1.1 → 192.168.66.6: every port
      192.168.66.6 → 192.168.1.1: every port
      192.168.66.6 → 192.168.66.6: every port
      "
    `);
  });

  it('deny with the nearest miss: the label that differs, the port that is another', () => {
    const why = (from: string, to: string, port: number) => traffic.ask({ from, to, port }).reason;
    expect(why('bookinfo/ratings-v1', 'bookinfo/details-v1', 9080)).toMatchInlineSnapshot(
      `"networkpolicy bookinfo/ratings-egress isolates pod bookinfo/ratings-v1-0, and no rule lets it send to pod bookinfo/details-v1-0; networkpolicy bookinfo/details-ingress, networkpolicy bookinfo/deny-all isolate pod bookinfo/details-v1-0, and no rule lets it receive from pod bookinfo/ratings-v1-0; nearest: networkpolicy bookinfo/details-ingress spec.ingress[0].from[0]: label service=productpage differs (it is ratings)"`,
    );
    expect(why('bookinfo/productpage-v1', 'bookinfo/details-v1', 9081)).toMatchInlineSnapshot(
      `"networkpolicy bookinfo/productpage-egress isolates pod bookinfo/productpage-v1-0, and no rule lets it send to pod bookinfo/details-v1-0; nearest: networkpolicy bookinfo/productpage-egress spec.egress[0].to[0]: port 9081 ≠ 9080; networkpolicy bookinfo/details-ingress, networkpolicy bookinfo/deny-all isolate pod bookinfo/details-v1-0, and no rule lets it receive from pod bookinfo/productpage-v1-0; nearest: networkpolicy bookinfo/details-ingress spec.ingress[0].from[0]: port 9081 ≠ 9080"`,
    );
    expect(why('bookinfo/reviews-v1', 'bookinfo/ratings-v1', 9080)).toMatchInlineSnapshot(
      `"networkpolicy bookinfo/ratings-ingress, networkpolicy bookinfo/deny-all isolate pod bookinfo/ratings-v1-0, and no rule lets it receive from pod bookinfo/reviews-v1-0; nearest: networkpolicy bookinfo/ratings-ingress spec.ingress[0].from[0]: label version=v1 is not one of v2, v3"`,
    );
    expect(why('192.168.66.6', 'bookinfo/productpage-v1', 9080)).toMatchInlineSnapshot(
      `"networkpolicy bookinfo/productpage-ingress, networkpolicy bookinfo/deny-all isolate pod bookinfo/productpage-v1-0, and no rule lets it receive from 192.168.66.6; nearest: networkpolicy bookinfo/productpage-ingress spec.ingress[0].from[1]: 192.168.66.6 is in the exception 192.168.66.0/24"`,
    );
    expect(why('bookinfo/reviews-v2', 'bookinfo/ratings-v1', 9080)).toMatchInlineSnapshot(
      `"networkpolicy bookinfo/ratings-ingress allows it: spec.ingress[0].from[0], TCP 9080"`,
    );
  });

  it('leave some of a workload out, which is said', () => {
    const answer = traffic.ask({ from: 'service/bookinfo/reviews', to: 'service/bookinfo/ratings', port: 9080 });
    expect([answer.verdict, answer.pairs, answer.allowedPairs]).toEqual(['partly', 3, 2]);
    expect(answer.reason).toBe('of 3 pairs 2 allowed, 1 denied');
  });

  it('make a list of connections', () => {
    const list = traffic.matrix('namespace/bookinfo').filter(({ verdict }) => verdict !== 'denied');
    expect(
      `\n${list.map(({ from, to, verdict, ports }) => `${from} → ${to}: ${verdict}, ${ports}`).join('\n')}\n`,
    ).toMatchInlineSnapshot(`
      "
      deployment/bookinfo/details-v1 → deployment/bookinfo/details-v1: allowed, all
      deployment/bookinfo/details-v1 → outside: allowed, all
      deployment/bookinfo/productpage-v1 → deployment/bookinfo/details-v1: allowed, TCP 9080
      deployment/bookinfo/productpage-v1 → deployment/bookinfo/productpage-v1: allowed, all
      deployment/bookinfo/productpage-v1 → deployment/bookinfo/reviews-v1: allowed, TCP 9080
      deployment/bookinfo/productpage-v1 → deployment/bookinfo/reviews-v2: allowed, TCP 9080
      deployment/bookinfo/productpage-v1 → deployment/bookinfo/reviews-v3: allowed, TCP 9080
      deployment/bookinfo/ratings-v1 → deployment/bookinfo/ratings-v1: allowed, all
      deployment/bookinfo/reviews-v1 → deployment/bookinfo/reviews-v1: allowed, all
      deployment/bookinfo/reviews-v1 → outside: allowed, all
      deployment/bookinfo/reviews-v2 → deployment/bookinfo/ratings-v1: allowed, TCP 9080
      deployment/bookinfo/reviews-v2 → deployment/bookinfo/reviews-v2: allowed, all
      deployment/bookinfo/reviews-v2 → outside: allowed, all
      deployment/bookinfo/reviews-v3 → deployment/bookinfo/ratings-v1: allowed, TCP 9080
      deployment/bookinfo/reviews-v3 → deployment/bookinfo/reviews-v3: allowed, all
      deployment/bookinfo/reviews-v3 → outside: allowed, all
      outside → deployment/bookinfo/productpage-v1: unknown, none
      "
    `);
  });

  it('say what can be reached from where', () => {
    expect(traffic.reaches('bookinfo/productpage-v1', { port: 9080 }).map(({ to }) => to)).toMatchInlineSnapshot(`
      [
        "deployment/bookinfo/details-v1",
        "deployment/bookinfo/productpage-v1",
        "deployment/bookinfo/reviews-v1",
        "deployment/bookinfo/reviews-v2",
        "deployment/bookinfo/reviews-v3",
      ]
    `);
    expect(traffic.reachableFrom('bookinfo/ratings-v1', { port: 9080 }).map(({ from }) => from)).toMatchInlineSnapshot(`
      [
        "deployment/bookinfo/ratings-v1",
        "deployment/bookinfo/reviews-v2",
        "deployment/bookinfo/reviews-v3",
      ]
    `);
  });

  const extra = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'ratings-for-all', namespace: 'bookinfo', uid: '' },
    spec: { podSelector: { matchLabels: { service: 'ratings' } }, ingress: [{ ports: [{ port: 9080 }] }] },
  };

  it('would change nothing for certain with one more, for who may not see all that govern', () => {
    expect(new Traffic(bookinfo().reader, { hidden: () => true }).suppose([extra])).toEqual([]);
  });

  it('would change with one more', () => {
    expect(
      traffic
        .suppose([extra])
        .map(({ from, to, portsBefore, portsAfter }) => `${from} → ${to}: ${portsBefore} → ${portsAfter}`),
    ).toMatchInlineSnapshot(`
      [
        "deployment/bookinfo/details-v1 → deployment/bookinfo/ratings-v1: none → TCP 9080",
        "deployment/bookinfo/reviews-v1 → deployment/bookinfo/ratings-v1: none → TCP 9080",
        "outside → deployment/bookinfo/ratings-v1: none → TCP 9080",
      ]
    `);
  });
});
