/** A list whose items are made when somebody gets there. Several may walk it; what all have passed can be let go. */

export class LazyList<T> implements Iterable<T> {
  readonly #first: Link<T>;

  constructor(items: Iterator<T>) {
    this.#first = new Link(items);
  }

  [Symbol.iterator](): Generator<T, void, void> {
    return walkFrom(this.#first);
  }
}

class Link<T> {
  #items: Iterator<T> | undefined;
  #made: { readonly value: T; readonly next: Link<T> } | undefined;

  constructor(items: Iterator<T>) {
    this.#items = items;
  }

  make(): { readonly value: T; readonly next: Link<T> } | undefined {
    if (this.#items === undefined) return this.#made;
    const items = this.#items;
    this.#items = undefined;
    const { done, value } = items.next();
    if (!done) this.#made = { value, next: new Link(items) };
    return this.#made;
  }
}

/** Holds the link that comes next, and none before it. */
function* walkFrom<T>(link: Link<T>): Generator<T, void, void> {
  for (let made = link.make(); made !== undefined; made = link.make()) {
    link = made.next;
    const { value } = made;
    made = undefined;
    yield value;
  }
}
