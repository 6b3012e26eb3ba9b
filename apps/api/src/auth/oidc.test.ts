import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { type OidcOptions, oidc } from './oidc.ts';
import type { Authenticate } from './viewer.ts';

const now = 1_700_000_000;

interface Provider extends AsyncDisposable {
  readonly issuer: string;
  readonly authenticate: Authenticate;
  sign(claims: JWTPayload, key?: CryptoKey): Promise<string>;
  away: boolean;
}

/** An identity provider with one key, that describes itself as it should. */
async function provider(options: Partial<OidcOptions> = {}): Promise<Provider> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256', use: 'sig' };
  let issuer = '';
  const server: Server = createServer((request, response) => {
    if (made.away) return response.writeHead(503).end();
    const path = request.url;
    const body =
      path === '/.well-known/openid-configuration'
        ? { issuer, jwks_uri: `${issuer}/keys` }
        : path === '/keys'
          ? { keys: [jwk] }
          : undefined;
    return response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const made: Provider = {
    issuer,
    away: false,
    authenticate: oidc(
      {
        ...{ issuer, audience: 'canopy', usernameClaim: 'sub', groupsClaim: 'groups' },
        ...{ usernamePrefix: '', groupsPrefix: '', ...options },
      },
      () => now * 1_000,
    ),
    sign: (claims, key = privateKey) =>
      new SignJWT({ iss: issuer, aud: 'canopy', exp: now + 60, ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: 'one' })
        .sign(key),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return made;
}

test('a token that the provider signed names its user and groups until it ends', async () => {
  await using idp = await provider({ usernamePrefix: 'idp:', groupsPrefix: 'idp:' });
  const token = await idp.sign({ sub: 'alice', groups: ['dev', 'ops'] });
  expect(await idp.authenticate({ token })).toMatchObject({
    name: 'idp:alice',
    groups: ['idp:dev', 'idp:ops', 'system:authenticated'],
    expiresAt: (now + 60) * 1_000,
  });
});

test('tokens for others, of others, from before and without an end are nobody’s', async () => {
  await using idp = await provider();
  const { privateKey: stranger } = await generateKeyPair('ES256');
  const none = Buffer.from('{"alg":"none"}').toString('base64url');
  const claims = Buffer.from(JSON.stringify({ iss: idp.issuer, aud: 'canopy', sub: 'alice', exp: now + 60 }));
  const shared = new SignJWT({ iss: idp.issuer, aud: 'canopy', sub: 'alice', exp: now + 60 });
  const wrong = [
    undefined,
    'opaque',
    'a.b.c',
    `${none}.${claims.toString('base64url')}.`,
    await shared.setProtectedHeader({ alg: 'HS256', kid: 'one' }).sign(new TextEncoder().encode('x'.repeat(32))),
    await idp.sign({ sub: 'alice' }, stranger),
    await idp.sign({ sub: 'alice', aud: 'another' }),
    await idp.sign({ sub: 'alice', iss: 'https://evil.test' }),
    await idp.sign({ sub: 'alice', exp: now - 60 }),
    await idp.sign({ sub: 'alice', nbf: now + 600 }),
    await idp.sign({ sub: 'alice', exp: undefined as never }),
    await idp.sign({ sub: '' }),
    await idp.sign({ sub: 7 as never }),
  ];
  for (const token of wrong) expect([token, await idp.authenticate({ token })]).toEqual([token, undefined]);
});

test('a provider makes nobody a user or a group of the cluster itself', async () => {
  await using idp = await provider();
  expect(await idp.authenticate({ token: await idp.sign({ sub: 'system:admin' }) })).toBeUndefined();
  const groups = ['system:masters', 'dev', 7 as never];
  const viewer = await idp.authenticate({ token: await idp.sign({ sub: 'alice', groups }) });
  expect(viewer?.groups).toEqual(['dev', 'system:authenticated']);
});

test('an address that was not verified names nobody', async () => {
  await using idp = await provider({ usernameClaim: 'email' });
  const email = 'alice@example.org';
  expect(await idp.authenticate({ token: await idp.sign({ email, email_verified: false }) })).toBeUndefined();
  const token = await idp.sign({ email, email_verified: true, groups: 'dev' });
  expect(await idp.authenticate({ token })).toMatchObject({ name: email, groups: ['dev', 'system:authenticated'] });
});

test('a provider that is away at the start is asked again', async () => {
  await using idp = await provider();
  const token = await idp.sign({ sub: 'alice' });
  idp.away = true;
  await expect(idp.authenticate({ token })).rejects.toThrow('503');
  idp.away = false;
  expect(await idp.authenticate({ token })).toMatchObject({ name: 'alice' });
});
