/** What a string or number token means. The dialects differ: Skydive leaves a backslash alone unless it guards a quote. */
import { GremlinError, type Span } from '../errors.ts';
import { type NumberType, type Numeric, numeric } from '../values/number.ts';
import { Uuid } from '../values/value.ts';

const escapes: Readonly<Record<string, string>> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r' };

/** `\"`, `\'` and `\\` in either dialect; Java's other escapes where the step is TinkerPop's. Others stay as written. */
export function readString(raw: string, java: boolean): string {
  if (!raw.includes('\\')) return raw;
  const pattern = java ? /\\(?:u([0-9a-fA-F]{4})|([btnfr"'\\]))/g : /\\(?:(?!)()|(["'\\]))/g;
  return raw.replace(pattern, (_, unicode: string | undefined, char: string) =>
    unicode ? String.fromCharCode(Number.parseInt(unicode, 16)) : (escapes[char] ?? char),
  );
}

const suffixTypes: Readonly<Record<string, NumberType>> = {
  b: 'byte',
  s: 'short',
  i: 'int',
  l: 'long',
  n: 'bigint',
  f: 'float',
  d: 'double',
  m: 'bigdecimal',
};

/** A TinkerPop number with its suffix, or Skydive's plain decimal. */
export function readNumber(text: string, span: Span): Numeric {
  if (text.endsWith('Infinity')) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const hex = /^([+-]?)0[xX]([0-9a-fA-F]+?)([lLnN]?)$/.exec(text);
  if (hex) {
    const value = Number.parseInt(hex[2]!, 16) * (hex[1] === '-' ? -1 : 1);
    return hex[3] ? numeric(value, suffixTypes[hex[3].toLowerCase()]!) : value;
  }
  const octal = /^([+-]?)0([0-7_]+)([lLnN]?)$/.exec(text);
  if (octal) {
    const value = Number.parseInt(octal[2]!.replaceAll('_', ''), 8) * (octal[1] === '-' ? -1 : 1);
    return octal[3] ? numeric(value, suffixTypes[octal[3].toLowerCase()]!) : value;
  }
  const parts = /^(.*?)([bBsSiIlLnNfFdDmM]?)$/.exec(text)!;
  const digits = parts[1]!.replaceAll('_', '');
  const value = Number(digits);
  if (Number.isNaN(value)) throw new GremlinError('SYNTAX', `Expected a number, got: ${text}`, span);
  const fraction = /[.eE]/.test(digits);
  const suffix = parts[2]!.toLowerCase();
  if (suffix) return numeric(value, suffixTypes[suffix]!);
  if (!fraction && Math.abs(value) >= 2 ** 63)
    return numeric(value, BigInt.asIntN(64, BigInt(digits)) === BigInt(digits) ? 'long' : 'bigint');
  return fraction ? numeric(value, 'double') : value || 0;
}

/** A date or UUID of its text; a UUID without one is a new one. */
export function construct(word: string, text: unknown, span: Span): Date | Uuid {
  if (word === 'UUID' && text === undefined) return new Uuid(globalThis.crypto.randomUUID());
  if (typeof text !== 'string') throw new GremlinError('SYNTAX', `${word} takes one string`, span);
  if (word === 'UUID') {
    if (!Uuid.is(text)) throw new GremlinError('SYNTAX', `Not a UUID: ${text}`, span);
    return new Uuid(text);
  }
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new GremlinError('SYNTAX', `Not an ISO 8601 date: ${text}`, span);
  return date;
}
