import { describe, expect, it } from 'vitest';
import type { TopologyFrame } from './frames.ts';
import { Hold } from './hold.ts';

const frame = (type: TopologyFrame['type'], revision: number) => ({ type, revision }) as TopologyFrame;

/** A server that has read its clusters when the test says so, and a clock that only pauses move. */
function server() {
  let whole = false;
  let now = 0;
  const passed: string[] = [];
  const stop = new AbortController();
  const hold = new Hold(
    {
      isWhole: async () => whole,
      pause: async (ms) => {
        now += ms;
      },
      signal: stop.signal,
      now: () => now,
    },
    ({ type, revision }) => passed.push(`${type} ${revision}`),
  );
  const rounds = async (count: number) => {
    for (let round = 0; round < count; round++) await Promise.resolve();
  };
  const finish = () => {
    whole = true;
    return rounds(20);
  };
  return { hold, passed, finish, rounds, stop };
}

describe('what a server says that has begun anew', () => {
  it('is kept until it has read its clusters, and then told in its order', async () => {
    const { hold, passed, finish, rounds } = server();
    hold.take(frame('RESYNC', 1), true);
    hold.take(frame('SNAPSHOT', 1), true);
    hold.take(frame('DELTA', 2), true);
    await rounds(20);
    expect(passed).toEqual([]);
    await finish();
    hold.take(frame('DELTA', 3), true);
    expect(passed).toEqual(['RESYNC 1', 'SNAPSHOT 1', 'DELTA 2', 'DELTA 3']);
  });

  it('is told at once where nothing is shown that it would replace', () => {
    const { hold, passed } = server();
    hold.take(frame('SNAPSHOT', 1), false);
    hold.take(frame('RESYNC', 2), false);
    expect(passed).toEqual(['SNAPSHOT 1', 'RESYNC 2']);
  });

  it('is forgotten when the connection is lost in between', async () => {
    const { hold, passed, finish } = server();
    hold.take(frame('RESYNC', 1), true);
    hold.take(frame('SNAPSHOT', 1), true);
    hold.drop();
    await finish();
    expect(passed).toEqual([]);
    hold.take(frame('DELTA', 8), true);
    expect(passed).toEqual(['DELTA 8']);
  });

  it('is told after two minutes in any case', async () => {
    const { hold, passed, rounds } = server();
    hold.take(frame('RESYNC', 1), true);
    await rounds(2_000);
    expect(passed).toEqual(['RESYNC 1']);
  });

  it('is told to nobody who does not listen any more', async () => {
    const { hold, passed, finish, stop } = server();
    hold.take(frame('RESYNC', 1), true);
    stop.abort();
    await finish();
    expect(passed).toEqual([]);
  });
});
