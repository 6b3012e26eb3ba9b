import { describe, expect, it } from 'vitest';
import { graphOf } from '../../testing/graph-of.ts';
import { showKind } from '../../testing/show-kind.ts';
import { printPorts } from './policy-rules.ts';

const policy = (spec: string): string =>
  `{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: p, namespace: shop }, spec: ${spec} }`;

const shown = (spec: string): string => `\n${showKind(policy(spec))}\n`;

describe('a network policy', () => {
  it('governs pods, and names its peers rule by rule (W-06)', () => {
    expect(
      shown(`{
  podSelector: { matchLabels: { app: web } },
  policyTypes: [Ingress, Egress],
  ingress: [
    {
      from: [{ podSelector: { matchLabels: { app: lb } } }, { namespaceSelector: { matchLabels: { team: a } } }],
      ports: [{ port: 80 }, { port: 8000, endPort: 9000 }],
    },
    {
      from: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: probe } } }],
      ports: [{ port: metrics, protocol: UDP }, { protocol: SCTP }],
    },
  ],
  egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16] } }] }],
}`),
    ).toMatchInlineSnapshot(`
      "
      UP healthy
      PolicyTypes = ["Ingress","Egress"]
      PodSelector = "app=web"
      Ingress = ["app=lb, all pods in namespaces team=a on :80;:8000-9000","app=probe in all namespaces on :metrics/UDP;:*/SCTP"]
      Egress = ["10.0.0.0/8 except 10.1.0.0/16"]
      Rules = {"tier":"namespace","subject":{"pods":{"matchLabels":{"app":"web"}}},"ingress":[{"peers":[{"pods":{"matchLabels":{"app":"lb"}}},{"pods":{},"namespaces":{"matchLabels":{"team":"a"}}}],"ports":[{"protocol":"TCP","port":80},{"protocol":"TCP","port":8000,"end":9000}]},{"peers":[{"pods":{"matchLabels":{"app":"probe"}},"namespaces":{}}],"ports":[{"protocol":"UDP","name":"metrics"},{"protocol":"SCTP"}]}],"egress":[{"peers":[{"block":{"cidr":"10.0.0.0/8","except":["10.1.0.0/16"]}}]}]}
      -networkpolicy-> pod app=web {"Path":"spec.podSelector","except":["host","done"],"role":"ingress/begin","metadata":{"PolicyType":"ingress","PolicyTarget":"allow","PolicyPoint":"begin","PolicyPorts":":80;:8000-9000;:metrics/UDP;:*/SCTP"}}
      -networkpolicy-> pod app=lb {"Path":"spec.ingress[0].from[0]","Ports":":80;:8000-9000","except":["host","done"],"role":"ingress/end","metadata":{"PolicyType":"ingress","PolicyTarget":"allow","PolicyPoint":"end","PolicyPorts":":80;:8000-9000;:metrics/UDP;:*/SCTP"}}
      -networkpolicy-> pod all in namespaces team=a {"Path":"spec.ingress[0].from[1]","Ports":":80;:8000-9000","except":["host","done"],"role":"ingress/end","metadata":{"PolicyType":"ingress","PolicyTarget":"allow","PolicyPoint":"end","PolicyPorts":":80;:8000-9000;:metrics/UDP;:*/SCTP"}}
      -networkpolicy-> pod app=probe in namespaces all {"Path":"spec.ingress[1].from[0]","Ports":":metrics/UDP;:*/SCTP","except":["host","done"],"role":"ingress/end","metadata":{"PolicyType":"ingress","PolicyTarget":"allow","PolicyPoint":"end","PolicyPorts":":80;:8000-9000;:metrics/UDP;:*/SCTP"}}
      -networkpolicy-> pod app=web {"Path":"spec.podSelector","except":["host","done"],"role":"egress/begin","metadata":{"PolicyType":"egress","PolicyTarget":"allow","PolicyPoint":"begin","PolicyPorts":""}}
      -networkpolicy-> pod in 10.0.0.0/8 but 10.1.0.0/16 {"Path":"spec.egress[0].to[0]","Block":"10.0.0.0/8","exceptTraits":["done"],"role":"egress/end","metadata":{"PolicyType":"egress","PolicyTarget":"allow","PolicyPoint":"end","PolicyPorts":""}}
      -networkpolicy-> ipblock 10.0.0.0/8 {"Path":"spec.egress[0].to[0].ipBlock","Except":["10.1.0.0/16"],"role":"egress/end","metadata":{"PolicyType":"egress","PolicyTarget":"allow","PolicyPoint":"end","PolicyPorts":"","Except":["10.1.0.0/16"]}}
      -networkpolicy-> namespace team=a {"Path":"spec.ingress[0].from[1].namespaceSelector","Ports":":80;:8000-9000","role":"ingress/end","metadata":{"PolicyType":"ingress","PolicyTarget":"allow","PolicyPoint":"end","PolicyPorts":":80;:8000-9000;:metrics/UDP;:*/SCTP"}}
      "
    `);
  });

  it('that has no rules for a direction denies it, whatever it selects (W-03)', () => {
    expect(
      shown('{ podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress, Egress] }'),
    ).toMatchInlineSnapshot(`
      "
      UP healthy
      PolicyTypes = ["Ingress","Egress"]
      PodSelector = "app=web"
      Ingress = []
      Egress = []
      Rules = {"tier":"namespace","subject":{"pods":{"matchLabels":{"app":"web"}}},"ingress":[],"egress":[]}
      -networkpolicy-> pod app=web {"Path":"spec.podSelector","except":["host","done"],"role":"ingress/begin","metadata":{"PolicyType":"ingress","PolicyTarget":"deny","PolicyPoint":"begin","PolicyPorts":""}}
      -networkpolicy-> pod app=web {"Path":"spec.podSelector","except":["host","done"],"role":"egress/begin","metadata":{"PolicyType":"egress","PolicyTarget":"deny","PolicyPoint":"begin","PolicyPorts":""}}
      "
    `);
  });

  it('that has a rule without peers allows from anywhere, and says so (W-04)', () => {
    expect(shown('{ podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] }')).toMatchInlineSnapshot(`
      "
      UP healthy
      PolicyTypes = ["Ingress"]
      PodSelector = ""
      Ingress = ["any on :80"]
      Rules = {"tier":"namespace","subject":{"pods":{}},"ingress":[{"ports":[{"protocol":"TCP","port":80}]}]}
      -networkpolicy-> pod all {"Path":"spec.podSelector","except":["host","done"],"role":"ingress/begin","metadata":{"PolicyType":"ingress","PolicyTarget":"allow","PolicyPoint":"begin","PolicyPorts":":80"}}
      "
    `);
  });

  it('covers the directions that it lists, and no other (W-05)', () => {
    const egressOnly = showKind(
      policy('{ podSelector: {}, policyTypes: [Egress], ingress: [{ from: [{ podSelector: {} }] }] }'),
    );
    expect(egressOnly).toContain('PolicyTypes = ["Egress"]');
    expect(egressOnly).not.toContain('"PolicyType":"ingress"');
    expect(showKind(policy('{ podSelector: {}, egress: [{}] }'))).toContain('PolicyTypes = ["Ingress","Egress"]');
    expect(showKind(policy('{ podSelector: {} }'))).toContain('PolicyTypes = ["Ingress"]');
  });

  it.each([
    [[{ port: 80 }], ':80'],
    [[{ port: 80 }, { port: 53, protocol: 'UDP' }], ':80;:53/UDP'],
    [[{ port: 'http', protocol: 'TCP' }], ':http'],
    [[{ port: 80, endPort: 90 }], ':80-90'],
    [[{ protocol: 'UDP' }], ':*/UDP'],
    [[], ''],
  ])('writes the ports %j as %s (W-06)', (ports, text) => {
    expect(printPorts(ports)).toBe(text);
  });
});

describe('network policies in a cluster', () => {
  const pod = (namespace: string, name: string, labels: string, more = '', status = 'phase: Running') => `
---
{ apiVersion: v1, kind: Pod, metadata: { name: ${name}, namespace: ${namespace}, labels: ${labels} }, spec: { containers: []${more} }, status: { ${status} } }`;
  const cluster = `
---
{ apiVersion: v1, kind: Namespace, metadata: { name: shop, labels: { team: b } }, status: { phase: Active } }
---
{ apiVersion: v1, kind: Namespace, metadata: { name: team-a, labels: { team: a } }, status: { phase: Active } }
${pod('shop', 'web', '{ app: web }', '', 'phase: Running, podIP: 10.0.0.1')}
${pod('shop', 'shop-lb', '{ app: lb }', '', 'phase: Running, podIP: 10.1.0.1')}
${pod('team-a', 'a-lb', '{ app: lb }')}
${pod('team-a', 'a-other', '{ app: other }')}
${pod('shop', 'on-host', '{ app: web }', ', hostNetwork: true')}
${pod('shop', 'finished', '{ app: web }', '', 'phase: Succeeded')}
${pod('shop', 'leaving', '{ app: web }').replace('name: leaving', "name: leaving, deletionTimestamp: '2026-01-01T00:00:00Z'")}`;
  const edges = (spec: string) =>
    graphOf(policy(spec) + cluster).edges.map((line) => line.replace('networkpolicy p -networkpolicy-> ', ''));

  it('pass over pods on the network of the host and finished ones; leaving ones stay (W-09)', () => {
    expect(edges('{ podSelector: { matchLabels: { app: web } } }')).toEqual(['pod leaving', 'pod web']);
  });

  it('take both selectors of a peer together (W-01)', () => {
    const both = '{ namespaceSelector: { matchLabels: { team: a } }, podSelector: { matchLabels: { app: lb } } }';
    expect(edges(`{ podSelector: { matchLabels: { app: none } }, ingress: [{ from: [${both}] }] }`)).toEqual([
      'namespace team-a',
      'pod a-lb',
    ]);
  });

  it('take two peers as alternatives', () => {
    const either = '{ namespaceSelector: { matchLabels: { team: a } } }, { podSelector: { matchLabels: { app: lb } } }';
    expect(edges(`{ podSelector: { matchLabels: { app: none } }, ingress: [{ from: [${either}] }] }`)).toEqual([
      'namespace team-a',
      'pod a-lb',
      'pod a-other',
      'pod shop-lb',
    ]);
  });

  it('reach the pods of an IP block, and show the block (W-02)', () => {
    const block = '{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16] } }';
    expect(
      edges(`{ podSelector: { matchLabels: { app: none } }, policyTypes: [Egress], egress: [{ to: [${block}] }] }`),
    ).toEqual(['ipblock 10.0.0.0/8', 'pod web']);
  });

  it('find namespaces that come after them (W-07)', () => {
    const spec =
      '{ podSelector: { matchLabels: { app: none } }, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: a } } }] }] }';
    expect(graphOf(policy(spec) + cluster).edges).toEqual(graphOf(`${cluster}\n---\n${policy(spec)}`).edges);
  });
});
