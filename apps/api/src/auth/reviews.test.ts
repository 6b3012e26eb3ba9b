import { expect, test } from 'vitest';
import { type Post, reviewWith, tokenReview } from './reviews.ts';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

test('the cluster says who shows a token; its word holds for ten seconds', async () => {
  let now = 0;
  const asked: unknown[] = [];
  const post: Post = async (path, body) => {
    asked.push([path, (body as { spec: unknown }).spec]);
    return { status: { authenticated: true, user: { username: 'alice', groups: ['b', 'a', 'b'] } } };
  };
  const authenticate = tokenReview(post, () => now);
  const token = `${part({})}.${part({ exp: 100 })}.sign`;
  const viewer = await authenticate({ token });
  expect(viewer).toMatchObject({ name: 'alice', groups: ['a', 'b'], expiresAt: 100_000 });
  expect(asked).toEqual([['/apis/authentication.k8s.io/v1/tokenreviews', { token }]]);
  now = 9_000;
  expect(await authenticate({ token })).toBe(viewer);
  now = 11_000;
  await authenticate({ token });
  expect(asked).toHaveLength(2);
});

test('no token, and one that the cluster refuses, is nobody; a cluster that is away is no answer to keep', async () => {
  let away = true;
  const post: Post = async () => {
    if (away) throw new Error('503');
    return { status: { authenticated: false } };
  };
  const authenticate = tokenReview(post);
  expect(await authenticate({})).toBeUndefined();
  await expect(authenticate({ token: 'x' })).rejects.toThrow('503');
  away = false;
  expect(await authenticate({ token: 'x' })).toBeUndefined();
});

test('a review asks for the user with groups and extra, and takes only a plain yes', async () => {
  const bodies: unknown[] = [];
  let status: unknown = { allowed: true };
  const review = reviewWith(async (_path, body) => {
    bodies.push((body as { spec: unknown }).spec);
    return { status };
  });
  const viewer = { name: 'alice', groups: ['dev'], rights: 'r', extra: { scopes: ['x'] } };
  const asked = { verb: 'list', group: 'apps', resource: 'deployments', namespace: 'a' } as const;
  expect(await review(viewer, asked)).toBe(true);
  expect(bodies).toEqual([{ user: 'alice', groups: ['dev'], extra: { scopes: ['x'] }, resourceAttributes: asked }]);
  for (status of [{ allowed: false }, { allowed: true, denied: true }, {}, undefined])
    expect(await review(viewer, asked)).toBe(false);
});
