import { describe, expect, it } from 'vitest';
import { clusterFrom } from '../insight/traffic/testing/cluster-from.ts';
import { kindFor, objectsOf, redacted } from '../testing/show-kind.ts';
import { hostIn, serviceOf } from './env-host.ts';

describe('the host that a variable declares', () => {
  it.each([
    ['WORDPRESS_DB_HOST', 'wordpress-mysql', 'wordpress-mysql'],
    ['DB_HOST', 'db:3306', 'db'],
    ['DATABASE_URL', 'postgres://user:s3cret@db.shop:5432/app?sslmode=off', 'db.shop'],
    ['ANYTHING', 'redis://cache:6379/0', 'cache'],
    ['ANYTHING', 'http://API.shop.svc.cluster.local', 'api.shop.svc.cluster.local'],
    ['ANYTHING', 'api.shop.svc:80', 'api.shop.svc'],
    ['PASSWORD', 'abc123', undefined],
    ['PASSWORD', 'abc:123', undefined],
    ['DB_PASSWORD', 'db', undefined],
    ['DB_HOST', '10.0.0.1', undefined],
    ['DB_HOST', 'db.example.com', undefined],
    ['DB_HOST', 'p4ss!word', undefined],
    ['WEBHOOK_URL', 'https://hooks.example.com/services/T0/B0/token', undefined],
    ['WEBHOOK_URL', 'https://token@hooks.example.com', undefined],
    ['REPLICAS_ADDR', '42', undefined],
  ])('%s=%s', (name, value, host) => {
    expect(hostIn(name, value)).toBe(host);
  });

  it('means a service of the own namespace where it names none', () => {
    expect([
      serviceOf('db', 'shop'),
      serviceOf('db.data', 'shop'),
      serviceOf('db.data.svc.cluster.local', 'shop'),
    ]).toEqual(['db.shop', 'db.data', 'db.data']);
  });
});

describe('a workload whose variable names a service', () => {
  const yaml = (kind: string, spec: string) => `
{ apiVersion: v1, kind: Service, metadata: { name: db, namespace: data }, spec: { ports: [{ port: 1 }] } }
---
{ apiVersion: ${kind === 'Pod' ? 'v1' : 'apps/v1'}, kind: ${kind}, metadata: { name: web, namespace: shop }, spec: ${spec} }`;
  const containers =
    "containers: [{ name: main, image: i, env: [{ name: DB, value: 'pg://me:s3cret@db.data/x' }, { name: TOKEN, value: s3cret }] }]";
  const edges = (text: string) => {
    const { reader } = clusterFrom(text);
    return [...reader.edges()].filter(
      ({ to }) => reader.node(to)?.type === 'service' && reader.node(to)?.name === 'db',
    );
  };

  it('calls it', () => {
    const [edge] = edges(yaml('Deployment', `{ template: { spec: { ${containers} } } }`)).filter(
      ({ relationType }) => relationType === 'deployment',
    );
    expect(edge?.metadata.Why).toEqual([
      { Path: 'spec.template.spec.containers[0].env[0].value', Container: 'main', Env: 'DB' },
    ]);
  });

  it('keeps nothing else of its values, and a pod nothing at all', () => {
    for (const [kind, spec, left] of [
      ['Deployment', `{ template: { spec: { ${containers} } } }`, '"host":"db.data"'],
      ['Pod', `{ ${containers} }`, '{"name":"DB"}'],
    ] as const) {
      const object = objectsOf(yaml(kind, spec))[1]!;
      const text = JSON.stringify(redacted(kindFor(object), object));
      expect(text).toContain(left);
      expect(text).not.toContain('s3cret');
      expect(text).not.toContain('pg:');
    }
  });
});
