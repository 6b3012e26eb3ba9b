import { describe, expect, it } from 'vitest';
import { kindFor, objectsOf } from '../../testing/show-kind.ts';
import { locate } from '../locate.ts';
import { clusterFrom } from '../traffic/testing/cluster-from.ts';
import { whyNot } from './why-not.ts';
import { inWords } from './words.ts';

const yaml = `
{ apiVersion: v1, kind: Namespace, metadata: { name: shop, labels: { team: a } } }
---
{ apiVersion: v1, kind: Secret, metadata: { name: pass, namespace: shop }, data: { k: eA== } }
---
{ apiVersion: v1, kind: Secret, metadata: { name: other, namespace: shop }, data: { k: eA== } }
---
{ apiVersion: v1, kind: Service, metadata: { name: web, namespace: shop }, spec: { selector: { app: web, tier: front }, ports: [{ port: 80, targetPort: http }, { port: 81, targetPort: admin }, { port: 82 }] } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: guard, namespace: shop }
spec: { podSelector: { matchLabels: { app: web } }, ingress: [{ from: [{ ipBlock: { cidr: 10.9.0.0/16 } }], ports: [{ port: 80 }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: web-1, namespace: shop, uid: p1, labels: { app: web, tier: front }, ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: web, uid: rs-1, controller: true }] }
spec: { containers: [{ name: main, image: i, ports: [{ name: http, containerPort: 8080 }], env: [{ name: PASS, valueFrom: { secretKeyRef: { name: pass, key: k } } }] }] }
status: { phase: Running, podIP: 10.0.0.1 }
---
{ apiVersion: v1, kind: Pod, metadata: { name: web-2, namespace: shop, labels: { app: web, tier: back } }, spec: { containers: [] }, status: { phase: Running } }
---
{ apiVersion: apps/v1, kind: ReplicaSet, metadata: { name: web, namespace: shop, uid: rs-1 }, spec: { replicas: 1, template: { spec: { containers: [{ name: main, image: i, env: [{ name: API_HOST, value: web }] }] } } } }
---
{ apiVersion: apps/v1, kind: ReplicaSet, metadata: { name: web2, namespace: shop, uid: rs-2 }, spec: { replicas: 1 } }`;

const { reader } = clusterFrom(yaml);
const objects = objectsOf(yaml);

const why = (from: string, to: string): string[] => {
  const [a, b] = [locate(reader, from), locate(reader, to)];
  return [...reader.outEdges(a.id)].filter((edge) => edge.to === b.id).flatMap((edge) => inWords(reader, edge));
};

const not = (from: string, to: string): string[] => {
  const side = (text: string) => {
    const node = locate(reader, text);
    const object = objects.find((one) => one.kind?.toLowerCase() === node.type && one.metadata.name === node.name);
    return { node, kind: object && kindFor(object), object };
  };
  return whyNot(reader, side(from), side(to)).map(
    ({ relation, path, differences }) => `${relation} (${path}): ${differences.join('; ')}`,
  );
};

describe('an edge', () => {
  it('says in words where it is declared', () => {
    expect([
      ...why('service/shop/web', 'pod/shop/web-1'),
      ...why('pod/shop/web-1', 'secret/shop/pass'),
      ...why('replicaset/shop/web', 'pod/shop/web-1'),
      ...why('replicaset/shop/web', 'service/shop/web'),
      ...why('namespace/shop', 'pod/shop/web-2'),
      ...why('networkpolicy/shop/guard', 'pod/shop/web-1'),
    ]).toMatchInlineSnapshot(`
      [
        "service web selects pod web-1 by app=web,tier=front (spec.selector), port 80 leads to 8080 of container main, port 81 leads nowhere: no container has a port admin, port 82 leads to 82",
        "pod web-1 –pod→ secret pass: spec.containers[0].env[0].valueFrom.secretKeyRef.name, key k, as variable PASS, in container main",
        "replicaset web controls pod web-1, which names it in metadata.ownerReferences[0]",
        "replicaset web calls service web, which variable API_HOST of container main names (spec.template.spec.containers[0].env[0].value)",
        "namespace shop contains pod web-2, which says so in metadata.namespace",
        "networkpolicy guard governs what pod web-1 receives (spec.podSelector: app=web)",
      ]
    `);
  });
});

describe('an edge that is not there', () => {
  it('has a nearest miss', () => {
    expect([
      ...not('service/shop/web', 'pod/shop/web-2'),
      ...not('pod/shop/web-1', 'secret/shop/other'),
      ...not('replicaset/shop/web2', 'pod/shop/web-1'),
    ]).toMatchInlineSnapshot(`
      [
        "service: service web → pod web-2 (spec.selector: app=web,tier=front): label tier=front differs (it is back)",
        "pod: pod web-1 → secret other (spec.containers[0].env[0].valueFrom.secretKeyRef.name): name pass ≠ other",
        "replicaset: replicaset web2 → pod web-1 (metadata.ownerReferences[0]): name web ≠ web2; uid rs-1 ≠ rs-2",
      ]
    `);
  });

  it('may be one that no kind declares', () => {
    expect(not('secret/shop/pass', 'namespace/shop')).toEqual([]);
  });
});
