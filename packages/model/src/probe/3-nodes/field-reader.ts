/**
 * Reads the fields of one kind's objects, compactly: nodes with the same fields have one shape of exactly that size, and
 * values that thousands of objects repeat (node names, images, ports) are one value.
 */

import { ownText } from '../../base/own-text.ts';
import { same } from '../../graph/same.ts';
import { type Field, fieldKey, type Kind } from '../../kinds/define.ts';
import type { KubeObject } from '../../kinds/object.ts';

type Fields = Record<string, unknown>;

/** One bit for each field must fit a whole number. */
const MOST_SHAPED = 50;

export class FieldReader {
  readonly #fields: readonly Field<KubeObject>[];
  readonly #keys: readonly string[];
  readonly #repeated: readonly RepeatedValues[];
  /** By which fields are there. */
  readonly #shapes = new Map<number, Fields>();
  readonly #values: unknown[];

  constructor(kind: Kind) {
    this.#fields = kind.fields;
    this.#keys = kind.fields.map(fieldKey);
    this.#repeated = kind.fields.map(() => new RepeatedValues());
    this.#values = kind.fields.map(() => undefined);
  }

  /** A field that cannot be read is left out rather than stopping the probe. */
  read(object: KubeObject): Fields {
    const values = this.#values;
    let present = 0;
    for (let at = 0; at < values.length; at++) {
      const value = readField(this.#fields[at]!, object);
      values[at] = value === undefined ? undefined : this.#repeated[at]!.share(value);
      present = present * 2 + (value === undefined ? 0 : 1);
    }
    const fields = values.length > MOST_SHAPED ? {} : { ...this.#shape(present) };
    for (let at = 0; at < values.length; at++) {
      if (values[at] !== undefined) fields[this.#keys[at]!] = values[at];
    }
    return fields;
  }

  /** What is parsed has room for its own fields and no more, and so has a copy of it. */
  #shape(present: number): Fields {
    const known = this.#shapes.get(present);
    if (known !== undefined) return known;
    const keys = this.#keys.filter((_, at) => this.#values[at] !== undefined);
    const shape = JSON.parse(`{${keys.map((key) => `${JSON.stringify(key)}:null`)}}`) as Fields;
    this.#shapes.set(present, shape);
    return shape;
  }
}

function readField(field: Field<KubeObject>, object: KubeObject): unknown {
  try {
    return field.of(object);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

const MOST_VALUES = 10_000;
const LONGEST_TEXT = 200;
const TRIAL = 2_000;
const RECENT = 4;

/** The values of one field, as long as they repeat; addresses and ids never do, and are not kept. */
class RepeatedValues {
  #known: Map<string, unknown> | undefined = new Map();
  /** The newest two: what the containers of one pod say differs, and the next pod says the same. */
  #last: unknown;
  #before: unknown;
  #recent: unknown[] = [];
  #asked = 0;
  #found = 0;

  share(value: unknown): unknown {
    if (value === this.#last) return this.#last;
    if (value === this.#before) {
      const kept = this.#before;
      this.#before = this.#last;
      this.#last = kept;
      return kept;
    }
    if (value === null || (typeof value !== 'string' && typeof value !== 'object')) return value;
    this.#before = this.#last;
    this.#last = typeof value === 'string' ? this.#text(value) : this.#tree(value);
    return this.#last;
  }

  #text(text: string): string {
    if (this.#known === undefined || text.length > LONGEST_TEXT) return text;
    return this.#lookUp(this.#known, text, text) as string;
  }

  #tree(value: object): unknown {
    for (const each of this.#recent) if (same(each, value)) return each;
    if (this.#known === undefined) return value;
    const text = JSON.stringify(value);
    if (text.length > LONGEST_TEXT) return value;
    const shared = this.#lookUp(this.#known, text, value);
    this.#recent.unshift(shared);
    if (this.#recent.length > RECENT) this.#recent.pop();
    return shared;
  }

  #lookUp(known: Map<string, unknown>, text: string, value: unknown): unknown {
    const found = known.get(text);
    this.#asked++;
    if (found !== undefined) {
      this.#found++;
      return found;
    }
    if (this.#asked > TRIAL && this.#found * 2 < this.#asked) this.#known = undefined;
    else if (known.size >= MOST_VALUES) known.clear();
    const kept = typeof value === 'string' ? ownText(value) : value;
    known.set(text, kept);
    return kept;
  }
}
