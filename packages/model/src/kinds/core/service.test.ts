import { describe, expect, it } from 'vitest';
import { graphOf } from '../../testing/graph-of.ts';
import { showKind } from '../../testing/show-kind.ts';

const shown = (yaml: string): string => `\n${showKind(yaml)}\n`;

describe('a service', () => {
  it('says where its ports lead, and whom it selects', () => {
    expect(
      shown(`
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  type: NodePort
  clusterIP: 10.96.0.1
  clusterIPs: [10.96.0.1, 'fd00::1']
  sessionAffinity: None
  selector: { app: web, app.kubernetes.io/name: web }
  ports: [{ name: http, protocol: TCP, port: 80, nodePort: 30080, targetPort: web }, { port: 443 }]
---
apiVersion: v1
kind: Service
metadata: { name: db, namespace: shop }
spec: { type: ExternalName, externalName: db.data.svc.cluster.local }
---
apiVersion: v1
kind: Service
metadata: { name: manual, namespace: shop }
spec: { type: ClusterIP, clusterIP: None, selector: {} }
`),
    ).toMatchInlineSnapshot(`
      "
      DOWN degraded NoReadyEndpoints: no ready pod stands behind it
      Ports = [{"Name":"http","Protocol":"TCP","Port":80,"NodePort":30080,"TargetPort":"web"},{"Port":443,"TargetPort":"0"}]
      ClusterIP = "10.96.0.1"
      ClusterIPs = ["10.96.0.1","fd00::1"]
      ServiceType = "NodePort"
      SessionAffinity = "None"
      LoadBalancerIP = ""
      ExternalName = ""
      Selector = "app=web,app.kubernetes.io/name=web"
      -service-> pod app=web,app.kubernetes.io/name=web {"Path":"spec.selector","metadata":{"Ports":[{"Port":80,"Protocol":"TCP","TargetPort":"web"},{"Port":443,"Protocol":"TCP","TargetPort":443}]}}
      -service-> endpoints with name web {"Path":"metadata.name"}
      UP healthy ExternalName
      Ports = []
      ClusterIP = ""
      ServiceType = "ExternalName"
      SessionAffinity = ""
      LoadBalancerIP = ""
      ExternalName = "db.data.svc.cluster.local"
      -service-> endpoints with name db {"Path":"metadata.name"}
      -service-> service data/db {"Path":"spec.externalName"}
      UP healthy NoSelector
      Ports = []
      ClusterIP = "None"
      ServiceType = "ClusterIP"
      SessionAffinity = ""
      LoadBalancerIP = ""
      ExternalName = ""
      -service-> endpoints with name manual {"Path":"metadata.name"}
      "
    `);
  });

  const pod = (name: string, ready: boolean, app = 'web') => `
---
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: { app: ${app} } }
spec: { containers: [] }
status: { phase: Running, conditions: [{ type: Ready, status: '${ready ? 'True' : 'False'}' }] }`;
  const web =
    '{ apiVersion: v1, kind: Service, metadata: { name: web, namespace: shop }, spec: { selector: { app: web } } }';
  const stateOf = (yaml: string) => graphOf(yaml).statuses.find((line) => line.startsWith('service web'));

  it('is up as long as one ready pod stands behind it', () => {
    expect(stateOf(web)).toBe('service web: DOWN degraded NoReadyEndpoints: no ready pod stands behind it');
    expect(stateOf(web + pod('a', false))).toBe(
      'service web: DOWN degraded NoReadyEndpoints: no ready pod stands behind it',
    );
    expect(stateOf(web + pod('a', false) + pod('b', true))).toBe('service web: UP healthy');
  });

  it('believes its endpoint slices more than its selector', () => {
    const slice = (ready: boolean) => `
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: web-abc, namespace: shop, labels: { kubernetes.io/service-name: web } }
addressType: IPv4
endpoints: [{ addresses: [10.0.0.1], conditions: { ready: ${ready} }, nodeName: n1, targetRef: { kind: Pod, name: a, namespace: shop, uid: pod-shop-a } }]
ports: [{ name: http, port: 8080, protocol: TCP }]`;
    expect(stateOf(web + pod('a', true) + slice(false))).toMatch('DOWN degraded');
    const up = graphOf(web + pod('a', true) + slice(true));
    expect(up.statuses).toContain('service web: UP healthy');
    expect(up.edges).toContain('service web -service-> endpointslice web-abc');
    expect(up.edges).toContain('endpointslice web-abc -endpointslice-> pod a');
  });

  it('has the endpoints of its own name, and of no other (W-12)', () => {
    const endpoints = (name: string) => `
---
{ apiVersion: v1, kind: Endpoints, metadata: { name: ${name}, namespace: shop, labels: { app: web } }, subsets: [{ addresses: [{ ip: 10.0.0.9 }] }] }`;
    const { edges } = graphOf(web + endpoints('web') + endpoints('other'));
    expect(edges).toEqual(['service web -service-> endpoints web']);
  });
});

describe('endpoints', () => {
  it('name the pods behind them, by reference or else by address', () => {
    expect(
      shown(`
apiVersion: v1
kind: Endpoints
metadata: { name: web, namespace: shop, annotations: { control-plane.alpha.kubernetes.io/leader: '{"renewTime":"x"}' } }
subsets:
  - addresses: [{ ip: 10.0.0.1, targetRef: { kind: Pod, name: a, namespace: shop, uid: u1 } }, { ip: 10.0.0.2 }]
    notReadyAddresses: [{ ip: 10.0.0.3, targetRef: { kind: Pod, name: c, namespace: shop } }]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: web-1, namespace: shop, labels: { kubernetes.io/service-name: web } }
addressType: IPv4
endpoints:
  - { addresses: [10.0.0.1], conditions: { ready: true, serving: true, terminating: false }, nodeName: n1, targetRef: { kind: Pod, name: a, namespace: shop, uid: u1 } }
  - { addresses: [10.0.0.2], conditions: { ready: false, serving: true, terminating: true } }
  - { addresses: [10.0.0.3] }
ports: [{ port: 8080 }]
`),
    ).toMatchInlineSnapshot(`
      "
      UP healthy
      Ready = 2
      NotReady = 1
      -endpoints-> pod shop/a? {"Path":"subsets[0].addresses[0].targetRef","uid":"u1","metadata":{"Ready":true}}
      -endpoints-> pod shop/c? {"Path":"subsets[0].notReadyAddresses[0].targetRef","metadata":{"Ready":false}}
      -endpoints-> pod with ip 10.0.0.2 {"Path":"subsets[0].addresses[1].ip","metadata":{"Ready":true}}
      UP healthy
      AddressType = "IPv4"
      Ready = 2
      NotReady = 1
      Ports = [{"Port":8080,"Protocol":"TCP"}]
      <-service- service web? {"Path":"metadata.labels[\\"kubernetes.io/service-name\\"]"}
      -endpointslice-> pod shop/a? {"Path":"endpoints[0].targetRef","uid":"u1","metadata":{"Ready":true,"Serving":true}}
      -endpointslice-> pod with ip 10.0.0.2 {"Path":"endpoints[1].addresses[0]","metadata":{"Ready":false,"Serving":true,"Terminating":true}}
      -endpointslice-> pod with ip 10.0.0.3 {"Path":"endpoints[2].addresses[0]","metadata":{"Ready":true,"Serving":true}}
      -endpointslice-> node n1? {"Path":"endpoints[0].nodeName"}
      "
    `);
  });
});
