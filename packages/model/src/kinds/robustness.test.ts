import { describe, expect, it } from 'vitest';
import type { Kind } from './define.ts';
import type { Link } from './link.ts';
import { noteKinds, registry } from './registry.ts';

const nothing = { metadata: { name: 'x', uid: 'u' } };

function targetsOf(link: Link, object: never): readonly unknown[] {
  if (link.join === 'name') return link.refs(object).map(({ name }) => name);
  if (link.join === 'selector') return link.terms(object).map(({ selector }) => selector);
  return link.join === 'field'
    ? link.values(object).map(({ value }) => value)
    : link.blocks(object).map(({ cidr }) => cidr);
}

/** Everything that a kind can be asked about an object. */
function ask(kind: Kind, object: object): unknown {
  const kept = (kind.redact?.(object as never, (text) => `${text.length}`) ?? object) as never;
  return {
    status: kind.status(kept),
    fields: kind.fields.map(({ name, of }) => [name, of(kept)]),
    links: kind.links.flatMap((link) => targetsOf(link, kept)),
    parts: kind.parts?.(kept),
    indexed: Object.values(kind.indexed ?? {}).map((values) => values(kept)),
    trait: kind.trait?.(kept),
    note: kind.notes?.(kept),
  };
}

const asked = [...registry, ...noteKinds].filter(({ key }) => key !== 'container');

describe('every kind', () => {
  it.each(asked.map((kind) => [kind.key, kind] as const))('%s bears an object with nothing in it', (_, kind) => {
    for (const object of [
      nothing,
      { ...nothing, spec: {}, status: {} },
      { ...nothing, spec: {}, status: { conditions: [] } },
    ]) {
      expect(() => ask(kind, object)).not.toThrow();
    }
  });

  it.each(asked.map((kind) => [kind.key, kind] as const))(
    '%s changes nothing of the object that it reads',
    (_, kind) => {
      const object = freeze({
        ...nothing,
        spec: { template: { spec: { containers: [{ name: 'a', env: [{ name: 'A', value: 'v' }] }] } } },
        status: {},
      });
      expect(() => ask(kind, object)).not.toThrow();
    },
  );

  it.each(asked.map((kind) => [kind.key, kind] as const))('%s says the same after a heartbeat', (_, kind) => {
    const beat = (time: string) => ({
      metadata: {
        ...nothing.metadata,
        resourceVersion: time,
        annotations: { 'control-plane.alpha.kubernetes.io/leader': time },
      },
      spec: { renewTime: time },
      status: {
        conditions: [
          {
            type: 'Ready',
            status: 'True',
            lastHeartbeatTime: time,
            lastUpdateTime: time,
            lastTransitionTime: '2026-01-01T00:00:00Z',
          },
        ],
      },
    });
    expect(ask(kind, beat('2026-01-02T00:00:00Z'))).toEqual(ask(kind, beat('2026-01-03T00:00:00Z')));
  });
});

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) freeze(inner);
    Object.freeze(value);
  }
  return value;
}
