import { describe, expect, it } from 'vitest';
import { Camera } from './camera.ts';

function camera(): Camera {
  const made = new Camera();
  made.width = 800;
  made.height = 600;
  return made;
}

describe('the camera', () => {
  it('keeps the point under the pointer while it zooms', () => {
    const made = camera();
    made.set({ x: 100, y: 50, zoom: 0.7 });
    const before = made.toWorld(123, 456);
    made.zoomAt(123, 456, 2.2);
    const after = made.toWorld(123, 456);
    expect(after.x).toBeCloseTo(before.x);
    expect(after.y).toBeCloseTo(before.y);
  });

  it('shows a rectangle whole', () => {
    const made = camera();
    made.set(made.around({ x: 1000, y: 2000, w: 3000, h: 100 }));
    const { x, y, w, h } = made.view;
    expect(x <= 1000 && y <= 2000 && x + w >= 4000 && y + h >= 2100).toBe(true);
  });

  it('goes with a box that moves in the world, and leaves a flight of its own alone', () => {
    const made = camera();
    const [from, to] = [
      { x: 10, y: 20, w: 5, h: 5 },
      { x: 110, y: -30, w: 9, h: 5 },
    ];
    const before = made.toScreen(from.x, from.y);
    made.follow(from, to, 0, 0);
    expect(made.toScreen(to.x, to.y)).toEqual(before);
    made.fly({ x: 500, y: 400, zoom: 2 }, 0, 300);
    made.follow(from, to, 100);
    made.step(300);
    expect(made.look).toEqual({ x: 500, y: 400, zoom: 2 });
  });

  it('arrives where it flies to, and lets go when the hand takes over', () => {
    const made = camera();
    made.fly({ x: 500, y: 400, zoom: 2 }, 0, 300);
    expect(made.step(150)).toBe(true);
    expect(made.zoom).toBeGreaterThan(1);
    made.step(300);
    expect(made.look).toEqual({ x: 500, y: 400, zoom: 2 });
    made.fly({ x: 0, y: 0, zoom: 1 }, 400, 300);
    made.pan(10, 0);
    expect(made.step(500)).toBe(false);
  });

  it('leaves everything where it is in the page when a panel opens beside it', () => {
    const made = new Camera();
    made.resize({ x: 276, y: 49, w: 1100, h: 851 });
    made.set({ x: 400, y: 300, zoom: 0.8 });
    const before = made.toScreen(123, 45);
    made.resize({ x: 276, y: 49, w: 764, h: 851 });
    const after = made.toScreen(123, 45);
    expect(after.x).toBeCloseTo(before.x);
    expect(after.y).toBeCloseTo(before.y);
    made.resize({ x: 0, y: 49, w: 1040, h: 851 });
    expect(made.toScreen(123, 45).x).toBeCloseTo(before.x + 276);
  });
});
