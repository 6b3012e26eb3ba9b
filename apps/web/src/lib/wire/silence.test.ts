import { describe, expect, it } from 'vitest';
import { Silence } from './silence.ts';

/** A clock whose timers run when the test lets time pass; `sleep` lets it pass as a closed laptop does: no timer runs. */
function time() {
  let now = 1_000_000;
  let timers: { at: number; run: () => void }[] = [];
  const pass = (ms: number) => {
    const end = now + ms;
    for (;;) {
      const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      timers = timers.filter((timer) => timer !== next);
      now = Math.max(now, next.at);
      next.run();
    }
    now = end;
  };
  const sleep = (ms: number) => {
    now += ms;
    pass(0);
  };
  const after = (ms: number, run: () => void) => {
    const timer = { at: now + ms, run };
    timers.push(timer);
    return () => {
      timers = timers.filter((other) => other !== timer);
    };
  };
  return { now: () => now, after, pass, sleep };
}

function connection() {
  const clock = time();
  const silence = new Silence(clock);
  const said: string[] = [];
  silence.opened({ ping: () => said.push('ping'), cut: () => said.push('cut') });
  return { clock, silence, said };
}

describe('silence', () => {
  it('is no answer to a ping within its time, and what is heard in between ends the wait', () => {
    const { clock, silence, said } = connection();
    silence.heard(true);
    silence.pinged();
    clock.pass(14_000);
    silence.heard(false);
    silence.pinged();
    clock.pass(16_000);
    expect(said).toEqual([]);
    clock.pass(2_000);
    expect(said).toEqual(['cut']);
  });

  it('is borne longer while the first picture is put together', () => {
    const { clock, silence, said } = connection();
    silence.heard(false);
    silence.pinged();
    clock.pass(60_000);
    expect(said).toEqual([]);
    clock.pass(40_000);
    expect(said).toEqual(['cut']);
  });

  it('is borne for a few seconds only after the machine has slept', () => {
    const { clock, silence, said } = connection();
    silence.heard(true);
    const heard = silence.heardAt;
    clock.sleep(8 * 3_600_000);
    expect(said).toEqual(['ping']);
    clock.pass(6_000);
    expect(said).toEqual(['ping', 'cut']);
    expect(silence.heardAt).toBe(heard);
  });

  it('is not what a server that is there answers after a sleep', () => {
    const { clock, silence, said } = connection();
    silence.heard(true);
    clock.sleep(3_600_000);
    silence.heard(false);
    clock.pass(30_000);
    expect(said).toEqual(['ping']);
    expect(clock.now() - silence.heardAt).toBe(30_000);
  });

  it('of a closed connection says nothing', () => {
    const { clock, silence, said } = connection();
    silence.heard(true);
    silence.closed();
    silence.doubt();
    clock.pass(100_000);
    expect(said).toEqual([]);
  });
});
