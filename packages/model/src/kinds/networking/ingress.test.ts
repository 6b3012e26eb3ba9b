import { describe, expect, it } from 'vitest';
import { graphOf } from '../../testing/graph-of.ts';
import { showKind } from '../../testing/show-kind.ts';

const shown = (yaml: string): string => `\n${showKind(yaml)}\n`;

describe('an ingress', () => {
  it('names its services with host, path and port, and other backends too, in the spelling of the API (W-32, W-44, W-48)', () => {
    expect(
      shown(`
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
  ingressClassName: nginx
  defaultBackend: { service: { name: fallback, port: { number: 80 } } }
  tls: [{ hosts: [shop.example], secretName: cert }]
  rules:
    - host: shop.example
      http:
        paths:
          - { path: /, pathType: Prefix, backend: { service: { name: web, port: { name: http } } } }
          - { path: /img, pathType: Exact, backend: { resource: { apiGroup: k8s.example, kind: Bucket, name: images } } }
status: { loadBalancer: { ingress: [{ ip: 192.0.2.1 }] } }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: bare, namespace: shop, annotations: { kubernetes.io/ingress.class: old } }
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: nginx, annotations: { ingressclass.kubernetes.io/is-default-class: 'true' } }
spec: { controller: k8s.io/ingress-nginx }
`),
    ).toMatchInlineSnapshot(`
      "
      UP healthy
      DefaultBackend = {"service":{"name":"fallback","port":{"number":80}}}
      TLS = [{"hosts":["shop.example"],"secretName":"cert"}]
      Rules = [{"host":"shop.example","http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"web","port":{"name":"http"}}}},{"path":"/img","pathType":"Exact","backend":{"resource":{"apiGroup":"k8s.example","kind":"Bucket","name":"images"}}}]}}]
      ClassName = "nginx"
      Hosts = ["shop.example"]
      Addresses = ["192.0.2.1"]
      -ingress-> service fallback {"Path":"spec.defaultBackend.service.name","Port":80}
      -ingress-> service web {"Path":"spec.rules[0].http.paths[0].backend.service.name","Host":"shop.example","HTTPPath":"/","PathType":"Prefix","Port":"http"}
      -ingress-> Bucket.k8s.example images {"Path":"spec.rules[0].http.paths[1].backend.resource","Host":"shop.example","HTTPPath":"/img","PathType":"Exact"}
      -ingress-> secret cert {"Path":"spec.tls[0].secretName","Hosts":"shop.example"}
      -ingress-> ingressclass nginx {"Path":"spec.ingressClassName"}
      UNKNOWN unknown NoAddress: no controller has reported an address
      DefaultBackend = null
      TLS = null
      Rules = null
      ClassName = "old"
      -ingress-> ingressclass old? {"Path":"metadata.annotations[\\"kubernetes.io/ingress.class\\"]"}
      UP healthy
      Controller = "k8s.io/ingress-nginx"
      Default = true
      "
    `);
  });

  it('is degraded when a service that it leads to does not exist', () => {
    const { statuses } = graphOf(`
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec: { defaultBackend: { service: { name: gone, port: { number: 80 } } } }
status: { loadBalancer: { ingress: [{ ip: 192.0.2.1 }] } }
`);
    expect(statuses).toContain('ingress web: DOWN degraded ReferenceMissing: service gone is missing');
    expect(statuses).toContain('service gone: DOWN missing NotFound: referred to, but does not exist');
  });
});
