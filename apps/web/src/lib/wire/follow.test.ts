import { CombinedError } from '@urql/core';
import { describe, expect, it } from 'vitest';
import { follow } from './follow.ts';
import type { QueryProblem, TopologyFrame } from './frames.ts';

interface Answer {
  data?: { topology: Partial<TopologyFrame> };
  error?: CombinedError;
  hasNext: boolean;
}

/** A server that answers each subscription with the next script, and notes what it was asked. */
function server(scripts: Answer[][]) {
  const asked: { since: number | null; filter: unknown }[] = [];
  const client = {
    subscription: (_document: unknown, variables: { since: number | null; filter: unknown }) => ({
      subscribe: (take: (answer: Answer) => void) => {
        asked.push(variables);
        const script = scripts.shift() ?? [];
        queueMicrotask(() => script.forEach(take));
        return { unsubscribe: () => {} };
      },
    }),
  };
  return { asked, client: client as never };
}

const frame = (revision: number): Answer => ({ data: { topology: { type: 'DELTA', revision } }, hasNext: true });
const cut: Answer = { error: new CombinedError({ networkError: new Error('closed') }), hasNext: false };

async function run(scripts: Answer[][], rounds: number) {
  const { asked, client } = server(scripts);
  const stop = new AbortController();
  const waits: number[] = [];
  let since: number | undefined;
  let lost = 0;
  let refused: QueryProblem | undefined;
  const pause = async (ms: number) => {
    waits.push(ms);
    if (waits.length >= rounds) stop.abort();
  };
  await follow(
    { client, filter: { gremlin: 'G.V()' }, signal: stop.signal, pause },
    {
      since: () => since,
      frame: ({ revision }) => {
        since = revision;
      },
      lost: () => lost++,
      refused: (problem) => {
        refused = problem;
      },
    },
  );
  return { asked, waits, lost, refused };
}

describe('following', () => {
  it('asks for what came since the last revision when the connection was cut', async () => {
    const { asked, lost } = await run([[frame(7), cut], [cut], [frame(9), cut]], 3);
    expect(asked.map(({ since }) => since)).toEqual([null, 7, 7]);
    expect(lost).toBe(3);
  });

  it('waits longer after each failure, and starts over after a success', async () => {
    const { waits } = await run([[cut], [cut], [cut], [frame(1), cut], [cut]], 5);
    expect(waits[1]).toBeGreaterThan(waits[0]! * 1.1);
    expect(waits[2]).toBeGreaterThan(waits[1]! * 1.1);
    expect(waits[3]).toBeLessThan(waits[2]!);
  });

  it('does not try again what the server refuses, and says where the fault is', async () => {
    const graphQLErrors = [
      { message: 'expected ")"', extensions: { code: 'GREMLIN_SYNTAX', offset: 4, length: 1, hint: 'close it' } },
    ];
    const { asked, refused } = await run([[{ error: new CombinedError({ graphQLErrors }), hasNext: false }]], 1);
    expect(asked.length).toBe(1);
    expect(refused).toEqual({
      message: 'expected ")"',
      code: 'GREMLIN_SYNTAX',
      offset: 4,
      length: 1,
      hint: 'close it',
    });
  });
});
