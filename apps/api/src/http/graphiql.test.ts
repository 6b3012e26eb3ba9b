import { describe, expect, test } from 'vitest';
import { configSchema, graphiqlOn } from '../config.ts';
import { startWorld } from '../testing/world.ts';

describe('the query editor', () => {
  test('is on where only this machine can ask, and elsewhere on demand', () => {
    const on = (given: object) => graphiqlOn(configSchema.parse(given));
    expect(on({})).toBe(true);
    expect(on({ graphiql: false })).toBe(false);
    expect(on({ host: '0.0.0.0' })).toBe(false);
    expect(on({ host: '0.0.0.0', graphiql: true })).toBe(true);
    expect(on({ introspection: false, graphiql: true })).toBe(false);
  });

  test('comes from this server alone, and its page holds no script that the policy would have to allow', async () => {
    await using world = await startWorld();
    const response = await world.get('/graphiql');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self';");
    const page = await response.text();
    expect(page).not.toMatch(/https?:/);
    expect(page).not.toMatch(/<script(?! src="\/)/);
    const parts = [...page.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path!);
    expect(parts).toHaveLength(4);
    for (const path of [...parts, '/graphiql/graphql.worker.js']) {
      const part = await world.get(path);
      expect([part.status, part.headers.get('content-encoding')], path).toEqual([200, 'gzip']);
      expect(part.headers.get('content-type')).toMatch(path.endsWith('.css') ? 'text/css' : 'text/javascript');
      expect((await part.text()).length).toBeGreaterThan(50);
    }
    expect((await world.get('/graphiql', { method: 'HEAD' })).status).toBe(200);
    expect((await world.get('/graphiql', { method: 'POST' })).status).toBe(405);
    expect((await world.get('/graphiql/other.js')).status).toBe(404);
    expect((await world.get('/graphiql/toString')).status).toBe(404);
  });

  test('is not there when it is switched off', async () => {
    await using world = await startWorld({ graphiql: false });
    expect((await world.get('/graphiql')).status).toBe(404);
    expect((await world.get('/graphiql/editor.js')).status).toBe(404);
  });
});
