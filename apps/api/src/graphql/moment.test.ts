import { expect, test } from 'vitest';
import { Moment } from './moment.ts';

test('what many do at once in one round of the event loop takes no longer than a moment, and all get their turn', async () => {
  let [time, round, over] = [0, 0, false];
  const count = () => {
    round++;
    if (!over) setImmediate(count);
  };
  count();
  const moment = new Moment(8, () => time);
  const done: { who: number; round: number; left: number }[] = [];
  const wanted = [5, 5, 1, 20, 2, 2, 2];
  await Promise.all(
    wanted.map((ms, who) =>
      moment.spend((left) => {
        done.push({ who, round, left });
        // Whoever wants more stops at what is left.
        time += Math.min(ms, left);
      }),
    ),
  );
  over = true;
  expect(done.map(({ who }) => who)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(done.map(({ left }) => left)).toEqual([8, 3, 8, 7, 8, 6, 4]);
  const rounds = [...new Set(done.map(({ round }) => round))];
  expect(rounds).toHaveLength(3);
});

test('work that fails has spent its time, too', async () => {
  let time = 0;
  const moment = new Moment(8, () => time);
  const failing = moment.spend(() => {
    time += 5;
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await moment.spend((left) => left)).toBe(3);
});
