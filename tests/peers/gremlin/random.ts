/** Traversals made up from a seed: steps that fit what comes, one after the other, on the modern and the crew graph. */
import type { Asked } from './suite.ts';

type Sort = 'node' | 'edge' | 'number' | 'text' | 'list' | 'map' | 'property';

interface Word {
  readonly step: string;
  readonly gives: Sort;
}

type Dice = (n: number) => number;

/** A small generator that is the same everywhere (mulberry32). */
function dice(seed: number): Dice {
  let state = seed >>> 0;
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * n);
  };
}

export function randomQuestions(count: number, seed: number): Asked[] {
  const roll = dice(seed);
  return Array.from({ length: count }, () => {
    const maker = new Maker(roll);
    return { graph: 'modern', query: maker.query(), source: 'random' };
  });
}

const numbers = ['29', '30', '0', '1', '27L', '32.0', '0.4', '2', '1.0f', 'null', 'NaN', '35n'];
const texts = ['"marko"', '"josh"', '"lop"', '"m"', '"person"', '"software"', '""', '"java"', 'null'];
const labels = ['', '"knows"', '"created"', '"knows", "created"', '"nope"'];
const keys = ['"name"', '"age"', '"lang"', '"nope"'];

class Maker {
  readonly #roll: Dice;
  /** Labels that as() gave at the outermost level. */
  readonly #named: string[] = [];
  #steps = 0;
  #hops = 0;

  constructor(roll: Dice) {
    this.#roll = roll;
  }

  #pick<T>(...of: readonly T[]): T {
    return of[this.#roll(of.length)]!;
  }

  query(): string {
    const start = this.#pick('g.V()', 'g.V()', 'g.V()', 'g.E()', 'g.V(1)', 'g.V(4, 6)', 'g.V().hasLabel("person")');
    const [steps, sort] = this.#chain(start === 'g.E()' ? 'edge' : 'node', 1 + this.#roll(6), 0);
    return start + steps + this.#end(sort);
  }

  #chain(from: Sort, length: number, depth: number): [string, Sort] {
    let [text, sort] = ['', from];
    for (let i = 0; i < length && this.#steps++ < 14; i++) {
      const word = this.#word(sort, depth);
      text += `.${word.step}`;
      sort = word.gives;
    }
    return [text, sort];
  }

  /** An anonymous traversal on what comes. */
  #inner(sort: Sort, depth: number): [string, Sort] {
    const [text, gives] = this.#chain(sort, 1 + this.#roll(2), depth + 1);
    return text === '' ? ['__.identity()', sort] : [`__${text}`, gives];
  }

  #child(sort: Sort, depth: number): string {
    return this.#inner(sort, depth)[0];
  }

  #test(sort: Sort): string {
    const value = () => this.#pick(...(sort === 'text' ? texts : numbers));
    const name = this.#pick(
      'eq',
      'neq',
      'lt',
      'lte',
      'gt',
      'gte',
      'within',
      'without',
      'inside',
      'between',
      'outside',
      'text',
    );
    if (name === 'text' && sort === 'text')
      return `${this.#pick('startingWith', 'notEndingWith', 'containing', 'notContaining', 'regex')}(${this.#pick('"o"', '"m"', '""', '"r"')})`;
    const two = /inside|between|outside|within|without/.test(name);
    const one = `${name === 'text' ? 'neq' : name}(${value()}${two ? `, ${value()}` : ''})`;
    const how = this.#roll(12);
    if (how === 0) return `${one}.and(${this.#test(sort)})`;
    if (how === 1) return `${one}.or(${this.#test(sort)})`;
    return how === 2 ? `not(${one})` : how === 3 ? `${one}.negate()` : one;
  }

  #by(sort: Sort, depth: number): string {
    const how = this.#roll(6);
    if (how === 0) return '.by()';
    if ((sort === 'node' || sort === 'edge') && how < 3) return `.by(${this.#pick(...keys, '"weight"')})`;
    if ((sort === 'node' || sort === 'edge') && how === 3) return `.by(${this.#pick('T.label', 'T.id', 'label')})`;
    return `.by(${this.#child(sort, depth)})`;
  }

  #word(sort: Sort, depth: number): Word {
    const own = this.#roll(10) < 6 ? this.#own(sort, depth) : undefined;
    return own ?? this.#common(sort, depth);
  }

  /** Steps that work on anything. */
  #common(sort: Sort, depth: number): Word {
    const same = (step: string): Word => ({ step, gives: sort });
    const child = () => this.#child(sort, depth);
    switch (this.#roll(depth > 1 ? 8 : 22)) {
      case 0:
        return same('dedup()');
      case 1:
        return same('identity()');
      case 2:
        return { step: `constant(${this.#pick('1', '"x"', '2.5')})`, gives: 'text' };
      case 3:
        return same('barrier()');
      case 4:
        return { step: 'fold()', gives: 'list' };
      case 5:
        return { step: 'count()', gives: 'number' };
      case 6:
        return same('order()');
      case 7:
        return same('simplePath()');
      case 8:
        return same(`where(${child()})`);
      case 9:
        return same(`not(${child()})`);
      case 10:
        return same(`and(${child()}, ${child()})`);
      case 11:
        return same(`or(${child()}, ${child()})`);
      case 12:
        return this.#branch(sort, depth);
      case 13:
        return this.#branch(sort, depth);
      case 14:
        return { step: `project("a", "b")${this.#by(sort, depth)}${this.#by(sort, depth)}`, gives: 'map' };
      case 15:
        return { step: `group()${this.#by(sort, depth)}${this.#by(sort, depth)}`, gives: 'map' };
      case 16:
        return { step: `groupCount()${this.#by(sort, depth)}`, gives: 'map' };
      case 17:
        return same(`dedup()${this.#by(sort, depth)}`);
      case 18:
        return this.#labelled(sort, depth);
      case 19:
        return this.#labelled(sort, depth);
      case 20:
        return same(`sideEffect(${child()})`);
      default:
        return { step: `path()${this.#roll(2) ? this.#by('text', 9).replace(/\(__.*\)$/, '()') : ''}`, gives: 'list' };
    }
  }

  #labelled(sort: Sort, depth: number): Word {
    if (depth === 0 && (this.#named.length === 0 || this.#roll(2) === 0)) {
      const name = this.#pick('a', 'b', 'c');
      this.#named.push(name);
      return { step: `as("${name}")`, gives: sort };
    }
    if (this.#named.length === 0) return { step: 'identity()', gives: sort };
    const [one, two] = [this.#pick(...this.#named), this.#pick(...this.#named)];
    const how = this.#roll(4);
    if (how === 0) return { step: `where(${this.#pick('eq', 'neq')}("${one}"))`, gives: sort };
    if (how === 1 && one !== two) return { step: `select("${one}", "${two}")`, gives: 'map' };
    if (how === 2) return { step: `select(${this.#pick('first', 'last', 'all', 'mixed')}, "${one}")`, gives: 'list' };
    return { step: `select("${one}")`, gives: 'node' };
  }

  #branch(sort: Sort, depth: number): Word {
    const [one, gives] = this.#inner(sort, depth);
    const two = this.#child(sort, depth);
    switch (this.#roll(8)) {
      case 0:
        return { step: `union(${one}, ${two})`, gives };
      case 1:
        return { step: `coalesce(${one}, ${two})`, gives };
      case 2:
        return { step: `optional(${one})`, gives };
      case 3:
        return { step: `choose(${one}, ${two}, __.identity())`, gives: sort };
      case 4:
        return { step: `local(${one})`, gives };
      case 5:
        return { step: `map(${one})`, gives };
      case 6:
        return { step: `flatMap(${one})`, gives };
      default:
        return sort === 'node' && this.#hops++ < 2
          ? this.#loop()
          : { step: `choose(${one}).option(none, ${two})`, gives: sort };
    }
  }

  #loop(): Word {
    const body = `${this.#pick('out', 'in', 'both', 'out')}(${this.#pick(...labels)})`;
    const round = this.#pick(body, body, `${body}.simplePath()`, `${body}.dedup()`, `${body}.has("age")`);
    const end = this.#pick(
      '.times(1)',
      '.times(2)',
      '.emit().times(2)',
      '.times(2).emit()',
      '.until(__.has("lang").or().loops().is(2))',
    );
    const early = this.#roll(5) === 0 ? 'emit().' : '';
    return { step: `${early}repeat(__.${round})${early ? '.times(2)' : end}`, gives: 'node' };
  }

  /** Steps for what comes. */
  #own(sort: Sort, depth: number): Word | undefined {
    const same = (step: string): Word => ({ step, gives: sort });
    if (sort === 'node') {
      if (this.#roll(3) === 0 && this.#hops++ < 4)
        return this.#pick<Word>(
          { step: `${this.#pick('out', 'in', 'both')}(${this.#pick(...labels)})`, gives: 'node' },
          { step: `${this.#pick('outE', 'inE', 'bothE')}(${this.#pick(...labels)})`, gives: 'edge' },
        );
      return this.#pick<Word>(
        same(`has(${this.#pick(...keys)})`),
        same(`has("age", ${this.#test('number')})`),
        same(`has("name", ${this.#test('text')})`),
        same(`hasLabel(${this.#pick('"person"', '"software"', 'neq("person")')})`),
        same(`hasNot(${this.#pick(...keys)})`),
        { step: 'values("name")', gives: 'text' },
        { step: 'values("age")', gives: 'number' },
        { step: `values(${this.#pick(...keys)}, "age")`, gives: 'text' },
        { step: this.#pick('label()', 'values("lang")'), gives: 'text' },
        {
          step: this.#pick('valueMap()', 'valueMap("name")', 'elementMap("age")', 'valueMap().by(unfold())'),
          gives: 'map',
        },
        { step: 'properties()', gives: 'property' },
        same(`order().by(${this.#pick('"name"', '"age"', '__.outE().count()', '"name", desc')}).by(T.id)`),
      );
    }
    if (sort === 'edge')
      return this.#pick<Word>(
        { step: this.#pick('inV()', 'outV()', 'bothV()', 'inV()'), gives: 'node' },
        same(`has("weight", ${this.#test('number')})`),
        same(`hasLabel(${this.#pick('"knows"', '"created"')})`),
        { step: 'values("weight")', gives: 'number' },
        { step: this.#pick('label()', 'values()'), gives: 'text' },
        { step: 'elementMap()', gives: 'map' },
        same('order().by("weight").by(T.id)'),
      );
    if (sort === 'number')
      return this.#pick<Word>(
        same(`is(${this.#test('number')})`),
        same(this.#pick('sum()', 'max()', 'min()', 'mean()')),
        same(`math("${this.#pick('_ + 1', '_ * 2', '_ / 3', '_ % 5', '_ ^ 2', '(_ - 1) * _')}")`),
        { step: 'asString()', gives: 'text' },
        { step: 'groupCount()', gives: 'map' },
      );
    if (sort === 'text')
      return this.#pick<Word>(
        same(`is(${this.#test('text')})`),
        same(
          this.#pick(
            'asString()',
            'asString().toUpper()',
            'asString().concat("x")',
            'asString().reverse()',
            'asString().substring(1)',
          ),
        ),
        { step: 'asString().length()', gives: 'number' },
        { step: this.#pick('groupCount()', 'group().by().by(__.count())'), gives: 'map' },
        same(this.#pick('order()', 'order().by(desc)', 'max()', 'min()')),
      );
    if (sort === 'list')
      return this.#pick<Word>(
        { step: 'count(local)', gives: 'number' },
        { step: 'unfold()', gives: 'text' },
        same(this.#pick('order(local)', 'dedup(local)', 'reverse()', 'fold()', 'order(local).by(desc)')),
        same(
          `${this.#pick('combine', 'merge', 'intersect', 'difference', 'disjunct')}([${this.#pick(...numbers)}, ${this.#pick(...texts)}])`,
        ),
        same(`${this.#pick('any', 'all', 'none')}(${this.#test(this.#pick('number', 'text'))})`),
        { step: this.#pick('sum(local)', 'max(local)', 'min(local)', 'mean(local)'), gives: 'number' },
      );
    if (sort === 'map')
      return this.#pick<Word>(
        { step: `select(${this.#pick('keys', 'values')})`, gives: 'list' },
        { step: `select(${this.#pick('"a"', '"name"', '"person"', '"b"')})`, gives: 'text' },
        { step: 'unfold()', gives: 'map' },
        { step: 'count(local)', gives: 'number' },
        same(
          this.#pick(
            'order(local).by(keys)',
            'order(local).by(values).by(keys)',
            'order(local).by(values, desc).by(keys)',
          ),
        ),
      );
    return depth > 5
      ? undefined
      : this.#pick<Word>(
          { step: 'value()', gives: 'text' },
          { step: 'key()', gives: 'text' },
          same(`hasKey(${this.#pick(...keys)})`),
          same(`hasValue(${this.#test('text')})`),
          { step: 'element()', gives: 'node' },
        );
  }

  #end(sort: Sort): string {
    const ends = ['', '', '', '.count()', '.fold()', '.groupCount()'];
    if (sort === 'node') ends.push('.values("name")', '.order().by("name").limit(3)', '.tree().by("name")');
    if (this.#named.length > 0) ends.push(`.select("${this.#named[0]}")`);
    return this.#pick(...ends);
  }
}
