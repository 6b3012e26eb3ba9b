import { GraphNode } from '@canopy/model';
import { describe, expect, it } from 'vitest';
import { node } from '../../testing/world.ts';
import { Whole } from './whole.svelte.ts';

const pod = (more: object = {}) => GraphNode.from(node('pod', 'a/x', more));

function server() {
  const asked: string[] = [];
  const status = { state: 'UP', health: 'healthy', reason: null, message: null, since: 7 };
  const client = {
    query: (_document: unknown, { query }: { query: string }) => ({
      toPromise: async () => {
        asked.push(query);
        return { data: { gremlin: { nodes: [{ labels: { app: 'web' }, status, fields: { Node: 'n1' } }] } } };
      },
    }),
  };
  return { asked, client: client as never };
}

describe('the whole of an object', () => {
  it('is asked for once while the object stays as it is', async () => {
    const { asked, client } = server();
    const whole = new Whole(client);
    const brief = pod();
    expect(whole.with(brief).fields).toEqual({});
    await Promise.all([whole.ask(brief), whole.ask(brief)]);
    expect(asked).toEqual(['G.V("pod:a/x")']);
    const { fields, labels, status } = whole.with(brief);
    expect({ fields, labels, status }).toEqual({
      fields: { Node: 'n1' },
      labels: { app: 'web' },
      status: { state: 'UP', health: 'healthy', since: 7 },
    });
  });

  it('goes on showing what was said while a change is asked about', async () => {
    const { client } = server();
    const whole = new Whole(client);
    await whole.ask(pod());
    const failed = pod({ status: { state: 'DOWN', health: 'degraded' } });
    expect([whole.with(failed).status.state, whole.with(failed).fields]).toEqual(['DOWN', { Node: 'n1' }]);
    expect(whole.with(GraphNode.from(node('pod', 'a/other'))).fields).toEqual({});
  });
});
