import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Address, readAddress, writeAddress } from './address.ts';
import { mostHops } from './graph/scope.svelte.ts';

const word = fc.stringMatching(/^[a-z0-9/.-]{1,12}$/);
const text = fc.oneof(fc.constant(''), fc.string({ minLength: 1 }));
const list = fc.array(word, { maxLength: 4 });

const addresses: fc.Arbitrary<Address> = fc
  .record({
    filter: text,
    highlight: text,
    search: text,
    select: text,
    line: text,
    focus: text,
    hops: fc.integer({ min: 0, max: mostHops }),
    opened: list,
    closed: list,
    expand: fc.boolean(),
    relations: list,
    hide: list,
    panel: fc.constantFrom('', 'details', 'sync'),
    theme: fc.constantFrom('', 'dark'),
    layout: fc.constantFrom('', 'diagram'),
    look: fc.option(fc.record({ x: fc.integer(), y: fc.integer(), zoom: fc.constantFrom(0.25, 1, 1.5) }), {
      nil: undefined,
    }),
  })
  .map((address) => (address.focus === '' ? { ...address, hops: 1 } : address));

describe('the address', () => {
  it('says everything that the view needs to be the same again', () => {
    fc.assert(
      fc.property(addresses, (address) => {
        expect(readAddress(writeAddress(address))).toEqual(address);
      }),
    );
  });

  it('is empty for a first visit, and survives nonsense', () => {
    expect(writeAddress(readAddress(''))).toBe('');
    expect(readAddress('?focus=pod/default/web&hops=70').hops).toBe(mostHops);
    expect(writeAddress(readAddress('?hops=x&at=1,2&panel='))).toBe('');
  });

  it('understands the deep links of the original', () => {
    const { filter, highlight, expand } = readAddress("?filter=G.V().Has('Type','pod')&highlight=G.E()&expand=true");
    expect({ filter, highlight, expand }).toEqual({
      filter: "G.V().Has('Type','pod')",
      highlight: 'G.E()',
      expand: true,
    });
  });
});
