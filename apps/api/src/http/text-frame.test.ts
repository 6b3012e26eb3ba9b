import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as ws from 'ws';
import { textFrame } from './text-frame.ts';

/** What `ws` would send. */
const { frame } = (ws as unknown as { Sender: { frame(data: Buffer, options: object): Buffer[] } }).Sender;
const framed = (data: Buffer) =>
  Buffer.concat(frame(data, { fin: true, opcode: 1, mask: false, readOnly: true, rsv1: false }));

test.each([0, 100, 125, 126, 8_192, 8_193, 65_535, 65_536, 200_000])(
  'a text of %i bytes is one whole frame',
  (size) => {
    const text = Buffer.from('x'.repeat(size));
    for (const head of ['', '{"id":"ü","payload":'])
      for (const tail of ['', '}'])
        expect(Buffer.concat(textFrame(head, text, tail))).toEqual(
          framed(Buffer.concat([Buffer.from(head), text, Buffer.from(tail)])),
        );
  },
);

test('whatever the text, it arrives', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary', maxLength: 300 }), (head, text) => {
      const whole = Buffer.concat([Buffer.from(head), Buffer.from(text), Buffer.from('}')]);
      expect(Buffer.concat(textFrame(head, Buffer.from(text), '}')).equals(framed(whole))).toBe(true);
    }),
  );
});
