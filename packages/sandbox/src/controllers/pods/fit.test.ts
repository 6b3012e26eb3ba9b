import { expect, test } from 'vitest';
import { loadOf } from './fit.ts';

const container = (cpu: string, more = {}) => ({ name: cpu, image: 'i', resources: { requests: { cpu } }, ...more });
const sidecar = { restartPolicy: 'Always' };
const cpuOf = (initContainers: ReturnType<typeof container>[], overhead = {}) =>
  loadOf({ spec: { initContainers, containers: [container('500m'), container('1')], overhead } }).cpu;

test('a pod asks for what its containers and sidecars take together, or for its largest init container', () => {
  expect(cpuOf([])).toBe(1.5);
  expect(cpuOf([container('1')])).toBe(1.5);
  expect(cpuOf([container('1'), container('4')])).toBe(4);
  expect(cpuOf([container('250m', sidecar)])).toBe(1.75);
  expect(cpuOf([container('1', sidecar), container('4')])).toBe(5);
  expect(cpuOf([container('4'), container('1', sidecar)])).toBe(4);
  expect(cpuOf([], { cpu: '100m' })).toBe(1.6);
});
