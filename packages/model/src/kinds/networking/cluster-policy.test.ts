import { describe, expect, it } from 'vitest';
import { graphOf } from '../../testing/graph-of.ts';
import { showKind } from '../../testing/show-kind.ts';

const admin = `
apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: { name: guard }
spec:
  priority: 7
  subject: { pods: { namespaceSelector: { matchLabels: { team: a } }, podSelector: { matchLabels: { app: web } } } }
  ingress:
    - { action: Pass, from: [{ namespaces: { matchLabels: { team: b } } }], ports: [{ portNumber: { protocol: TCP, port: 80 } }, { namedPort: dns }] }
    - { action: Deny, from: [{ namespaces: {} }] }
  egress:
    - { action: Allow, to: [{ nodes: {} }, { networks: [10.0.0.0/8] }], ports: [{ portRange: { protocol: UDP, start: 1, end: 9 } }] }`;

const successor = `
apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: { name: base }
spec:
  tier: Baseline
  priority: 1
  subject: { namespaces: {} }
  egress:
    - action: Accept
      to: [{ pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: dns } } } }]
      protocols: [{ udp: { destinationPort: { number: 53 } } }, { destinationNamedPort: dns }]
    - { action: Accept, to: [{ domainNames: [kubernetes.io] }] }`;

describe('a cluster-wide policy', () => {
  it('of the admin kind says its rules in order, with what each does', () => {
    const shown = showKind(admin);
    expect(shown).toContain('Tier = "admin"');
    expect(shown).toContain('Subject = "app=web in namespaces team=a"');
    expect(shown).toContain('["pass all pods in namespaces team=b on :80;:dns","deny all pods in all namespaces"]');
    expect(shown).toContain('["allow nodes, 10.0.0.0/8 on :1-9/UDP"]');
  });

  it('of the newer kind says its tier itself', () => {
    const shown = showKind(successor);
    expect(shown).toContain('Tier = "baseline"');
    expect(shown).toContain('["allow app=dns in all namespaces on :53/UDP;:dns","allow kubernetes.io"]');
  });

  it('has edges to the pods that it governs and to its peers, in all namespaces', () => {
    const { edges } = graphOf(`${admin}
---
{ apiVersion: v1, kind: Namespace, metadata: { name: a, labels: { team: a } }, status: { phase: Active } }
---
{ apiVersion: v1, kind: Pod, metadata: { name: web, namespace: a, labels: { app: web } }, spec: { containers: [] }, status: { phase: Running } }
---
{ apiVersion: v1, kind: Pod, metadata: { name: db, namespace: a, labels: { app: db } }, spec: { containers: [] }, status: { phase: Running } }`);
    expect(edges).toEqual([
      'adminnetworkpolicy guard -adminnetworkpolicy-> pod db',
      'adminnetworkpolicy guard -adminnetworkpolicy-> pod web',
      'adminnetworkpolicy guard -adminnetworkpolicy-> pod web',
      'adminnetworkpolicy guard -adminnetworkpolicy-> pod web',
    ]);
  });
});
