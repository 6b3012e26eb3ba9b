/** A text message as one WebSocket frame from a server, which does not mask (RFC 6455, section 5.2). */

const finalText = 0x81;

/** Up to here the text is copied behind its head; beyond, all who get it share its bytes. */
const copiedBytes = 8 * 1024;

/** The frame of `head`, `text` and `tail`, in one piece or with the text as a piece of its own. */
export function textFrame(head: string, text: Buffer, tail: string): readonly Buffer[] {
  const headBytes = Buffer.byteLength(head);
  const length = headBytes + text.length + Buffer.byteLength(tail);
  const lengthBytes = length < 126 ? 0 : length < 65_536 ? 2 : 8;
  const whole = text.length <= copiedBytes;
  const start = 2 + lengthBytes + headBytes;
  const bytes = Buffer.allocUnsafe(whole ? 2 + lengthBytes + length : start);
  bytes[0] = finalText;
  bytes[1] = lengthBytes === 0 ? length : lengthBytes === 2 ? 126 : 127;
  if (lengthBytes === 2) bytes.writeUInt16BE(length, 2);
  if (lengthBytes === 8) bytes.writeBigUInt64BE(BigInt(length), 2);
  bytes.write(head, 2 + lengthBytes);
  if (!whole) return [bytes, text, Buffer.from(tail)];
  text.copy(bytes, start);
  bytes.write(tail, start + text.length);
  return [bytes];
}
