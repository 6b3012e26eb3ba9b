import { describe, expect, it } from 'vitest';
import { graphOf } from '../../testing/graph-of.ts';
import { showKind } from '../../testing/show-kind.ts';

const yaml = `
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: envoy }
spec: { controllerName: example.com/envoy }
status: { conditions: [{ type: Accepted, status: 'True' }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: infra }
spec: { gatewayClassName: envoy, listeners: [{ name: https, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: cert }, { name: other, namespace: certs }] } }] }
status: { addresses: [{ value: 192.0.2.1 }], conditions: [{ type: Accepted, status: 'True' }, { type: Programmed, status: Unknown, reason: Pending }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec:
  hostnames: [shop.example]
  parentRefs: [{ name: edge, namespace: infra, sectionName: https }]
  rules: [{ backendRefs: [{ name: web, port: 80, weight: 90 }, { name: canary, port: 80, weight: 10 }], filters: [{ requestMirror: { backendRef: { name: shadow, port: 80 } } }] }]
status: { parents: [{ parentRef: { name: edge }, conditions: [{ type: Accepted, status: 'True' }, { type: ResolvedRefs, status: 'False', reason: BackendNotFound, message: no canary }] }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: GRPCRoute
metadata: { name: api, namespace: shop }
---
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: { name: g, namespace: certs }
spec: { from: [{ group: gateway.networking.k8s.io, kind: Gateway, namespace: infra }], to: [{ group: '', kind: Secret, name: other }, { group: '', kind: Secret }] }
`;

describe('the Gateway API', () => {
  it('names classes, certificates, parents and backends', () => {
    expect(`\n${showKind(yaml)}\n`).toMatchInlineSnapshot(`
      "
      UP healthy
      Controller = "example.com/envoy"
      DOWN progressing Pending
      ClassName = "envoy"
      Listeners = [{"Name":"https","Port":443,"Protocol":"HTTPS"}]
      Addresses = ["192.0.2.1"]
      -gateway-> gatewayclass envoy {"Path":"spec.gatewayClassName"}
      -gateway-> Secret. cert {"Path":"spec.listeners[0].tls.certificateRefs[0]","Listener":"https"}
      -gateway-> Secret. certs/other {"Path":"spec.listeners[0].tls.certificateRefs[1]","Listener":"https"}
      DOWN degraded BackendNotFound: no canary
      Hosts = ["shop.example"]
      Parents = ["infra/edge"]
      -httproute-> Gateway.gateway.networking.k8s.io infra/edge {"Path":"spec.parentRefs[0]","Section":"https"}
      -httproute-> Service. web {"Path":"spec.rules[0].backendRefs[0]","Port":80,"Weight":90}
      -httproute-> Service. canary {"Path":"spec.rules[0].backendRefs[1]","Port":80,"Weight":10}
      -httproute-> Service. shadow {"Path":"spec.rules[0].filters[0].requestMirror.backendRef","Port":80}
      UNKNOWN unknown NoParents: no gateway has reported about it
      UP healthy
      From = ["Gateway of infra"]
      To = ["Secret/other","Secret"]
      -referencegrant-> namespace infra? {"Path":"spec.from[0].namespace","Kind":"Gateway"}
      -referencegrant-> Secret. other? {"Path":"spec.to[0]"}
      "
    `);
  });

  it('leads from class to service', () => {
    expect(graphOf(yaml).edges).toEqual([
      'gateway edge -gateway-> gatewayclass envoy',
      'gateway edge -gateway-> secret cert',
      'gateway edge -gateway-> secret other',
      'httproute web -httproute-> gateway edge',
      'httproute web -httproute-> service canary',
      'httproute web -httproute-> service shadow',
      'httproute web -httproute-> service web',
      'referencegrant g -referencegrant-> namespace infra',
      'referencegrant g -referencegrant-> secret other',
    ]);
  });
});
