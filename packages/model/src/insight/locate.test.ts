import { expect, it } from 'vitest';
import { fullName, locate } from './locate.ts';
import { clusterFrom } from './traffic/testing/cluster-from.ts';

const { reader } = clusterFrom(`
{ apiVersion: apps/v1, kind: Deployment, metadata: { name: web, namespace: shop }, spec: { replicas: 1 } }
---
{ apiVersion: v1, kind: Service, metadata: { name: web, namespace: shop }, spec: { ports: [{ port: 80 }] } }
---
{ apiVersion: v1, kind: Pod, metadata: { name: web-1, namespace: shop }, spec: { containers: [] } }
---
{ apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: { name: door, namespace: shop } }`);

it.each([
  ['deployment/shop/web', 'deployment/shop/web'],
  ['deploy/shop/web', 'deployment/shop/web'],
  ['deployments/web', 'deployment/shop/web'],
  ['deployment.apps/web', 'deployment/shop/web'],
  ['deployments.apps/shop/web', 'deployment/shop/web'],
  ['svc/web', 'service/shop/web'],
  ['shop/web', 'deployment/shop/web'],
  ['web-1', 'pod/shop/web-1'],
  ['gateways.gateway.networking.k8s.io/door', 'gateway/shop/door'],
])('%s is %s', (text, name) => {
  expect(fullName(locate(reader, text))).toBe(name);
});

it.each(['pod.apps/web-1', 'deployment.nonsense/shop/web', 'deployment//web', ''])('%j is nothing', (text) => {
  expect(() => locate(reader, text)).toThrow(/nothing is called/);
});
