import { describe, expect, it } from 'vitest';
import { kindFor, objectsOf, redacted, showKind } from '../../testing/show-kind.ts';

const shown = (yaml: string): string => `\n${showKind(yaml)}\n`;

const everything = (yaml: string): string =>
  objectsOf(yaml)
    .map((object) => JSON.stringify(redacted(kindFor(object), object)))
    .join('\n');

describe('secrets and config maps', () => {
  it('show the names of their keys, sorted, and a hash in the place of the values (W-45, W-50)', () => {
    expect(
      shown(`
apiVersion: v1
kind: Secret
metadata: { name: mysql-pass, namespace: shop }
type: Opaque
data: { zone: enp6, password: aHVudGVyMg== }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
immutable: true
data: { mode: fast }
binaryData: { blob: AAAA }
---
apiVersion: v1
kind: Secret
metadata: { name: token, namespace: shop, annotations: { kubernetes.io/service-account.name: web } }
type: kubernetes.io/service-account-token
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: web, namespace: shop }
secrets: [{ name: token }]
imagePullSecrets: [{ name: registry }]
`),
    ).toMatchInlineSnapshot(`
      "
      UP healthy
      Type = "Opaque"
      Data = ["password","zone"]
      Hash = "hash of 45"
      UP healthy
      Data = ["blob","mode"]
      Hash = "hash of 33"
      Immutable = true
      UP healthy
      Type = "kubernetes.io/service-account-token"
      Data = []
      <-serviceaccount- serviceaccount web {"Path":"metadata.annotations[\\"kubernetes.io/service-account.name\\"]"}
      UP healthy
      -serviceaccount-> secret token {"Path":"secrets[0].name"}
      -serviceaccount-> secret registry {"Path":"imagePullSecrets[0].name"}
      "
    `);
  });

  it('keep no value anywhere (W-50)', () => {
    const kept = everything(`
apiVersion: v1
kind: Secret
metadata:
  name: mysql-pass
  annotations: { kubectl.kubernetes.io/last-applied-configuration: '{"stringData":{"password":"hunter2"}}' }
data: { password: aHVudGVyMg== }
stringData: { password: hunter2 }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { mode: hunter2 }
binaryData: { blob: aHVudGVyMg== }
---
apiVersion: v1
kind: Pod
metadata: { name: web, annotations: { kubectl.kubernetes.io/last-applied-configuration: hunter2 } }
spec:
  initContainers: [{ name: a, env: [{ name: A, value: hunter2 }] }]
  containers: [{ name: b, env: [{ name: B, value: hunter2 }, { name: C, valueFrom: { secretKeyRef: { name: s, key: k } } }] }]
  ephemeralContainers: [{ name: c, env: [{ name: D, value: hunter2 }] }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, annotations: { kubectl.kubernetes.io/last-applied-configuration: hunter2 } }
spec: { template: { spec: { containers: [{ name: b, env: [{ name: B, value: hunter2 }] }] } } }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: nightly }
spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: b, env: [{ name: B, value: hunter2 }] }] } } } } }
---
apiVersion: apps/v1
kind: ControllerRevision
metadata: { name: web-1 }
revision: 1
data: { spec: { template: { spec: { containers: [{ name: b, env: [{ name: B, value: hunter2 }] }] } } } }
`);
    expect(kept).not.toMatch(/hunter2|aHVudGVyMg/);
    expect(kept).toContain('{"name":"B"}');
    expect(kept).toContain('{"name":"C","valueFrom":{"secretKeyRef":{"name":"s","key":"k"}}}');
  });

  it('may be redacted twice', () => {
    const [secret] = objectsOf('{ apiVersion: v1, kind: Secret, metadata: { name: s }, data: { a: AAAA } }');
    const kind = kindFor(secret!);
    const once = redacted(kind, secret!);
    expect(redacted(kind, once)).toEqual(once);
  });

  it('change their hash with a value, and not with the order of keys', () => {
    const hashOf = (data: string) => {
      const [object] = objectsOf(`{ apiVersion: v1, kind: ConfigMap, metadata: { name: s }, data: ${data} }`);
      const kept = kindFor(object!).redact?.(object!, (text) => text) as unknown as { hash: string };
      return kept.hash;
    };
    expect(hashOf('{ a: x, b: y }')).toBe(hashOf('{ b: y, a: x }'));
    expect(hashOf('{ a: x, b: y }')).not.toBe(hashOf('{ a: x, b: z }'));
  });
});
