import { describe, expect, it } from 'vitest';
import { Waiting } from './waiting.ts';

function waited() {
  const waiting = new Waiting();
  let runs = 0;
  waiting.add(() => runs++);
  const after = (drawing: number, pending: boolean, moves = 0) => {
    waiting.run({ drawing, pending, moves });
    return runs;
  };
  return after;
}

describe('what waits for the layout', () => {
  it('is done once where no diagram is on its way', () => {
    const after = waited();
    expect([after(1, false), after(2, false)]).toEqual([1, 1]);
  });

  it('is done again when the diagram is here', () => {
    const after = waited();
    expect([after(0, true), after(0, true), after(1, false), after(2, false)]).toEqual([1, 1, 2, 2]);
  });

  it('is done in a cluster that never rests, at the next two answers and not for ever', () => {
    const after = waited();
    expect([after(0, true), after(1, true), after(1, true), after(2, true), after(3, true)]).toEqual([1, 2, 2, 3, 3]);
  });

  it('is not done again for a viewer who looks elsewhere by now', () => {
    const after = waited();
    expect([after(0, true, 0), after(1, false, 1)]).toEqual([1, 1]);
  });
});
