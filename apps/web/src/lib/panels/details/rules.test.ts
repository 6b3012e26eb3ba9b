import type { GraphNode } from '@canopy/model';
import { describe, expect, it } from 'vitest';
import { node, World } from '../../testing/world.ts';
import { rulesOf } from './rules.ts';

function said(rules: unknown): string | undefined {
  const world = new World().apply({
    add: [node('networkpolicy', 'a/x', { fields: { Rules: rules } as GraphNode['fields'] })],
  });
  const blocks = rulesOf(world.reader.node('networkpolicy:a/x')!);
  return blocks
    ?.map(({ title, rules }) => `${title}: ${rules.map(({ effect, text }) => `[${effect}] ${text}`).join('; ')}`)
    .join('\n');
}

describe('the rules of a policy', () => {
  it('are sentences about whom it governs and what may pass', () => {
    const reviews = {
      matchLabels: { service: 'reviews' },
      matchExpressions: [{ key: 'version', operator: 'In', values: ['v2', 'v3'] }],
    };
    expect(
      said({
        tier: 'namespace',
        subject: { pods: { matchLabels: { service: 'ratings' } } },
        ingress: [{ peers: [{ pods: reviews }], ports: [{ protocol: 'TCP', port: 9080 }] }],
        egress: [],
      }),
    ).toBe(
      [
        'Governs: [pass] pods service=ratings',
        'May receive: [allow] from pods service=reviews, version in (v2, v3) on TCP 9080',
        'May send: [deny] nothing',
      ].join('\n'),
    );
  });

  it('name address blocks, namespaces, ranges of ports and what is denied', () => {
    expect(
      said({
        tier: 'admin',
        subject: { pods: {}, namespaces: {} },
        ingress: [{}],
        egress: [
          { action: 'deny', peers: [{ block: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }] },
          {
            peers: [{ pods: {}, namespaces: { matchLabels: { team: 'a' } } }, { domains: ['example.com'] }],
            ports: [{ protocol: 'TCP', port: 8000, end: 9000 }, { name: 'metrics' }, { protocol: 'SCTP' }],
          },
        ],
      }),
    ).toBe(
      [
        'Governs: [pass] every pod in every namespace',
        'May receive: [allow] from anywhere',
        'May send: [deny] to 10.0.0.0/8 but not 10.1.0.0/16; [allow] to every pod in namespaces team=a, or example.com on TCP 8000–9000, metrics, SCTP any port',
      ].join('\n'),
    );
  });

  it('of an ingress are hosts and paths with their services', () => {
    const backend = { service: { name: 'web', port: { number: 80 } } };
    expect(
      said([
        { host: 'shop.example.com', http: { paths: [{ path: '/cart', pathType: 'Exact', backend }] } },
        { http: { paths: [{ pathType: 'Prefix', backend: { resource: { kind: 'Bucket', name: 'static' } } }] } },
      ]),
    ).toBe('shop.example.com: [route] /cart exactly → web:80\nAny host: [route] / → Bucket static');
  });

  it('in a form that is not known are left to the summary', () => {
    expect(said(undefined)).toBeUndefined();
    expect(said(['pods: get, list'])).toBeUndefined();
    expect(said({ anything: 1 })).toBeUndefined();
  });
});
