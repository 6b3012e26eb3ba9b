/** Traversals made up from a seed: steps that fit what comes, one after the other, on the modern and the crew graph. */
import { Dice, hop, keys, labels, ownStep, type Sort, type Word } from './random-steps.ts';
import type { Asked } from './suite.ts';

/** Further steps are not added to a traversal that is this long. */
const LONGEST = 14;

export function randomQuestions(count: number, seed: number): Asked[] {
  const dice = new Dice(seed);
  return Array.from({ length: count }, () => {
    const maker = new Maker(dice);
    return { graph: 'modern', query: maker.query(), source: 'random' };
  });
}

class Maker {
  readonly #dice: Dice;
  /** Labels that as() gave at the outermost level. */
  readonly #named: string[] = [];
  #steps = 0;
  #hops = 0;

  constructor(dice: Dice) {
    this.#dice = dice;
  }

  query(): string {
    const start = this.#dice.pick(
      'g.V()',
      'g.V()',
      'g.V()',
      'g.E()',
      'g.V(1)',
      'g.V(4, 6)',
      'g.V().hasLabel("person")',
    );
    const [steps, sort] = this.#chain(start === 'g.E()' ? 'edge' : 'node', 1 + this.#dice.roll(6), 0);
    return start + steps + this.#end(sort);
  }

  #chain(from: Sort, length: number, depth: number): [string, Sort] {
    let [text, sort] = ['', from];
    for (let i = 0; i < length && this.#steps++ < LONGEST; i++) {
      const word = this.#word(sort, depth);
      text += `.${word.step}`;
      sort = word.gives;
    }
    return [text, sort];
  }

  /** An anonymous traversal on what comes. */
  #inner(sort: Sort, depth: number): [string, Sort] {
    const [text, gives] = this.#chain(sort, 1 + this.#dice.roll(2), depth + 1);
    return text === '' ? ['__.identity()', sort] : [`__${text}`, gives];
  }

  #child(sort: Sort, depth: number): string {
    return this.#inner(sort, depth)[0];
  }

  #by(sort: Sort, depth: number): string {
    const how = this.#dice.roll(6);
    if (how === 0) return '.by()';
    if ((sort === 'node' || sort === 'edge') && how < 3) return `.by(${this.#dice.pick(...keys, '"weight"')})`;
    if ((sort === 'node' || sort === 'edge') && how === 3) return `.by(${this.#dice.pick('T.label', 'T.id', 'label')})`;
    return `.by(${this.#child(sort, depth)})`;
  }

  #word(sort: Sort, depth: number): Word {
    return this.#dice.roll(10) < 6 ? this.#own(sort) : this.#common(sort, depth);
  }

  /** Steps that work on anything. */
  #common(sort: Sort, depth: number): Word {
    const same = (step: string): Word => ({ step, gives: sort });
    const simple = [
      same('dedup()'),
      same('identity()'),
      same('barrier()'),
      same('order()'),
      same('simplePath()'),
      { step: `constant(${this.#dice.pick('1', '"x"', '2.5')})`, gives: 'text' } as const,
      { step: 'fold()', gives: 'list' } as const,
      { step: 'count()', gives: 'number' } as const,
    ];
    if (depth > 1 || this.#dice.roll(3) === 0) return this.#dice.pick(...simple);
    const child = () => this.#child(sort, depth);
    const by = () => this.#by(sort, depth);
    return this.#dice.pick<() => Word>(
      () => same(`where(${child()})`),
      () => same(`not(${child()})`),
      () => same(`and(${child()}, ${child()})`),
      () => same(`or(${child()}, ${child()})`),
      () => this.#branch(sort, depth),
      () => this.#branch(sort, depth),
      () => ({ step: `project("a", "b")${by()}${by()}`, gives: 'map' }),
      () => ({ step: `group()${by()}${by()}`, gives: 'map' }),
      () => ({ step: `groupCount()${by()}`, gives: 'map' }),
      () => same(`dedup()${by()}`),
      () => this.#labelled(sort, depth),
      () => this.#labelled(sort, depth),
      () => same(`sideEffect(${child()})`),
      () => ({ step: this.#dice.pick('path()', 'path().by()'), gives: 'list' }),
    )();
  }

  #labelled(sort: Sort, depth: number): Word {
    if (depth === 0 && (this.#named.length === 0 || this.#dice.roll(2) === 0)) {
      const name = this.#dice.pick('a', 'b', 'c');
      this.#named.push(name);
      return { step: `as("${name}")`, gives: sort };
    }
    if (this.#named.length === 0) return { step: 'identity()', gives: sort };
    const [one, two] = [this.#dice.pick(...this.#named), this.#dice.pick(...this.#named)];
    const how = this.#dice.roll(4);
    if (how === 0) return { step: `where(${this.#dice.pick('eq', 'neq')}("${one}"))`, gives: sort };
    if (how === 1 && one !== two) return { step: `select("${one}", "${two}")`, gives: 'map' };
    if (how === 2)
      return { step: `select(${this.#dice.pick('first', 'last', 'all', 'mixed')}, "${one}")`, gives: 'list' };
    return { step: `select("${one}")`, gives: 'node' };
  }

  #branch(sort: Sort, depth: number): Word {
    const [one, gives] = this.#inner(sort, depth);
    const two = this.#child(sort, depth);
    if (sort === 'node' && this.#dice.roll(8) === 0 && this.#hops++ < 2) return this.#loop();
    return this.#dice.pick<Word>(
      { step: `union(${one}, ${two})`, gives },
      { step: `coalesce(${one}, ${two})`, gives },
      { step: `optional(${one})`, gives },
      { step: `choose(${one}, ${two}, __.identity())`, gives: sort },
      { step: `choose(${one}).option(none, ${two})`, gives: sort },
      { step: `local(${one})`, gives },
      { step: `map(${one})`, gives },
      { step: `flatMap(${one})`, gives },
    );
  }

  #loop(): Word {
    const body = `${this.#dice.pick('out', 'in', 'both', 'out')}(${this.#dice.pick(...labels)})`;
    const round = this.#dice.pick(body, body, `${body}.simplePath()`, `${body}.dedup()`, `${body}.has("age")`);
    const end = this.#dice.pick(
      '.times(1)',
      '.times(2)',
      '.emit().times(2)',
      '.times(2).emit()',
      '.until(__.has("lang").or().loops().is(2))',
    );
    const early = this.#dice.roll(5) === 0 ? 'emit().' : '';
    return { step: `${early}repeat(__.${round})${early ? '.times(2)' : end}`, gives: 'node' };
  }

  /** A step for what comes; along edges only a few times, since each hop multiplies the rows. */
  #own(sort: Sort): Word {
    if (sort === 'node' && this.#dice.roll(3) === 0 && this.#hops++ < 4) return hop(this.#dice);
    return ownStep(sort, this.#dice);
  }

  #end(sort: Sort): string {
    const ends = ['', '', '', '.count()', '.fold()', '.groupCount()'];
    if (sort === 'node') ends.push('.values("name")', '.order().by("name").limit(3)', '.tree().by("name")');
    if (this.#named.length > 0) ends.push(`.select("${this.#named[0]}")`);
    return this.#dice.pick(...ends);
  }
}
