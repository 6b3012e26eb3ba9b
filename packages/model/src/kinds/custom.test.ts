import { describe, expect, it } from 'vitest';
import { graphOf } from '../testing/graph-of.ts';
import { kindFor, objectsOf, printStatus, redacted } from '../testing/show-kind.ts';
import { customKind } from './custom.ts';
import { registry } from './registry.ts';

const widget = customKind({
  group: 'example.com',
  versions: ['v1'],
  plural: 'widgets',
  kind: 'Widget',
  namespaced: true,
});
const kinds = [...registry, widget];

const statusOf = (status: string, metadata = ''): string => {
  const [object] = objectsOf(
    `{ apiVersion: example.com/v1, kind: Widget, metadata: { name: w${metadata} }, status: ${status} }`,
  );
  return printStatus(widget.status(object!));
};

describe('a custom resource', () => {
  it('has a key with its group, and its kind for a type', () => {
    expect(widget).toMatchObject({ key: 'widget.example.com', type: 'widget', optional: true });
  });

  it.each([
    ["{ conditions: [{ type: Ready, status: 'True' }] }", 'UP healthy'],
    ["{ conditions: [{ type: Synced, status: 'True' }] }", 'UP healthy'],
    ["{ conditions: [{ type: Ready, status: 'False', reason: NoDisk, message: full }] }", 'DOWN degraded NoDisk: full'],
    ["{ conditions: [{ type: Ready, status: 'False' }, { type: Progressing, status: 'True' }] }", 'DOWN progressing'],
    ['{ conditions: [{ type: Ready, status: Unknown, reason: Asking }] }', 'UNKNOWN unknown Asking'],
    ['{ phase: Running }', 'UP healthy Running'],
    ['{ phase: Failed, message: no luck }', 'DOWN degraded Failed: no luck'],
    ['{ state: Suspended }', 'UP suspended Suspended'],
    ['{ phase: Dancing }', 'UNKNOWN unknown Dancing'],
    ['{ conditions: 7 }', 'UNKNOWN unknown NoStatus: the object reports no state'],
    ['{}', 'UNKNOWN unknown NoStatus: the object reports no state'],
  ])('with the status %s is %s, and never up without a word', (status, expected) => {
    expect(statusOf(status)).toBe(expected);
  });

  it('is on its way while its controller has not seen the latest spec', () => {
    expect(
      statusOf("{ observedGeneration: 1, conditions: [{ type: Ready, status: 'True' }] }", ', generation: 2'),
    ).toBe('UP progressing NotObserved');
  });

  it('stands in its namespace, under its owner and its definition', () => {
    const { edges } = graphOf(
      `
{ apiVersion: apps/v1, kind: Deployment, metadata: { name: web, namespace: shop, uid: d } }
---
{ apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: { name: widgets.example.com } }
---
{ apiVersion: example.com/v1, kind: Widget, metadata: { name: w, namespace: shop, ownerReferences: [{ apiVersion: apps/v1, kind: Deployment, name: web, uid: d }] } }
`,
      kinds,
    );
    expect(edges).toEqual([
      'customresourcedefinition widgets.example.com -customresourcedefinition-> widget w',
      'deployment web -deployment-> widget w',
    ]);
  });

  it('keeps no environment value, however deep a pod template lies in it', () => {
    const [object] = objectsOf(`
apiVersion: example.com/v1
kind: Widget
metadata: { name: w, annotations: { kubectl.kubernetes.io/last-applied-configuration: hunter2 } }
spec: { tiers: [{ template: { containers: [{ env: [{ name: A, value: hunter2 }] }] } }] }
`);
    const kept = JSON.stringify(redacted(kindFor(object!, kinds), object!));
    expect(kept).not.toContain('hunter2');
    expect(kept).toContain('{"name":"A"}');
  });
});
