import { startWorld, type World } from '@canopy/api/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { canopy } from './testing.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
  for (const [id, namespace, name] of [
    ['p3', 'shop', 'web-2'],
    ['p1', 'default', 'web-1'],
    ['p2', 'shop', 'web-1'],
  ] as const)
    world.put({ id, namespace, name });
  world.put({ id: 's', type: 'service', namespace: 'shop', name: 'web' });
});

afterAll(() => world[Symbol.asyncDispose]());

const get = (...args: string[]) => canopy(['get', ...args], { CANOPY_SERVER: world.url });
const ids = async (...args: string[]) => {
  const { code, out, err } = await get(...args, '-o', 'jsonl');
  expect([code, err]).toEqual([0, '']);
  return out.split('\n').flatMap((line) => (line === '' ? [] : [(JSON.parse(line) as { ID: string }).ID]));
};

test('resources come by namespace and name, whatever the graph learned first', async () => {
  expect(await ids('pods')).toEqual(['p1', 'p2', 'p3']);
});

test('several kinds may be named at once', async () => {
  expect(await ids('svc,pods', '-n', 'shop')).toEqual(['s', 'p2', 'p3']);
  expect((await get('pods,svcs')).err).toBe('canopy: there is no kind "svcs"; canopy kinds lists them\n');
});

test('all namespaces go over one of them, as with kubectl', async () => {
  expect(await ids('pods', '-n', 'shop', '-A')).toEqual(['p1', 'p2', 'p3']);
});

test('a name may stand behind its kind, with its namespace or without', async () => {
  expect(await ids('pod/web-1')).toEqual(['p1', 'p2']);
  expect(await ids('pod/shop/web-1')).toEqual(['p2']);
  expect(await ids('pod/shop/web-1', '-n', 'shop')).toEqual(['p2']);
});

test.each([
  [['pod/web-1', 'web-2'], 'two names: "web-1" and "web-2"; one is enough'],
  [['pod/shop/web-1', '-n', 'default'], 'two namespaces: "shop" and "default"; one is enough'],
  [['pod/a/b/c'], '"pod/a/b/c" names nothing; say KIND, KIND/NAME or KIND/NAMESPACE/NAME'],
  [['pod/'], '"pod/" names nothing; say KIND, KIND/NAME or KIND/NAMESPACE/NAME'],
  [['podd'], 'there is no kind "podd"; did you mean pod?'],
  [
    ['pods', '-n', 'The Shop'],
    '"The Shop" cannot be the name of a namespace: lower-case letters, digits and -, at most 63',
  ],
  [['po', 'nope', '-n', 'shop'], 'there is no pod "nope" in namespace shop'],
  [[''], 'there is no kind ""; canopy kinds lists them'],
])('%j is refused with a reason', async (args, reason) => {
  expect(await get(...args)).toEqual({ code: 1, out: '', err: `canopy: ${reason}\n` });
});

test('a kind is looked up by its group too', async () => {
  const { code, out } = await canopy(['kinds', 'Deployments.apps', '-o', 'json'], { CANOPY_SERVER: world.url });
  expect([code, (JSON.parse(out) as { key: string }[]).map(({ key }) => key)]).toEqual([0, ['deployment']]);
});
