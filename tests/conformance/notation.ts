/** The notation of values in TinkerPop's features: `d[29].i`, `v[marko]`, `e[marko-knows->vadas]`, `m[{…}]`, `l[…]` and others. */
import { type GraphReader, Path, Property, Token } from '@canopy/gremlin';

/** A number whose suffix says its type; the engine gets it as a literal, the comparison as a plain number. */
const number = /^d\[(.*)\]\.[bsilfdmn]$/;

export class Notation {
  readonly #reader: GraphReader;

  constructor(reader: GraphReader) {
    this.#reader = reader;
  }

  /** The value that the text stands for. */
  read(text: string): unknown {
    const digits = number.exec(text) ?? /^d\[(NaN|Infinity|-Infinity)\]$/.exec(text);
    if (digits) return Number(digits[1]);
    const id = /^(v|e)\[(.*)\]\.s?id$/.exec(text);
    if (id) return this.#id(id[1] === 'v' ? this.#node(id[2]!) : this.#edge(id[2]!), text.endsWith('.sid'));
    const match = /^(vp|str|dt|uuid|v|e|p|l|s|m|t|D|M|c)\[([\s\S]*)\]$/.exec(text);
    if (match) return this.#bracketed(match[1]!, match[2]!);
    if (text === 'null') return null;
    if (text === 'true' || text === 'false') return text === 'true';
    return text.replace(/^"([\s\S]*)"$/, '$1');
  }

  #bracketed(sort: string, body: string): unknown {
    switch (sort) {
      case 'v':
        return this.#node(body);
      case 'e':
        return this.#edge(body);
      case 'vp':
      case 'p':
        return /^[^[\]]*->/.test(body) && !/^v\[/.test(body) ? this.#property(sort, body) : this.#path(body);
      case 'l':
        return body === '' ? [] : split(body).map((part) => this.read(part));
      case 's':
        return new Set(body === '' ? [] : split(body).map((part) => this.read(part)));
      case 'm':
        return this.#json(JSON.parse(body));
      case 't':
        return new Token('T', body.replace('~', ''));
      case 'D':
        return new Token('Direction', body);
      case 'dt':
        return new Date(body);
      default:
        return body;
    }
  }

  #path(body: string): Path {
    const objects = split(body).map((part) => this.read(part));
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

  #edge(text: string): { id: string } {
    const match = /^(.*?)-(.*?)->(.*)$/.exec(text);
    if (match) {
      const [from, to] = [this.#node(match[1]!).id, this.#node(match[3]!).id];
      for (const edge of this.#reader.outEdges(from))
        if (edge.to === to && (edge.metadata.RelationType ?? 'edge') === match[2]) return edge;
    }
    return { id: `no edge ${text}`, metadata: {}, from: '' } as { id: string };
  }

  #property(sort: string, body: string): Property {
    const parts = body.split(/-(?=[^-]*->)|->/);
    const [key, value] = sort === 'vp' ? [parts.at(-2)!, parts.at(-1)!] : [parts.at(-2)!, parts.at(-1)!];
    return new Property(key, this.read(value), { id: '', metadata: {} });
  }

  #id(element: object, text: boolean): unknown {
    const id = 'nativeId' in element ? element.nativeId : (element as { id: string }).id;
    return text ? String(id) : id;
  }
}

/** Splits at commas that stand in no brackets. */
export function split(text: string): string[] {
  const parts: string[] = [];
  let [depth, from] = [0, 0];
  for (let i = 0; i < text.length; i++) {
    if ('[{('.includes(text[i]!)) depth++;
    if (']})'.includes(text[i]!)) depth--;
    if (text[i] === ',' && depth === 0) {
      parts.push(text.slice(from, i).trim());
      from = i + 1;
    }
  }
  return [...parts, text.slice(from).trim()];
}
