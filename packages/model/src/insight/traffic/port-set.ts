/** Sets of ports over the three protocols that policies know: immutable, as sorted ranges. */

export const protocols = ['TCP', 'UDP', 'SCTP'] as const;
export type Protocol = (typeof protocols)[number];

type Range = readonly [first: number, last: number];

const FIRST = 1;
const LAST = 65_535;

export class PortSet {
  static readonly none = new PortSet([[], [], []]);
  static readonly all = new PortSet([[[FIRST, LAST]], [[FIRST, LAST]], [[FIRST, LAST]]]);
  /** By protocol, in their order; sorted, without overlaps or gaps of nothing. */
  readonly #ranges: readonly (readonly Range[])[];

  private constructor(ranges: readonly (readonly Range[])[]) {
    this.#ranges = ranges;
  }

  /** One range of one protocol; nothing for a protocol that policies do not know. */
  static of(protocol: string, first = FIRST, last = first === FIRST ? LAST : first): PortSet {
    const at = protocols.indexOf(protocol.toUpperCase() as Protocol);
    if (at < 0 || last < first) return PortSet.none;
    return PortSet.#make(protocols.map((_, i) => (i === at ? [[first, last]] : [])));
  }

  static port(protocol: string, port: number): PortSet {
    return PortSet.of(protocol, port, port);
  }

  static #make(ranges: readonly (readonly Range[])[]): PortSet {
    if (ranges.every((list) => list.length === 0)) return PortSet.none;
    const isAll = ranges.every((list) => list.length === 1 && list[0]![0] === FIRST && list[0]![1] === LAST);
    return isAll ? PortSet.all : new PortSet(ranges);
  }

  get isEmpty(): boolean {
    return this === PortSet.none;
  }
  get isAll(): boolean {
    return this === PortSet.all;
  }

  has(protocol: string, port: number): boolean {
    const list = this.#ranges[protocols.indexOf(protocol.toUpperCase() as Protocol)];
    return list?.some(([first, last]) => first <= port && port <= last) ?? false;
  }

  or(other: PortSet): PortSet {
    if (other.isEmpty || this.isAll || this === other) return this;
    if (this.isEmpty || other.isAll) return other;
    return PortSet.#make(this.#ranges.map((list, i) => joined([...list, ...other.#ranges[i]!])));
  }

  and(other: PortSet): PortSet {
    if (this.isEmpty || other.isAll || this === other) return this;
    if (other.isEmpty || this.isAll) return other;
    return PortSet.#make(this.#ranges.map((list, i) => common(list, other.#ranges[i]!)));
  }

  without(other: PortSet): PortSet {
    if (other.isEmpty || this.isEmpty) return this;
    if (other.isAll) return PortSet.none;
    return this.and(PortSet.#make(other.#ranges.map(complement)));
  }

  equals(other: PortSet): boolean {
    return this.without(other).isEmpty && other.without(this).isEmpty;
  }

  /** `all`, `none`, `TCP 80,8000-9000; all UDP`. */
  toString(): string {
    if (this.isEmpty) return 'none';
    if (this.isAll) return 'all';
    const parts = this.#ranges.map((list, i) => {
      if (list.length === 0) return '';
      if (list[0]![0] === FIRST && list[0]![1] === LAST) return `all ${protocols[i]}`;
      return `${protocols[i]} ${list.map(([first, last]) => (first === last ? first : `${first}-${last}`)).join(',')}`;
    });
    return parts.filter((part) => part !== '').join('; ');
  }
}

function joined(ranges: Range[]): Range[] {
  ranges.sort((a, b) => a[0] - b[0]);
  const result: Range[] = [];
  for (const range of ranges) {
    const last = result.at(-1);
    if (last !== undefined && range[0] <= last[1] + 1) {
      result[result.length - 1] = [last[0], Math.max(last[1], range[1])];
    } else result.push(range);
  }
  return result;
}

function common(a: readonly Range[], b: readonly Range[]): Range[] {
  const result: Range[] = [];
  for (const [first, last] of a) {
    for (const range of b) {
      const [from, to] = [Math.max(first, range[0]), Math.min(last, range[1])];
      if (from <= to) result.push([from, to]);
    }
  }
  return result;
}

function complement(ranges: readonly Range[]): Range[] {
  const result: Range[] = [];
  let next = FIRST;
  for (const [first, last] of ranges) {
    if (next < first) result.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= LAST) result.push([next, LAST]);
  return result;
}
