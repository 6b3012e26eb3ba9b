/** The real kubectl against the sandbox, without credentials. */

import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from './sandbox.ts';

const present = spawnSync('kubectl', ['version', '--client']).status === 0;
if (!present)
  process.stderr.write(
    '\nSKIPPED: no kubectl on the PATH, so nothing proves that kubectl works against the sandbox\n\n',
  );

let sandbox: Sandbox;
const env = { ...process.env, KUBECONFIG: '/dev/null' };

function kubectl(args: string, input = '', accept: readonly number[] = [0]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      'kubectl',
      [`--server=${sandbox.url}`, ...args.split(' ')],
      { env },
      (error, stdout, stderr) => {
        const code = error ? Number(error.code ?? 1) : 0;
        if (accept.includes(code)) resolve(stdout);
        else reject(new Error(`kubectl ${args}: ${stderr}`));
      },
    );
    child.stdin?.end(input);
  });
}

const manifest = (value: string) => `
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { value: "${value}" }
`;

describe.skipIf(!present)('kubectl', () => {
  beforeAll(async () => {
    sandbox = await startSandbox({ samples: false });
  });
  afterAll(() => sandbox.close());

  it('creates, exposes and rolls out a deployment', async () => {
    await kubectl('create deployment web --image=nginx --replicas=2 --port=80');
    await kubectl('expose deployment web --port=80');
    expect(await kubectl('rollout status deployment/web --timeout=60s')).toContain('successfully rolled out');
    expect(await kubectl('get deployments,replicasets,pods,services -l app=web')).toMatch(/pod\/web-.* +1\/1 +Running/);
    await kubectl('set image deployment/web nginx=nginx:2');
    await kubectl('rollout status deployment/web --timeout=60s');
    await kubectl('rollout undo deployment/web');
    await kubectl('rollout status deployment/web --timeout=60s');
    expect(await kubectl('rollout history deployment/web')).toMatch(/2[\s\S]*3/);
  });

  it('scales and waits', async () => {
    await kubectl('create deployment scaled --image=nginx');
    await kubectl('scale deployment scaled --replicas=3');
    await kubectl('wait deployment/scaled --for=jsonpath={.status.readyReplicas}=3 --timeout=60s');
    await kubectl('wait pods -l app=scaled --for=condition=Ready --timeout=60s');
  });

  it('applies on the client and on the server, and shows the difference', async () => {
    await kubectl('apply -f -', manifest('one'));
    expect(await kubectl('diff -f -', manifest('two'), [1])).toMatch(/-\s+value: one[\s\S]*\+\s+value: two/);
    await kubectl('apply --server-side --force-conflicts -f -', manifest('two'));
    expect(await kubectl('get configmap settings -o jsonpath={.data.value}')).toBe('two');
    expect(await kubectl('apply -f -', manifest('two'))).toContain('settings');
  });

  it.each([
    ['strategic', '{"metadata":{"labels":{"a":"1"}}}', '1'],
    ['merge', '{"metadata":{"labels":{"a":"2"}}}', '2'],
    ['json', '[{"op":"replace","path":"/metadata/labels/a","value":"3"}]', '3'],
  ])('patches: %s', async (type, patch, expected) => {
    await kubectl('apply -f -', '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"patched"}}');
    if (type === 'json') await kubectl('label configmap patched a=0 --overwrite');
    await kubectl(`patch configmap patched --type=${type} -p ${patch}`);
    expect(await kubectl('get configmap patched -o jsonpath={.metadata.labels.a}')).toBe(expected);
  });

  it.each([
    'namespace team',
    'serviceaccount bot',
    'configmap made --from-literal=a=b',
    'secret generic hidden --from-literal=a=b',
    'service clusterip plain --tcp=80',
    'service nodeport outside --tcp=80',
    'job once --image=busybox',
    'cronjob tick --image=busybox --schedule=@daily',
    'quota limit --hard=pods=9',
    'role reader --verb=get --resource=pods',
    'rolebinding readers --role=reader --user=ann',
    'clusterrole nodes --verb=list --resource=nodes',
    'clusterrolebinding nodes --clusterrole=nodes --group=staff',
    'ingress front --rule=example.test/*=plain:80',
    'poddisruptionbudget spare --selector=app=web --min-available=1',
    'priorityclass high --value=5',
  ])('creates: %s', async (what) => expect(await kubectl(`create ${what}`)).toContain('created'));

  it('describes a pod with its events', async () => {
    await kubectl('run told --image=nginx');
    await kubectl('wait pod/told --for=condition=Ready --timeout=60s');
    expect(await kubectl('describe pod told')).toMatch(/Status: +Running[\s\S]*Events:[\s\S]*Scheduled[\s\S]*Started/);
  });

  it('asks what it may do', async () => {
    expect(await kubectl('auth can-i delete nodes')).toContain('yes');
    expect(await kubectl('auth can-i delete nodes --as=ann', '', [1])).toContain('no');
    expect(await kubectl('auth whoami')).toContain('kubernetes-admin');
  });

  it('lists the resources and the custom ones of an applied definition', async () => {
    const names = { plural: 'widgets', kind: 'Widget', shortNames: ['wd'] };
    const column = { name: 'Size', type: 'integer', jsonPath: '.spec.size' };
    const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
    const version = { name: 'v1', served: true, storage: true, schema, additionalPrinterColumns: [column] };
    const spec = { group: 'example.test', scope: 'Namespaced', names, versions: [version] };
    const crd = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'widgets.example.test' },
      spec,
    };
    await kubectl('apply -f -', JSON.stringify(crd));
    await kubectl('wait crd/widgets.example.test --for=condition=Established --timeout=60s');
    await kubectl(
      'apply -f -',
      '{"apiVersion":"example.test/v1","kind":"Widget","metadata":{"name":"one"},"spec":{"size":7}}',
    );
    expect(await kubectl('get wd')).toMatch(/NAME +SIZE\none +7/);
    expect(await kubectl('api-resources')).toMatch(/deployments +deploy +apps\/v1 +true +Deployment[\s\S]*widgets/);
  });

  it('drains a node, and the pods come up elsewhere', async () => {
    await kubectl('drain sandbox-2 --ignore-daemonsets --force --delete-emptydir-data --timeout=60s');
    expect(await kubectl('get pods --field-selector spec.nodeName=sandbox-2 -o name')).toBe('');
    await kubectl('uncordon sandbox-2');
  });

  it('follows changes', async () => {
    const child: ChildProcess = spawn(
      'kubectl',
      [`--server=${sandbox.url}`, 'get', 'configmaps', '-w', '--output-watch-events'],
      { env },
    );
    const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
    const until = async (text: string) => {
      for (;;) {
        const { value, done } = await lines.next();
        if (done) throw new Error(`kubectl ended before ${text}`);
        if (value.includes(text)) return value;
      }
    };
    await until('kube-root-ca.crt');
    await kubectl('create configmap followed --from-literal=a=b');
    expect(await until('followed')).toMatch(/^ADDED +followed +1/);
    await kubectl('delete configmap followed');
    expect(await until('followed')).toMatch(/^DELETED/);
    child.kill();
  });

  it('deletes a namespace and what is in it', async () => {
    await kubectl('create namespace doomed');
    await kubectl('create deployment web --image=nginx -n doomed');
    await kubectl('delete namespace doomed --timeout=60s');
    expect(await kubectl('get namespace doomed --ignore-not-found')).toBe('');
  });
});
