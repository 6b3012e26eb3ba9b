import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defineKind, type Kind } from './define.ts';
import { kindOf, lookup } from './lookup.ts';
import { noteKinds, registry } from './registry.ts';
import { exists } from './state.ts';
import { problemsOf } from './verify.ts';

const here = import.meta.dirname;

describe('the registry', () => {
  it('holds together', () => {
    expect(problemsOf([...registry, ...noteKinds])).toEqual([]);
  });

  it('lists every file that defines a kind exactly once', () => {
    const files = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter((path) => {
      return (
        path.endsWith('.ts') &&
        !path.endsWith('.test.ts') &&
        /= defineKind/.test(readFileSync(`${here}/${path}`, 'utf8'))
      );
    });
    const text = readFileSync(`${here}/registry.ts`, 'utf8');
    const imported = [...text.matchAll(/from '\.\/(.+)'/g)]
      .map(([, path]) => path)
      .filter((path) => path !== 'define.ts');
    expect(imported.sort()).toEqual(files.sort());
    expect(registry.length + noteKinds.length).toBe(files.length);
  });

  it('knows a kind by its key, its type, its API kind and its plural', () => {
    const kinds = lookup(registry);
    expect(kinds.byKey('gateway.networking.istio.io')?.manager).toBe('istio');
    expect(kinds.byType('gateway').map(({ key }) => key)).toEqual(['gateway', 'gateway.networking.istio.io']);
    expect(kinds.byKind('apps', 'Deployment')?.key).toBe('deployment');
    expect(kinds.byPlural('', 'endpoints')?.key).toBe('endpoints');
    expect(kinds.resolve({ group: 'networking.istio.io', kind: 'Gateway' })?.manager).toBe('istio');
    expect(kindOf('pod')?.api?.plural).toBe('pods');
    expect(kindOf('unheardof')).toBeUndefined();
  });
});

describe('a registry that does not hold together', () => {
  const base: Kind = defineKind({
    key: 'widget',
    type: 'widget',
    manager: 'k8s',
    group: 'extension',
    doc: 'A widget.',
    fields: [],
    status: exists,
    links: [],
  });
  const link = {
    join: 'name',
    to: 'widget',
    relation: 'widget',
    direction: 'out',
    doc: 'Others.',
    refs: () => [],
  } as const;

  it.each<[string, readonly Kind[], string]>([
    ['names a key twice', [base, base], 'two kinds have the key widget'],
    ['leads nowhere', [{ ...base, links: [{ ...link, to: 'gadget', field: 'a', inverse: 'b' }] }], 'leads to gadget'],
    ['takes a name twice', [{ ...base, links: [{ ...link, field: 'a', inverse: 'a' }] }], 'widget.a is claimed'],
    ['takes a name of all', [{ ...base, links: [{ ...link, field: 'labels', inverse: 'b' }] }], 'every kind'],
    ['has no sentence for a doc', [{ ...base, doc: 'widgets' }], 'the doc is no sentence'],
  ])('is told that it %s', (_, kinds, problem) => {
    expect(problemsOf(kinds).join('\n')).toContain(problem);
  });
});
