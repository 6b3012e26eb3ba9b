import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pack, packNear } from './pack.ts';

const sizes = fc.array(fc.record({ w: fc.integer({ min: 1, max: 300 }), h: fc.integer({ min: 1, max: 300 }) }), {
  maxLength: 40,
});

describe('packing', () => {
  it('lets no two rectangles overlap or come nearer than the gap, and says how large the whole is', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 50, max: 2000 }), (rects, width) => {
        const gap = 5;
        const packed = pack(rects, width, gap);
        const placed = rects.map((rect, index) => ({ ...rect, ...packed.at[index]! }));
        for (const [index, a] of placed.entries()) {
          expect(a.x + a.w).toBeLessThanOrEqual(packed.w);
          expect(a.y + a.h).toBeLessThanOrEqual(packed.h);
          for (const b of placed.slice(index + 1)) {
            const apart =
              a.x + a.w + gap <= b.x || b.x + b.w + gap <= a.x || a.y + a.h + gap <= b.y || b.y + b.h + gap <= a.y;
            expect(apart).toBe(true);
          }
        }
      }),
    );
  });

  it('keeps the width that it chose before while that does nearly as well', () => {
    const rects = Array.from({ length: 12 }, () => ({ w: 100, h: 60 }));
    const first = packNear(rects, 1.5, 10);
    const second = packNear([...rects, { w: 100, h: 60 }], 1.5, 10, first.width);
    expect(second.width).toBe(first.width);
    expect(second.at.slice(0, 12)).toEqual(first.at);
  });
});
