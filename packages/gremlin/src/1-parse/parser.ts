/** Tokens to tree, by recursive descent. Each method is headed by its production of docs/reference/grammar.md. */
import { GremlinError, join, type Span } from '../errors.ts';
import type { Arg, List, Query, Root, Step, Strategy, Traversal } from './ast.ts';
import { construct, readNumber, readString } from './literal.ts';
import { rangeOf } from './range.ts';
import type { Token, TokenKind } from './token.ts';
import { TokenStream } from './token-stream.ts';
import { constants, skydivePredicates, tinkerpopPredicates } from './words.ts';

/** How deep brackets may nest; a query that nests deeper was not written by a person. */
const deepest = 64;

export class Parser extends TokenStream {
  #depth = 0;
  #root: Root = 'G';
  /** Steps of the outermost chain that were read whole; what is left when the text goes wrong later. */
  readonly whole: Step[] = [];
  /** Whether the step being read is spelled as TinkerPop spells: strings then have Java's escapes. */
  #java = false;

  get root(): Root {
    return this.#root;
  }

  /** Query = ("G" | "g") { "." Step } [ ";" ] */
  query(): Query {
    const first = this.peek();
    if (first.kind !== 'name' || !/^g$/i.test(first.text)) throw this.unexpected('G or g, where a query starts');
    this.#root = first.text === 'g' ? 'g' : 'G';
    this.next();
    const steps = this.#chain(this.whole);
    this.take(';');
    if (this.peek().kind !== 'end') throw this.unexpected('"." and a step, or the end of the query');
    const span = steps.length > 0 ? join(first.span, steps.at(-1)!.span) : first.span;
    return { kind: 'query', root: this.#root, steps, span };
  }

  /** { "." Step } */
  #chain(steps: Step[] = []): Step[] {
    while (this.take('.')) steps.push(this.#step());
    return steps;
  }

  /** Step = name "(" [ Arg { "," Arg } ] ")" | "G" */
  #step(): Step {
    const token = this.peek();
    if (token.kind !== 'name') throw this.unexpected('the name of a step');
    this.next();
    const outer = this.#java;
    this.#java = this.#root === 'g' && /^(?:[a-z]|[VE]$)/.test(token.text);
    const bare = { kind: 'step', name: token.text, nameSpan: token.span } as const;
    let step: Step;
    if (this.isPunctuation('(')) {
      const { args, end } = this.#args();
      step = { ...bare, args, span: join(token.span, end) };
    } else if (/^g$/i.test(token.text)) step = { ...bare, args: undefined, span: token.span };
    else throw this.unexpected(`"(" after ${token.text}`);
    this.#java = outer;
    return step;
  }

  /** Args = "(" [ Arg { "," Arg } ] ")" */
  #args(): { args: Arg[]; end: Span } {
    const open = this.expect('(');
    if (++this.#depth > deepest) throw new GremlinError('SYNTAX', `Brackets nest deeper than ${deepest}`, open.span);
    const args: Arg[] = [];
    if (!this.isPunctuation(')')) {
      do args.push(this.#arg());
      while (this.take(','));
    }
    const end = this.expect(')', args.length > 0 ? '"," or ")"' : '")"').span;
    this.#depth--;
    return { args, end };
  }

  /** Arg = Value { ".and(" Arg ")" | ".or(" Arg ")" | ".negate()" } */
  #arg(): Arg {
    let arg = this.#value();
    while (isPredicate(arg) && this.isPunctuation('.')) {
      this.next();
      const word = this.peek();
      const op = word.text.toLowerCase();
      if (word.kind !== 'name' || !['and', 'or', 'negate'].includes(op)) throw this.unexpected('and, or or negate');
      this.next();
      const { args, end } = this.#args();
      const span = join(arg.span, end);
      if (op === 'negate' && args.length === 0) arg = { kind: 'negate', of: arg, span };
      else if (op !== 'negate' && args.length === 1)
        arg = { kind: op as 'and' | 'or', left: arg, right: args[0]!, span };
      else
        throw new GremlinError(
          'SYNTAX',
          `${word.text} takes ${op === 'negate' ? 'nothing' : 'one predicate'}`,
          word.span,
        );
    }
    return arg;
  }

  /** Value = string | number | List | Set | Map | Word */
  #value(): Arg {
    const token = this.peek();
    if (token.kind === 'string') return this.#string();
    if (token.kind === 'number') return this.#number();
    if (token.kind === 'name') return this.#word();
    if (this.isPunctuation('[')) return this.#listOrMap();
    if (this.isPunctuation('{')) return this.#set();
    throw this.unexpected('an argument');
  }

  /** string [ ".." string ] */
  #string(): Arg {
    const token = this.next();
    const value = readString(token.text, this.#java);
    const last = this.#rangeEnd('string');
    if (last) return rangeOf(value, readString(last.text, this.#java), join(token.span, last.span));
    return { kind: 'literal', value, span: token.span };
  }

  /** number [ ".." number ] */
  #number(): Arg {
    const token = this.next();
    const value = this.#java ? readNumber(token.text, token.span) : Number(token.text);
    const last = this.#rangeEnd('number');
    if (last) return rangeOf(Number(value), Number(readNumber(last.text, last.span)), join(token.span, last.span));
    return { kind: 'literal', value, span: token.span };
  }

  #rangeEnd(kind: TokenKind): Token | undefined {
    if (!this.isPunctuation('.') || this.tokens[this.at + 1]?.text !== '.') return undefined;
    this.at += 2;
    const last = this.next();
    if (last.kind !== kind) throw new GremlinError('SYNTAX', 'Expected the end of the range', last.span);
    return last;
  }

  /** Word = "true" | "false" | "null" | Predicate | Traversal | Strategy | name { "." name } */
  #word(): Arg {
    const token = this.peek();
    const word = token.text;
    const constant = constants.get(this.#java ? word : word.toLowerCase());
    const called = this.tokens[this.at + 1]?.text === '(' && this.tokens[this.at + 1]?.kind === 'punctuation';
    if (constant !== undefined && !called) {
      this.next();
      return { kind: 'literal', value: constant.value, span: token.span };
    }
    if (word === 'new') {
      this.next();
      return this.#strategy(token.span);
    }
    if (word === '__') return this.#anonymous();
    if (/^(?:P|TextP)$/.test(word) && this.tokens[this.at + 1]?.text === '.') {
      this.at += 2;
      return this.#predicate(token.span);
    }
    if (!called) return this.#name();
    if (/^(?:datetime|UUID)$/i.test(word)) return this.#constructed();
    if (this.#isPredicateName(word)) return this.#predicate();
    if (/Strategy$/.test(word)) return this.#strategy(token.span);
    return this.#traversal(token.span);
  }

  /** name { "." name } */
  #name(): Arg {
    const first = this.next();
    const parts = [first.text];
    let end = first.span;
    while (this.isPunctuation('.') && this.tokens[this.at + 1]?.kind === 'name') {
      this.next();
      const part = this.next();
      parts.push(part.text);
      end = part.span;
    }
    if (this.isPunctuation('('))
      throw new GremlinError('SYNTAX', `${parts.join('.')} cannot be called`, join(first.span, end));
    return { kind: 'name', parts, span: join(first.span, end) };
  }

  /** Traversal = [ "__" "." ] Step { "." Step } */
  #traversal(start: Span): Traversal {
    const steps = [this.#step(), ...this.#chain()];
    return { kind: 'traversal', steps, span: join(start, steps.at(-1)!.span) };
  }

  /** "__" "." Step { "." Step } */
  #anonymous(): Traversal {
    const start = this.next().span;
    this.expect('.', '"." after __');
    return this.#traversal(start);
  }

  /** Predicate = [ "P." | "TextP." ] name Args; `not` of a traversal is the step */
  #predicate(prefix?: Span): Arg {
    const token = this.next();
    const { args, end } = this.#args();
    const span = join(prefix ?? token.span, end);
    if (token.text === 'not' && args[0] && isPredicate(args[0])) return { kind: 'negate', of: args[0], span };
    return { kind: 'predicate', name: token.text, args, span, nameSpan: token.span };
  }

  #isPredicateName(word: string): boolean {
    if (word === 'not') return this.#notHoldsPredicate();
    return tinkerpopPredicates.has(word) || skydivePredicates.has(word.toLowerCase());
  }

  /** Looks past `not(`: what follows decides whether `not` negates a predicate or is the step. */
  #notHoldsPredicate(): boolean {
    const inside = this.tokens[this.at + 2];
    if (inside?.kind !== 'name') return false;
    if (inside.text === 'P' || inside.text === 'TextP') return true;
    return inside.text !== 'not' && this.#isPredicateName(inside.text) && this.tokens[this.at + 3]?.text === '(';
  }

  /** "datetime" "(" string ")" | "UUID" "(" [ string ] ")" */
  #constructed(): Arg {
    const token = this.next();
    const { args, end } = this.#args();
    const span = join(token.span, end);
    const text = args[0]?.kind === 'literal' ? args[0].value : undefined;
    return { kind: 'literal', value: construct(token.text, text, args[0]?.span ?? span), span };
  }

  /** Strategy = [ "new" ] name [ "(" [ name ":" Arg { "," name ":" Arg } ] ")" ] */
  #strategy(start: Span): Strategy {
    const token = this.peek();
    if (token.kind !== 'name') throw this.unexpected('the name of a strategy');
    this.next();
    const options: [string, Arg][] = [];
    let end = token.span;
    if (this.take('(')) {
      while (!this.isPunctuation(')')) {
        const option = this.next();
        this.expect(':');
        options.push([option.text, this.#arg()]);
        if (!this.take(',')) break;
      }
      end = this.expect(')').span;
    }
    return { kind: 'strategy', name: token.text, options, span: join(start, end) };
  }

  /** List = "[" [ Arg { "," Arg } ] "]" ; Map = "[" ":" "]" | "[" Key ":" Arg { "," Key ":" Arg } "]" */
  #listOrMap(): Arg {
    const open = this.next();
    if (++this.#depth > deepest) throw new GremlinError('SYNTAX', `Brackets nest deeper than ${deepest}`, open.span);
    const entries: [Arg, Arg][] = [];
    const items: Arg[] = [];
    let isMap = this.take(':');
    while (!isMap || entries.length > 0 || !this.isPunctuation(']')) {
      if (this.isPunctuation(']')) break;
      const key = this.#mapKeyOrItem();
      if (items.length === 0 && this.take(':')) {
        isMap = true;
        entries.push([
          key.kind === 'name' && key.parts.length === 1 ? asString(key.parts[0]!, key.span) : key,
          this.#arg(),
        ]);
      } else items.push(key);
      if (!this.take(',')) break;
    }
    const span = join(open.span, this.expect(']', '"," or "]"').span);
    this.#depth--;
    return isMap ? { kind: 'map', entries, span } : { kind: 'list', items, span };
  }

  /** Key = Arg | "(" Arg ")" */
  #mapKeyOrItem(): Arg {
    if (!this.take('(')) return this.#arg();
    const key = this.#arg();
    this.expect(')');
    return key; // A name in brackets stays a token, `[(T.id): 1]`, where a bare one is a string.
  }

  /** Set = "{" [ Arg { "," Arg } ] "}" */
  #set(): List {
    const open = this.next();
    if (++this.#depth > deepest) throw new GremlinError('SYNTAX', `Brackets nest deeper than ${deepest}`, open.span);
    const items: Arg[] = [];
    while (!this.isPunctuation('}')) {
      items.push(this.#arg());
      if (!this.take(',')) break;
    }
    const span = join(open.span, this.expect('}', '"," or "}"').span);
    this.#depth--;
    return { kind: 'set', items, span };
  }
}

function asString(value: string, span: Span): Arg {
  return { kind: 'literal', value, span };
}

export function isPredicate(arg: Arg): boolean {
  return arg.kind === 'predicate' || arg.kind === 'and' || arg.kind === 'or' || arg.kind === 'negate';
}
