/** What a user does at a terminal: kubectl against the server. */

import { afterAll, describe, expect, test } from 'vitest';
import { hasKubectl, kubectlFor } from '../control-plane/kubectl.ts';
import { clientOf } from './client.ts';
import { serverUnderTest } from './server.ts';

const server = await serverUnderTest();
const client = clientOf(server);
const namespace = await client.namespace();
const kubectl = kubectlFor([...server.kubectl, '--namespace', namespace]);
const image = '--image=registry.k8s.io/echoserver:1.10';
afterAll(() => server.close());

const lines = (text: string) => text.trimEnd().split('\n');

describe.skipIf(!hasKubectl)(`kubectl on the ${server.name}`, () => {
  test('a deployment is created, exposed, scaled and rolled out', async () => {
    expect(await kubectl(`create deployment hello-node ${image}`)).toBe('deployment.apps/hello-node created\n');
    expect(await kubectl('expose deployment hello-node --type=LoadBalancer --port=8080')).toBe(
      'service/hello-node exposed\n',
    );
    expect(await kubectl('scale deployment hello-node --replicas=3')).toBe('deployment.apps/hello-node scaled\n');
    expect(await kubectl('rollout status deployment/hello-node --timeout=60s')).toContain('successfully rolled out');
    const [head, row] = lines(await kubectl('get deployment hello-node'));
    expect(head).toMatch(/^NAME +READY +UP-TO-DATE +AVAILABLE +AGE$/);
    expect(row).toMatch(/^hello-node +3\/3 +3 +3 +\S+$/);
    const pods = lines(await kubectl('get pods -l app=hello-node --no-headers'));
    expect(pods).toHaveLength(3);
    for (const pod of pods) expect(pod).toMatch(/^hello-node-[a-z0-9]+-[a-z0-9]{5} +1\/1 +Running +0 +\S+$/);
    await kubectl('rollout restart deployment/hello-node');
    expect(await kubectl('rollout status deployment/hello-node --timeout=60s')).toContain('successfully rolled out');
    expect(await kubectl('get service hello-node -o jsonpath={.spec.ports[0].port}')).toBe('8080');
    await kubectl('delete service,deployment hello-node');
    await kubectl('wait --for=delete pod -l app=hello-node --timeout=60s');
  });

  test('a manifest of several objects is applied, changed and deleted', async () => {
    const manifest = (colour: string) => `
apiVersion: v1
kind: ConfigMap
metadata: { name: paint }
data: { colour: ${colour} }
---
apiVersion: v1
kind: Service
metadata: { name: paint }
spec: { selector: { app: paint }, ports: [{ port: 80 }] }
`;
    const verbs = async (colour: string) => lines(await kubectl('apply -f -', manifest(colour)));
    expect(await verbs('red')).toEqual(['configmap/paint created', 'service/paint created']);
    expect(await verbs('red')).toEqual(['configmap/paint unchanged', 'service/paint unchanged']);
    expect(await verbs('blue')).toEqual(['configmap/paint configured', 'service/paint unchanged']);
    expect(await kubectl('get configmap paint -o jsonpath={.data.colour}')).toBe('blue');
    await kubectl('delete -f -', manifest('blue'));
    await expect(kubectl('get configmap paint')).rejects.toThrow('configmaps "paint" not found');
  });

  test('a field that does not exist is refused by name', async () => {
    const wrong = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: wrong }\ndatum: { a: "1" }\n';
    await expect(kubectl('apply -f -', wrong)).rejects.toThrow(/unknown field "datum"/);
  });

  test('applying on the server tells conflicts apart from changes', async () => {
    const manifest = (value: string) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: owned }\ndata: { a: "${value}" }\n`;
    expect(await kubectl('apply --server-side -f -', manifest('1'))).toBe('configmap/owned serverside-applied\n');
    const other = 'apply --server-side --field-manager=other -f -';
    await expect(kubectl(other, manifest('2'))).rejects.toThrow(/conflict.*"kubectl"/s);
    await kubectl(`${other} --force-conflicts`, manifest('2'));
    expect(await kubectl('get configmap owned -o jsonpath={.data.a}')).toBe('2');
  });

  test('secrets and config maps are made from literals', async () => {
    await kubectl('create secret generic login --from-literal=user=ann');
    await kubectl('create configmap settings --from-literal=mode=quiet');
    expect(await kubectl('get secret login -o jsonpath={.data.user}')).toBe('YW5u');
    expect(lines(await kubectl('get configmap settings --no-headers'))[0]).toMatch(/^settings +1 +\S+$/);
  });

  test('objects are labelled, annotated, patched and selected', async () => {
    await kubectl('create configmap marked');
    expect(await kubectl('label configmap marked colour=red')).toBe('configmap/marked labeled\n');
    await expect(kubectl('label configmap marked colour=blue')).rejects.toThrow('--overwrite');
    await kubectl('annotate configmap marked note=hello');
    await kubectl('patch configmap marked --type=json -p [{"op":"add","path":"/data","value":{"a":"1"}}]');
    expect(await kubectl('get configmap -l colour=red -o name')).toBe('configmap/marked\n');
    expect(await kubectl('get configmap marked -o jsonpath={.metadata.annotations.note}{.data.a}')).toBe('hello1');
    expect(await kubectl('label configmap marked colour-')).toBe('configmap/marked unlabeled\n');
  });

  test('a difference is shown before it is applied', async () => {
    const manifest = (value: string) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: shown }\ndata: { a: "${value}" }\n`;
    await kubectl('apply -f -', manifest('before'));
    await expect(kubectl('diff -f -', manifest('after'))).rejects.toThrow();
    expect(await kubectl('diff -f -', manifest('before'))).toBe('');
    expect(await kubectl('get configmap shown -o jsonpath={.data.a}')).toBe('before');
  });

  test('a namespace and what is in it are made and deleted', async () => {
    const name = `${namespace}-two`;
    await kubectl(`create namespace ${name}`);
    expect(await kubectl(`get namespace ${name} -o jsonpath={.status.phase}`)).toBe('Active');
    await kubectl(`delete namespace ${name} --timeout=60s`);
    await expect(kubectl(`get namespace ${name}`)).rejects.toThrow('not found');
  });

  test('an administrator may, and is told so', async () => {
    expect(await kubectl('auth can-i create deployments')).toBe('yes\n');
  });

  test('resources are listed with their short names', async () => {
    const resources = await kubectl('api-resources --api-group=apps');
    expect(resources).toMatch(/^deployments +deploy +apps\/v1 +true +Deployment$/m);
  });

  test('one object is described', async () => {
    await kubectl('create service clusterip told --tcp=80');
    expect(await kubectl('describe service told')).toMatch(/^Name: +told$/m);
  });
});
