import { expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { declaredPorts, ledPorts, openPorts } from './service-ports.ts';

const led = (yaml: string): string => {
  const [service, pod] = parseAllDocuments(yaml).map((document) => document.toJS()) as never[];
  const lines = ledPorts(declaredPorts(service!), openPorts(pod!)).map(
    ({ Port, Protocol, TargetPort, Container = 'nobody', ContainerPort = '?' }) =>
      `${Port}/${Protocol} (${TargetPort}) → ${Container}:${ContainerPort}`,
  );
  return `\n${lines.join('\n')}\n`;
};

const service = `
kind: Service
metadata: { name: web }
spec:
  ports:
    - { port: 80, targetPort: http }
    - { port: 8080 }
    - { port: 81, targetPort: 9999 }
    - { port: 53, protocol: UDP, targetPort: http }
    - { port: 90, targetPort: admin }
---
kind: Pod
`;

it('a port of a service leads to the container that declares the number, or the name for the same protocol', () => {
  expect(
    led(`${service}
spec:
  containers:
    - { name: main, ports: [{ name: http, containerPort: 8000 }, { containerPort: 8080 }] }
    - { name: other, ports: [{ name: http, containerPort: 8001, protocol: SCTP }] }
`),
  ).toMatchInlineSnapshot(`
    "
    80/TCP (http) → main:8000
    8080/TCP (8080) → main:8080
    81/TCP (9999) → nobody:9999
    53/UDP (http) → nobody:?
    90/TCP (admin) → nobody:?
    "
  `);
});

it('sidecars count after containers, init containers that end do not', () => {
  expect(
    led(`${service}
spec:
  initContainers:
    - { name: once, ports: [{ name: admin, containerPort: 1 }] }
    - { name: proxy, restartPolicy: Always, ports: [{ name: http, containerPort: 15001 }, { name: admin, containerPort: 15000 }] }
  containers:
    - { name: main, ports: [{ name: http, containerPort: 8000 }] }
`),
  ).toMatchInlineSnapshot(`
    "
    80/TCP (http) → main:8000
    8080/TCP (8080) → nobody:8080
    81/TCP (9999) → nobody:9999
    53/UDP (http) → nobody:?
    90/TCP (admin) → proxy:15000
    "
  `);
});

it('a number leads there whether or not somebody declares it, a name without a container to nobody', () => {
  expect(led(`${service}\nspec: { containers: [{ name: main }] }`)).toMatchInlineSnapshot(`
    "
    80/TCP (http) → nobody:?
    8080/TCP (8080) → nobody:8080
    81/TCP (9999) → nobody:9999
    53/UDP (http) → nobody:?
    90/TCP (admin) → nobody:?
    "
  `);
});

it('a headless service translates no ports', () => {
  expect(led(`${service.replace('spec:', 'spec:\n  clusterIP: None')}\nspec: { containers: [] }`)).toBe('\n\n');
});
