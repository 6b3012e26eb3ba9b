import { describe, expect, it } from 'vitest';
import { Session } from './session.svelte.ts';

function shelf() {
  const kept = new Map<string, string>();
  return {
    kept,
    shelf: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    },
  };
}

describe('the session', () => {
  it('keeps a token for the tab, so that a reload does not ask again', () => {
    const { shelf: tab } = shelf();
    new Session(tab).enter(' abc ');
    expect(new Session(tab).token).toBe('abc');
  });

  it('forgets a token that was not taken, and says that it was refused', () => {
    const { shelf: tab, kept } = shelf();
    const session = new Session(tab);
    session.turnedAway();
    expect([session.needed, session.refused]).toEqual([true, false]);
    session.enter('wrong');
    expect(session.needed).toBe(false);
    session.turnedAway();
    expect([session.needed, session.refused, session.token]).toEqual([true, true, undefined]);
    expect([...kept.values()].join()).not.toContain('wrong');
    // The socket is turned away after the query was.
    session.turnedAway();
    expect([session.needed, session.refused]).toEqual([true, true]);
  });

  it('tells a token that is good no longer from one that was never taken', () => {
    const { shelf: tab } = shelf();
    const session = new Session(tab);
    session.turnedAway();
    session.enter('good');
    session.welcomed();
    session.turnedAway();
    expect([session.needed, session.ended, session.refused]).toEqual([true, true, false]);
    session.enter('wrong');
    expect(session.ended).toBe(false);
    session.turnedAway();
    expect([session.ended, session.refused]).toEqual([false, true]);
  });

  it('takes a token that it finds in the tab for one that was good', () => {
    const { shelf: tab } = shelf();
    new Session(tab).enter('of yesterday');
    const session = new Session(tab);
    session.turnedAway();
    expect([session.ended, session.refused]).toEqual([true, false]);
  });
});
