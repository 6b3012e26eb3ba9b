/** What could stand at the cursor: steps, predicates, keys and values of the graph. */
import { predicates } from '../predicates/index.ts';
import { findStep, visibleSteps } from '../steps/find.ts';
import { tokenNames } from '../values/tokens.ts';
import { type Context, contextAt } from './context.ts';
import { examine, isKeyArgument } from './diagnose.ts';
import { emptyVocabulary, type Vocabulary } from './vocabulary.ts';

export interface Completion {
  readonly label: string;
  readonly sort: 'step' | 'predicate' | 'key' | 'value' | 'word';
  /** What is put in place of the word at the cursor. */
  readonly insert: string;
  readonly detail: string;
  readonly doc: string;
}

export interface Completions {
  /** The stretch of text that a completion replaces. */
  readonly from: number;
  readonly to: number;
  readonly options: readonly Completion[];
}

export function complete(text: string, offset: number, vocabulary: Vocabulary = emptyVocabulary): Completions {
  const context = contextAt(text, offset);
  const lower = context.word.toLowerCase();
  const options = candidates(context, vocabulary).filter((one) => one.label.toLowerCase().includes(lower));
  const starts = (one: Completion) => (one.label.toLowerCase().startsWith(lower) ? 0 : 1);
  return { from: offset - context.word.length, to: offset, options: options.sort((a, b) => starts(a) - starts(b)) };
}

function candidates(context: Context, vocabulary: Vocabulary): Completion[] {
  if (context.afterPoint) return stepsFor(context);
  const call = context.calls.at(-1);
  if (!call)
    return /^\s*$/.test(context.chain) ? [word('G', "Skydive's language"), word('g', "TinkerPop's language")] : [];
  const spec = findStep(call.name, context.root);
  const words = wordsFor(context, spec?.name ?? call.name, call.before, vocabulary);
  if (context.quote !== undefined || !spec) return words;
  return [
    ...words,
    ...predicatesFor(context),
    ...(takesTraversal(spec.signatures) ? stepsFor(context) : []),
    ...tokens(),
  ];
}

function takesTraversal(signatures: readonly string[]): boolean {
  return signatures.some((one) => /traversal|pattern|then/.test(one));
}

/** Steps that work on what flows here; all of them inside nested traversals, where that is not known. */
function stepsFor(context: Context): Completion[] {
  const kind = context.calls.length === 0 && context.chain !== '' ? examine(context.chain).plan?.gives : 'any';
  return visibleSteps(context.root)
    .filter(
      (spec) =>
        !spec.takes ||
        kind === undefined ||
        kind === 'any' ||
        spec.takes.includes(kind) ||
        (kind === 'source' && spec.takes.includes('graph')),
    )
    .map((spec) => ({
      label: spec.name,
      sort: 'step',
      insert: spec.signatures.every((one) => one.endsWith('()')) ? `${spec.name}()` : `${spec.name}(`,
      detail: spec.signatures[0] ?? '',
      doc: spec.doc,
    }));
}

function predicatesFor(context: Context): Completion[] {
  const dialect = context.root === 'g' ? 'tinkerpop' : 'skydive';
  return predicates
    .filter((spec) => spec.dialect === dialect)
    .map((spec) => ({
      label: spec.name,
      sort: 'predicate',
      insert: `${spec.name}(`,
      detail: spec.signature,
      doc: spec.doc,
    }));
}

/** Keys, or values under the key before, as they stand in strings. */
function wordsFor(context: Context, name: string, before: readonly string[], vocabulary: Vocabulary): Completion[] {
  const quoted = (text: string) =>
    context.quote === undefined ? `'${text.replace(/['\\]/g, '\\$&')}'` : text.replace(/['"\\]/g, '\\$&');
  const options = (words: readonly string[], sort: Completion['sort'], detail: string) =>
    words.map((text): Completion => ({ label: text, sort, insert: quoted(text), detail, doc: '' }));
  if (/^(?:out|in|both)E?$/.test(name)) return options(vocabulary.relationTypes, 'value', 'relation type');
  if (name === 'hasLabel') return options([...vocabulary.types, ...vocabulary.relationTypes], 'value', 'type');
  if (isKeyArgument(name, before.length, before.length + 1)) return options(vocabulary.keys, 'key', 'key');
  const outer = context.calls.at(-2);
  const key = findStep(name, context.root) ? before.at(-1) : outer?.before.at(-1);
  return key === undefined ? [] : options(valuesOf(vocabulary, key), 'value', key);
}

function valuesOf(vocabulary: Vocabulary, key: string): readonly string[] {
  if (key === 'Type') return vocabulary.types;
  return key === 'RelationType' ? vocabulary.relationTypes : vocabulary.values(key);
}

function tokens(): Completion[] {
  return tokenNames
    .filter((name) => /^(?:Order|Scope|T|Pop)\./.test(name))
    .map((name) => word(name.split('.')[1]!, name));
}

function word(label: string, detail: string): Completion {
  return { label, sort: 'word', insert: label, detail, doc: '' };
}
