import { combinedFields, registry } from '@canopy/model/kinds';
import { describe, expect, test } from 'vitest';
import { camel, kindNames } from './kind-names.ts';
import { relationFields } from './relations.ts';

test.each([
  ['Node', 'node'],
  ['IP', 'ip'],
  ['IPs', 'ips'],
  ['PodIP', 'podIP'],
  ['QOSClass', 'qosClass'],
  ['StorageClassName', 'storageClassName'],
  ['CPU Requests', 'cpuRequests'],
])('the summary field %s is asked for as %s', (name, expected) => expect(camel(name)).toBe(expected));

describe('the registry of kinds', () => {
  test('gives each kind a GraphQL type of its own', () => {
    const names = kindNames(registry);
    const types = registry.map((kind) => names.typeOf(kind));
    expect(new Set(types).size).toBe(registry.length);
    expect(types).not.toContain('Node');
  });

  test('declares no relation field that hides a field of every resource', () => {
    const common = [
      'id',
      'uid',
      'cluster',
      'type',
      'namespace',
      'name',
      'labels',
      'status',
      'fields',
      'owner',
      'owned',
    ];
    const all = [...relationFields(registry)].flatMap(([key, fields]) => fields.map(({ name }) => ({ key, name })));
    expect(all.filter(({ name }) => common.includes(name))).toEqual([]);
  });

  test.each([
    ['pod', 'secrets'],
    ['pod', 'governedBy'],
    ['secret', 'consumers'],
    ['configmap', 'consumers'],
    ['service', 'pods'],
    ['networkpolicy', 'governs'],
    ['clusternetworkpolicy', 'governs'],
  ])('%s has the relation %s', (key, name) => {
    expect(
      relationFields(registry)
        .get(key)
        ?.map((field) => field.name),
    ).toContain(name);
  });

  test('combines only what links have, under names of its own', () => {
    const links = registry.flatMap((kind) => kind.links.flatMap((link) => [link.field, link.inverse]));
    for (const { name, on } of combinedFields) {
      expect(links).not.toContain(name);
      for (const key of on) {
        const field = relationFields(registry)
          .get(key)
          ?.find((each) => each.name === name);
        expect(field?.paths.length, `${key}.${name}`).toBeGreaterThan(0);
      }
    }
  });
});
