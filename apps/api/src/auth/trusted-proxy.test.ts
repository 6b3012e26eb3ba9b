import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startWorld } from '../testing/world.ts';
import { trustedProxy } from './trusted-proxy.ts';
import type { Credentials } from './viewer.ts';

const names = { userHeader: 'X-Forwarded-User', groupsHeader: 'X-Forwarded-Groups' };

/** A request from this address with these headers. */
const from = (remoteAddress: string, headers: Record<string, string>) =>
  ({ request: { headers, socket: { remoteAddress } } }) as unknown as Credentials;

test('a proxy is believed from its own addresses only, whichever way they are written', async () => {
  const way = trustedProxy({ from: ['10.1.0.0/16', '::1'], ...names });
  const alice = { 'x-forwarded-user': 'alice', 'x-forwarded-groups': 'dev, ops,,system:masters' };
  const viewer = { name: 'alice', groups: ['dev', 'ops', 'system:authenticated'] };
  for (const address of ['10.1.2.3', '::ffff:10.1.2.3', '::1'])
    expect(await way(from(address, alice))).toMatchObject(viewer);
  for (const address of ['10.2.0.1', '::ffff:10.2.0.1', '127.0.0.1', '::2'])
    expect(await way(from(address, alice))).toBeUndefined();
  expect(await way(from('10.1.2.3', {}))).toBeUndefined();
  expect(await way(from('10.1.2.3', { 'x-forwarded-user': 'system:admin' }))).toBeUndefined();
  expect(await way({ token: 'x' })).toBeUndefined();
});

test('every door takes the name from the proxy', async () => {
  await using world = await startWorld({}, { authenticate: trustedProxy({ from: ['127.0.0.1'], ...names }) });
  const headers = { 'x-forwarded-user': 'alice' };
  expect((await world.get('/api/topology')).status).toBe(401);
  expect((await world.get('/api/topology', { headers })).status).toBe(200);
  const first = (own: Record<string, string>) =>
    new Promise<string | number>((resolve) => {
      const url = `${world.url.replace(/^http/, 'ws')}/graphql`;
      const socket = new WebSocket(url, 'graphql-transport-ws', { headers: own });
      socket.on('open', () => socket.send('{"type":"connection_init"}'));
      socket.on('message', (data) => {
        resolve(String(data));
        socket.terminate();
      });
      socket.on('close', resolve);
    });
  expect(await first(headers)).toContain('connection_ack');
  expect(await first({})).toBe(4401);
});
