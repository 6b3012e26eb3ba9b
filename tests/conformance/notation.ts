/** The notation of values in TinkerPop's features: `d[29].i`, `v[marko]`, `e[marko-knows->vadas]`, `m[{…}]`, `l[…]` and others. */
import { type GraphReader, Num, Path, Property, Token, Uuid } from '@canopy/gremlin';

const types = {
  b: 'byte',
  s: 'short',
  i: 'int',
  l: 'long',
  f: 'float',
  d: 'double',
  m: 'bigdecimal',
  n: 'bigint',
} as const;

const tokens: Readonly<Record<string, string>> = { t: 'T', D: 'Direction', M: 'Merge' };
const bracketed = /^(vp|str|dt|uuid|v|e|p|l|s|m|t|D|M|c)\[([\s\S]*)\]$/;

export class Notation {
  readonly #reader: GraphReader;

  constructor(reader: GraphReader) {
    this.#reader = reader;
  }

  /** The value that the text stands for; numbers keep their type. */
  read(text: string): unknown {
    const number = /^d\[([^\]]*)\](?:\.([bsilfdmn]))?$/.exec(text);
    if (number) return new Num(Number(number[1]), types[(number[2] ?? 'd') as keyof typeof types]);
    const id = /^(v|e)\[(.*)\]\.(s?)id$/.exec(text);
    if (id) return this.#id(id[1] === 'v' ? this.#node(id[2]!) : this.#edge(id[2]!), id[3] === 's');
    const match = bracketed.exec(text);
    if (match) return this.#bracketed(match[1]!, match[2]!);
    if (text === 'null') return null;
    return text === 'true' || text === 'false' ? text === 'true' : text;
  }

  #bracketed(sort: string, body: string): unknown {
    switch (sort) {
      case 'v':
        return this.#node(body);
      case 'e':
        return this.#edge(body);
      case 'vp':
        return this.#property(body);
      case 'p':
        return /^[^[\],]*->/.test(body) ? this.#property(body) : this.#path(body);
      case 'l':
        return this.#items(body);
      case 's':
        return new Set(this.#items(body));
      case 'm':
        return this.#json(JSON.parse(body));
      case 't':
      case 'D':
      case 'M':
        return new Token(tokens[sort]!, body.replace('~', ''));
      case 'dt':
        return new Date(/^\d{6,}$/.test(body) ? Number(body) * 1_000 : body);
      case 'uuid':
        return new Uuid(body);
      default:
        return body;
    }
  }

  /** Blanks belong to a text, but not to what is written in brackets. */
  #items(body: string): unknown[] {
    if (body === '') return [];
    return split(body).map((part) => this.read(/^\s*\w+\[[\s\S]*\](?:\.\w+)?\s*$/.test(part) ? part.trim() : part));
  }

  #path(body: string): Path {
    const objects = this.#items(body);
    return new Path(
      objects.map(() => []),
      objects,
    );
  }

  #json(value: unknown): unknown {
    if (typeof value === 'string') return this.read(value);
    if (Array.isArray(value)) return value.map((one) => this.#json(one));
    if (typeof value !== 'object' || value === null) return value;
    return new Map(Object.entries(value).map(([key, one]) => [this.read(key), this.#json(one)]));
  }

  #node(name: string): { id: string } {
    for (const node of this.#reader.nodes()) if (node.metadata.name === name) return node;
    return { id: `no node ${name}`, metadata: {} } as { id: string };
  }

  /** Names and labels may hold a dash themselves. */
  #edge(text: string): { id: string } {
    for (const edge of this.#reader.edges()) {
      const [from, to] = [this.#name(edge.from), this.#name(edge.to)];
      if (text === `${from}-${edge.metadata.RelationType ?? 'edge'}->${to}`) return edge;
    }
    return { id: `no edge ${text}`, metadata: {}, from: '' } as { id: string };
  }

  #name(id: string): unknown {
    return this.#reader.node(id)?.metadata.name;
  }

  /** `element-key->value`; the element may be an edge, and its name may hold dashes. */
  #property(body: string): Property {
    const [, key = '', value = ''] = /^[\s\S]*-([^-]*)->((?:(?!->)[\s\S])*)$/.exec(body) ?? [];
    return new Property(key, this.read(value), { id: '', metadata: {} });
  }

  #id(element: object, text: boolean): unknown {
    const id = 'nativeId' in element ? element.nativeId : (element as { id: string }).id;
    return text ? String(id) : id;
  }
}

/** Splits at commas that stand in no brackets; a bracket without its other half is a sign like any other. */
export function split(text: string): string[] {
  const parts: string[] = [];
  const open: string[] = [];
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const at = '[{('.indexOf(text[i]!);
    if (at >= 0 && text.includes(']})'[at]!, i)) open.push(']})'[at]!);
    else if (text[i] === open.at(-1)) open.pop();
    else if (text[i] === ',' && open.length === 0) {
      parts.push(text.slice(from, i));
      from = i + 1;
    }
  }
  return [...parts, text.slice(from)];
}
