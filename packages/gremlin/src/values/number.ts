/** Numbers that remember their type. Most are plain JavaScript numbers; only those whose type does not show are wrapped. */

export type NumberType = 'byte' | 'short' | 'int' | 'long' | 'float' | 'double' | 'bigint' | 'bigdecimal';

/** A number of another type than its value shows, such as the double `1.0` or the long `1`. */
export class Num {
  readonly value: number;
  readonly type: NumberType;

  constructor(value: number, type: NumberType) {
    this.value = type === 'float' ? Math.fround(value) : value;
    this.type = type;
  }

  valueOf(): number {
    return this.value;
  }

  toString(): string {
    return showNumber(this);
  }

  toJSON(): number {
    return plainNumber(this);
  }
}

export type Numeric = number | Num;

export function isNumber(value: unknown): value is Numeric {
  return typeof value === 'number' || value instanceof Num;
}

/** The type that a bare JavaScript number stands for. */
function natural(value: number): NumberType {
  if (!Number.isInteger(value) || Object.is(value, -0)) return 'double';
  if (value >= -2147483648 && value <= 2147483647) return 'int';
  return Math.abs(value) < 2 ** 63 ? 'long' : 'bigint';
}

export function typeOfNumber(value: Numeric): NumberType {
  return typeof value === 'number' ? natural(value) : value.type;
}

/** The value with this type, unwrapped where the bare number says the same; as the key of a map a bare -0 would become 0. */
export function numeric(value: number, type: NumberType): Numeric {
  return natural(value) === type && !Object.is(value, -0) ? value : new Num(value, type);
}

const rank: Record<NumberType, number> = {
  byte: 0,
  short: 1,
  int: 2,
  long: 3,
  bigint: 4,
  float: 5,
  double: 6,
  bigdecimal: 7,
};

/** The type in which two are reckoned: wide enough for both, a fraction where one is. */
export function wider(a: NumberType, b: NumberType): NumberType {
  const [less, more] = rank[a] <= rank[b] ? [a, b] : [b, a];
  if (less === 'bigint' && isFraction(more)) return 'bigdecimal';
  return less === 'long' && more === 'float' ? 'double' : more;
}

export function isFraction(type: NumberType): boolean {
  return rank[type] >= rank.float;
}

const suffixes: Record<NumberType, string> = {
  byte: 'b',
  short: 's',
  int: '',
  long: 'l',
  float: 'f',
  double: '',
  bigint: 'n',
  bigdecimal: 'm',
};

/** The plain number: of a float the shortest that means the same 32 bits. */
export function plainNumber(value: Numeric): number {
  const n = Number(value);
  if (typeOfNumber(value) !== 'float') return n;
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(n.toPrecision(digits));
    if (Math.fround(short) === n) return short;
  }
  return n;
}

/** As text: fractions always show a point, whole numbers never do. */
export function showNumber(value: Numeric): string {
  const n = plainNumber(value);
  if (!Number.isFinite(n)) return String(n);
  if (!isFraction(typeOfNumber(value)))
    return Number.isInteger(n) && Math.abs(n) >= 1e21 ? BigInt(n).toString() : String(n);
  if (Math.abs(n) >= 1e7 || (n !== 0 && Math.abs(n) < 1e-3)) {
    const [digits = '0', exponent = '0'] = n.toExponential().split('e');
    return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
  }
  return Number.isInteger(n) ? `${Object.is(n, -0) ? '-0' : n}.0` : String(n);
}

/** As a literal of the query language, suffix included. */
export function printNumber(value: Numeric): string {
  const n = plainNumber(value);
  if (Number.isNaN(n)) return 'NaN';
  if (!Number.isFinite(n)) return n > 0 ? 'Infinity' : '-Infinity';
  return showNumber(value).replace('E', 'e') + suffixes[typeOfNumber(value)];
}

const ranges: Partial<Record<NumberType, readonly [number, number]>> = {
  byte: [-128, 127],
  short: [-32768, 32767],
  int: [-2147483648, 2147483647],
  long: [-(2 ** 63), 2 ** 63 - 1],
};

/** Whether the value fits the type without overflow. */
export function fits(value: number, type: NumberType): boolean {
  const range = ranges[type];
  return !range || (value >= range[0] && value <= range[1]);
}
