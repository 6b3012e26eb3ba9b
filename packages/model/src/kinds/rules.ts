/** Reading a file of link rules: YAML text in, rules out, and every problem with its line and column. */

import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml';
import type { Kind } from './define.ts';
import { isPath, type Path, parsePath } from './path.ts';
import type { LinkRule, RuleProblem } from './rule.ts';
import { linkOf } from './rule-link.ts';

export interface Rules {
  readonly rules: readonly LinkRule[];
  readonly problems: readonly RuleProblem[];
}

const shared = ['from', 'to', 'join', 'path', 'relation', 'direction', 'field', 'inverse', 'doc'];

const words: Readonly<Record<string, readonly string[]>> = {
  name: [...shared, 'namespace', 'optional'],
  selector: [...shared, 'namespaces'],
  field: [...shared, 'index'],
};

/**
 * Reads rules such as `{ from: certificate.cert-manager.io, to: secret, join: name, path: spec.secretName }`, listed
 * under `links`. `kinds` are those that `from` and `to` may name by key; `type.group` is taken for a custom resource.
 * A rule with a problem is left out.
 */
export function parseRules(text: string, kinds: readonly Kind[]): Rules {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const reading = new Reading(lines, new Set(kinds.map(({ key }) => key)));
  for (const { message, pos } of document.errors) reading.report(pos[0], message);
  if (reading.problems.length > 0 || document.contents === null) return reading;
  const root = document.contents as Node;
  const list = isMap(root) ? root.get('links', true) : undefined;
  if (isMap(root)) reading.knownOnly(root, ['links']);
  if (!isSeq(list)) {
    reading.report(root.range?.[0], 'expected a list of rules under links');
    return reading;
  }
  for (const item of list.items) {
    if (isMap(item)) reading.rule(item);
    else reading.report((item as Node | null)?.range?.[0], 'expected a rule: a map with from, to, join and path');
  }
  return reading;
}

class Reading implements Rules {
  readonly rules: LinkRule[] = [];
  readonly problems: RuleProblem[] = [];
  readonly #lines: LineCounter;
  readonly #keys: ReadonlySet<string>;

  constructor(lines: LineCounter, keys: ReadonlySet<string>) {
    this.#lines = lines;
    this.#keys = keys;
  }

  report(offset: number | undefined, message: string): void {
    const { line, col } = this.#lines.linePos(offset ?? 0);
    this.problems.push({ line: Math.max(line, 1), column: Math.max(col, 1), message });
  }

  /** Adds the rule of a map, or what is wrong with it. */
  rule(map: YAMLMap): void {
    const before = this.problems.length;
    const join = this.#choice(map, 'join', ['name', 'selector', 'field'], undefined);
    if (join !== undefined) this.knownOnly(map, words[join] ?? []);
    const path = this.#path(map, 'path', true);
    const from = this.#kind(map, 'from');
    const to = this.#kind(map, 'to');
    const facts = {
      ...{ from, to, path },
      direction: this.#choice(map, 'direction', ['out', 'in'], 'out'),
      ...this.#texts(map, ['relation', 'field', 'inverse', 'doc']),
      ...this.#particular(map, join),
    };
    if (this.problems.length === before) this.rules.push({ ...facts, join } as unknown as LinkRule);
  }

  #particular(map: YAMLMap, join: string | undefined): object {
    if (join === 'name') {
      const namespace = this.#path(map, 'namespace', false);
      return { ...(namespace ? { namespace } : {}), optional: this.#flag(map, 'optional') };
    }
    if (join === 'selector') return { namespaces: this.#choice(map, 'namespaces', ['own', 'all'], 'own') };
    return join === 'field' ? { index: this.#text(map, 'index', true) } : {};
  }

  knownOnly(map: YAMLMap, known: readonly string[]): void {
    for (const { key } of map.items) {
      const word = isScalar(key) ? String(key.value) : '';
      if (known.includes(word)) continue;
      this.report((key as Node).range?.[0], `unknown key ${word}${suggestion(word, known)}`);
    }
  }

  #text(map: YAMLMap, key: string, needed: boolean): string | undefined {
    const node = map.get(key, true);
    if (node === undefined) {
      if (needed) this.report(map.range?.[0], `the rule has no ${key}`);
      return undefined;
    }
    if (isScalar(node) && typeof node.value === 'string' && node.value !== '') return node.value;
    this.report(node.range?.[0], `${key} must be a text`);
    return undefined;
  }

  #texts(map: YAMLMap, keys: readonly string[]): Readonly<Record<string, string>> {
    const entries = keys.map((key) => [key, this.#text(map, key, false)] as const);
    return Object.fromEntries(entries.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
  }

  #flag(map: YAMLMap, key: string): boolean {
    const node = map.get(key, true);
    const value = isScalar(node) ? node.value : undefined;
    if (node !== undefined && typeof value !== 'boolean') this.report(node.range?.[0], `${key} must be true or false`);
    return value === true;
  }

  #choice<C extends string>(map: YAMLMap, key: string, choices: readonly C[], fallback: C | undefined): C | undefined {
    const text = this.#text(map, key, fallback === undefined);
    if (text === undefined) return fallback;
    const found = choices.find((each) => each === text);
    if (found === undefined)
      this.report(this.#at(map, key), `${key} must be one of ${choices.join(', ')}, not ${text}`);
    return found;
  }

  #kind(map: YAMLMap, key: string): string | undefined {
    const text = this.#text(map, key, true);
    if (text === undefined || this.#keys.has(text) || /^[a-z0-9]+(\.[a-z0-9-]+)+$/.test(text)) return text;
    this.report(this.#at(map, key), `there is no kind ${text}${suggestion(text, [...this.#keys])}`);
    return undefined;
  }

  #path(map: YAMLMap, key: string, needed: boolean): Path | undefined {
    const text = this.#text(map, key, needed);
    if (text === undefined) return undefined;
    const path = parsePath(text);
    if (isPath(path)) return path;
    const quoted = (map.get(key, true) as { type?: string } | undefined)?.type?.startsWith('QUOTE') ? 1 : 0;
    this.report(this.#at(map, key) + quoted + path.offset, path.message);
    return undefined;
  }

  #at(map: YAMLMap, key: string): number {
    return (map.get(key, true) as Node | undefined)?.range?.[0] ?? 0;
  }
}

/** The nearest known word, where one is near. */
function suggestion(word: string, known: readonly string[]): string {
  const near = known
    .map((each) => ({ each, far: distance(word.toLowerCase(), each) }))
    .filter(({ far }) => far <= Math.max(1, Math.floor(word.length / 3)))
    .sort((a, b) => a.far - b.far)[0];
  return near === undefined ? '' : `; did you mean ${near.each}?`;
}

/** The number of letters to insert, delete or replace (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

export interface Ruled {
  readonly kinds: readonly Kind[];
  /** Rules whose `from` or `to` is no kind of the list: nothing comes of them until it is watched. */
  readonly unused: readonly LinkRule[];
}

/** The kinds with the links of the rules added to their own. */
export function withRules(kinds: readonly Kind[], rules: readonly LinkRule[]): Ruled {
  const keys = new Set(kinds.map(({ key }) => key));
  const used = rules.filter(({ from, to }) => keys.has(from) && keys.has(to));
  return {
    kinds: kinds.map((kind) => {
      const own = used.filter(({ from }) => from === kind.key);
      return own.length === 0
        ? kind
        : { ...kind, links: [...kind.links, ...own.map((rule) => linkOf(rule, kind.type))] };
    }),
    unused: rules.filter((rule) => !used.includes(rule)),
  };
}
