import { expect, test } from 'vitest';
import { startWorld } from '../testing/world.ts';

/** A deployment of two pods that call 8080 http, one of the next version that has it on 9090, and services before them. */
async function shop() {
  const world = await startWorld();
  const { graph } = world;
  world.put({ id: 'ns', type: 'namespace', namespace: '', name: 'shop' });
  world.put({ id: 'd', type: 'deployment', namespace: 'shop', name: 'web' });
  world.put({ id: 'old', type: 'replicaset', namespace: 'shop', name: 'web-1' });
  world.put({ id: 'new', type: 'replicaset', namespace: 'shop', name: 'web-2' });
  const pod = (id: string, port: number) =>
    world.put({
      id,
      namespace: 'shop',
      name: id,
      fields: { IP: '10.0.0.1', NamedPorts: [`http=${port}/TCP`, 'dns=53/UDP'] },
    });
  pod('web-a', 8080);
  pod('web-b', 8080);
  const control = (from: string, to: string) => {
    const metadata = { Manager: 'k8s', RelationType: 'owner', Controller: true, Why: [{ Path: 'x' }] };
    const [start, end] = [graph.vertex(from)!, graph.vertex(to)!];
    graph.gain(start, end, { link: 'test', relationType: 'owner', role: '', metadata } as never);
    graph.commit();
  };
  control('d', 'old');
  control('old', 'web-a');
  control('old', 'web-b');
  const service = (id: string, fields: object) =>
    world.put({ id, type: 'service', namespace: 'shop', name: id, fields: { ...fields } as never });
  const ports = [{ Name: 'web', Port: 80, Protocol: 'TCP', TargetPort: 'http' }];
  service('front', { ClusterIP: '10.1.0.1', Ports: ports });
  service('bare', { ClusterIP: 'None', Ports: ports });
  for (const id of ['front', 'bare']) for (const to of ['web-a', 'web-b']) world.link(id, 'service', to);
  const upgrade = () => {
    pod('web-c', 9090);
    control('d', 'new');
    control('new', 'web-c');
  };
  const ask = async (to: string, rest: string) => {
    const { data, errors } = await world.ask<{ traffic: { port: number } }>(
      `{ traffic(from: "outside", to: "${to}", ${rest}) { port verdict } }`,
    );
    if (errors?.[0] !== undefined) expect(errors[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    return errors?.[0]?.message ?? data.traffic.port;
  };
  return { ...world, ask, upgrade, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
}

test('a port may be given by the name that the pods of the receiver have for it', async () => {
  await using world = await shop();
  for (const to of ['pod/shop/web-a', 'deployment/shop/web', 'namespace/shop', 'shop/web'])
    expect(await world.ask(to, 'portName: "http"'), to).toBe(8080);
  expect(await world.ask('pod/shop/web-a', 'portName: "dns", protocol: "udp"')).toBe(53);
});

test('of a service it is the service’s own name for it, which a headless one translates itself', async () => {
  await using world = await shop();
  expect(await world.ask('service/shop/front', 'portName: "web"')).toBe(80);
  expect(await world.ask('service/shop/bare', 'portName: "web"')).toBe(8080);
});

test.each([
  ['service/shop/front', 'portName: "http"', 'service/shop/front has no port "http" of TCP; it names web'],
  ['pod/shop/web-a', 'portName: "htpp"', 'pod/shop/web-a has no port "htpp" of TCP; it names dns, http'],
  ['pod/shop/web-a', 'portName: "dns"', 'pod/shop/web-a has no port "dns" of TCP; it names dns, http'],
  ['pod/shop/web-a', 'portName: "http", port: 8080', 'give port or portName, not both'],
  ['pod/shop/web-a', 'portName: "HTTP!"', '"HTTP!" cannot be the name of a port, such as http'],
  ['outside', 'portName: "http"', 'nobody knows what outside calls its ports: give the number'],
  ['192.0.2.1', 'portName: "http"', 'nobody knows what 192.0.2.1 calls its ports: give the number'],
])('to %s with %s is refused with a reason', async (to, rest, reason) => {
  await using world = await shop();
  expect(await world.ask(to, rest)).toBe(reason);
});

test('a name that stands for several ports is refused, not guessed', async () => {
  await using world = await shop();
  world.upgrade();
  expect(await world.ask('deployment/shop/web', 'portName: "http"')).toBe(
    'deployment/shop/web has "http" on 8080, 9090: give the number, or ask about one of its pods',
  );
  expect(await world.ask('pod/shop/web-c', 'portName: "http"')).toBe(9090);
});
