import { describe, expect, it } from 'vitest';
import { graphOf } from '../../testing/graph-of.ts';
import { showKind } from '../../testing/show-kind.ts';
import { serviceHost } from './hosts.ts';

const header = 'apiVersion: networking.istio.io/v1';

const yaml = `
${header}
kind: VirtualService
metadata: { name: reviews, namespace: shop }
spec:
  hosts: [reviews]
  gateways: [mesh, edge, infra/outer]
  http:
    - match: [{ headers: {} }]
      route: [{ destination: { host: reviews, subset: v3 } }]
    - route: [{ destination: { host: reviews, subset: v1, port: { number: 9080 } }, weight: 90 }, { destination: { host: reviews.other.svc.cluster.local, subset: v2 }, weight: 10 }]
      mirror: { host: shadow }
  tcp: [{ route: [{ destination: { host: db.example.com } }] }]
---
${header}
kind: DestinationRule
metadata: { name: reviews, namespace: shop }
spec: { host: reviews, trafficPolicy: {}, subsets: [{ name: v1, labels: { version: one } }, { name: all }] }
---
${header}
kind: Gateway
metadata: { name: edge, namespace: shop }
spec: { selector: { istio: ingress }, servers: [{ hosts: ['*'], port: { number: 443, protocol: HTTPS }, tls: { credentialName: cert } }] }
---
${header}
kind: ServiceEntry
metadata: { name: db, namespace: shop }
spec: { hosts: [db.example.com], location: MESH_EXTERNAL, resolution: DNS, workloadSelector: { labels: { app: db } } }
`;

describe('Istio', () => {
  it('says what it says, at the manager istio', () => {
    expect(`\n${showKind(yaml)}\n`).toMatchInlineSnapshot(`
      "
      UP healthy
      Hosts = ["reviews"]
      Gateways = ["mesh","edge","infra/outer"]
      <-gateway- gateway.networking.istio.io edge {"Path":"spec.gateways[1]"}
      <-gateway- gateway.networking.istio.io infra/outer {"Path":"spec.gateways[2]"}
      -virtualservice-> service shop/reviews {"Path":"spec.http[0].route[0].destination.host","Protocol":"HTTP","Subset":"v3"}
      -virtualservice-> service shop/reviews {"Path":"spec.http[1].route[0].destination.host","Protocol":"HTTP","Subset":"v1","Weight":90,"Port":9080}
      -virtualservice-> service other/reviews {"Path":"spec.http[1].route[1].destination.host","Protocol":"HTTP","Subset":"v2","Weight":10}
      -virtualservice-> service shop/shadow {"Path":"spec.http[1].mirror.host","Protocol":"HTTP","Mirror":true}
      -virtualservice-> serviceentry with host reviews {"Path":"spec.http[0].route[0].destination.host","Protocol":"HTTP","Subset":"v3"}
      -virtualservice-> serviceentry with host reviews {"Path":"spec.http[1].route[0].destination.host","Protocol":"HTTP","Subset":"v1","Weight":90,"Port":9080}
      -virtualservice-> serviceentry with host reviews.other.svc.cluster.local {"Path":"spec.http[1].route[1].destination.host","Protocol":"HTTP","Subset":"v2","Weight":10}
      -virtualservice-> serviceentry with host shadow {"Path":"spec.http[1].mirror.host","Protocol":"HTTP","Mirror":true}
      -virtualservice-> serviceentry with host db.example.com {"Path":"spec.tcp[0].route[0].destination.host","Protocol":"TCP"}
      -virtualservice-> pod app=reviews,version=v3 in shop {"Path":"spec.http[0].route[0].destination.host","Protocol":"HTTP","Subset":"v3","metadata":{"Protocol":"HTTP"}}
      -virtualservice-> pod app=reviews,version=v1 in shop {"Path":"spec.http[1].route[0].destination.host","Protocol":"HTTP","Subset":"v1","Weight":90,"Port":9080,"metadata":{"Protocol":"HTTP","Weight":90}}
      -virtualservice-> pod app=reviews,version=v2 in other {"Path":"spec.http[1].route[1].destination.host","Protocol":"HTTP","Subset":"v2","Weight":10,"metadata":{"Protocol":"HTTP","Weight":10}}
      UP healthy
      TrafficPolicy = true
      HostName = "reviews"
      Subsets = ["v1","all"]
      SubsetLabels = {"v1":{"version":"one"},"all":{}}
      -destinationrule-> service shop/reviews {"Path":"spec.host"}
      -destinationrule-> serviceentry with host reviews {"Path":"spec.host"}
      -destinationrule-> pod app=reviews,version=one in shop {"Path":"spec.subsets[0].labels","Subset":"v1"}
      UP healthy
      Selector = "istio=ingress"
      Servers = [{"Hosts":["*"],"Port":443,"Protocol":"HTTPS"}]
      -gateway-> pod istio=ingress in all {"Path":"spec.selector"}
      -gateway-> secret with name cert {"Path":"spec.servers[0].tls.credentialName"}
      UP healthy
      Hosts = ["db.example.com"]
      Location = "MESH_EXTERNAL"
      Resolution = "DNS"
      -serviceentry-> pod app=db {"Path":"spec.workloadSelector.labels"}
      "
    `);
  });

  it.each([
    ['reviews', { name: 'reviews', namespace: 'shop' }],
    ['reviews.prod.svc.cluster.local', { name: 'reviews', namespace: 'prod' }],
    ['reviews.prod.svc', { name: 'reviews', namespace: 'prod' }],
    ['wikipedia.org', undefined],
    ['*.example.com', undefined],
    ['', undefined],
  ])('takes the host %s for the service %j (W-16)', (host, service) => {
    expect(serviceHost(host, 'shop')).toEqual(service);
  });

  it('resolves hosts to services and entries, and gateways of other namespaces (W-16, W-17)', () => {
    const service = (name: string, labels = '{}') =>
      `\n---\n{ apiVersion: v1, kind: Service, metadata: { name: ${name}, namespace: shop, labels: ${labels} }, spec: {} }`;
    const { edges, statuses } = graphOf(
      yaml + service('reviews') + service('shadow') + service('unlabelled') + service('wrong', '{ app: reviews }'),
    );
    expect(edges).toEqual([
      'destinationrule reviews -destinationrule-> service reviews',
      'gateway edge -gateway-> virtualservice reviews',
      'gateway outer -gateway-> virtualservice reviews',
      'virtualservice reviews -virtualservice-> service reviews',
      'virtualservice reviews -virtualservice-> service reviews',
      'virtualservice reviews -virtualservice-> service shadow',
      'virtualservice reviews -virtualservice-> serviceentry db',
    ]);
    expect(statuses).toContain('virtualservice reviews: DOWN degraded ReferenceMissing: gateway outer is missing');
  });

  it('that lists only the mesh is up (W-17, W-18)', () => {
    const { statuses } = graphOf(
      `{ ${header}, kind: VirtualService, metadata: { name: v, namespace: shop }, spec: { gateways: [mesh] } }`,
    );
    expect(statuses).toContain('virtualservice v: UP healthy');
  });

  it('gives pods the weight of their subset', () => {
    const { edges } = graphOf(`${yaml}
---
{ apiVersion: v1, kind: Pod, metadata: { name: one, namespace: shop, labels: { app: reviews, version: v1 } }, status: { phase: Running } }
---
{ apiVersion: v1, kind: Pod, metadata: { name: by-subset, namespace: shop, labels: { app: reviews, version: one } }, status: { phase: Running } }`);
    expect(edges).toContain('virtualservice reviews -virtualservice-> pod one');
    expect(edges).toContain('destinationrule reviews -destinationrule-> pod by-subset');
  });
});
