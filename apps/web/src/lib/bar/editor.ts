/** A query as one writes it: coloured, completed, with faults underlined. Loaded when somebody begins to write. */

import { type Completion, complete, diagnose, hover, type Vocabulary } from '@canopy/gremlin/language';
import {
  acceptCompletion,
  autocompletion,
  type Completion as Choice,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  closeBracketsKeymap,
  completionStatus,
  moveCompletionSelection,
  pickedCompletion,
  selectedCompletionIndex,
  startCompletion,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { linter } from '@codemirror/lint';
import { Compartment, EditorState, type Extension, Prec } from '@codemirror/state';
import { EditorView, hoverTooltip, keymap, placeholder } from '@codemirror/view';
import { colours, look } from './editor-look.ts';

export { vocabularyOf } from '@canopy/gremlin/language';

export interface EditorOptions {
  readonly parent: HTMLElement;
  readonly text: string;
  readonly selection: { readonly from: number; readonly to: number };
  readonly placeholder: string;
  /** The words of the graph, as they are now. */
  readonly words: () => Vocabulary;
  /** Of the element that is written into; asked again after `refresh`. */
  readonly attributes: () => Record<string, string>;
  /** `helping` while words are offered. */
  readonly onchange: (text: string, helping: boolean) => void;
  /** A key that the editor has no use for itself; true when it was one for the field. */
  readonly onkey: (key: string) => boolean;
  readonly onfocus: (focused: boolean) => void;
}

export interface Editor {
  setText(text: string): void;
  refresh(): void;
  focus(): void;
  close(): void;
}

/** Tab leaves the editor, Escape gives it up: whoever has only a keyboard is not caught. */
export function openEditor(options: EditorOptions): Editor {
  const { text, selection, parent } = options;
  const state = EditorState.create({
    doc: text,
    selection: { anchor: Math.min(selection.from, text.length), head: Math.min(selection.to, text.length) },
    extensions: extensionsFor(options),
  });
  const view = new EditorView({ state, parent });
  return {
    setText: (next) => {
      const now = view.state.doc.toString();
      if (next !== now)
        view.dispatch({ changes: { from: 0, to: now.length, insert: next }, selection: { anchor: next.length } });
    },
    refresh: () => view.dispatch({}),
    focus: () => view.focus(),
    close: () => view.destroy(),
  };
}

function extensionsFor(options: EditorOptions): Extension {
  const { words, attributes } = options;
  const wrapping = new Compartment();
  return [
    history(),
    closeBrackets(),
    bracketMatching(),
    autocompletion({
      override: [(context) => offer(context, words())],
      selectOnOpen: false,
      icons: false,
      activateOnTypingDelay: 40,
      optionClass: ({ type }) => `is-${type ?? 'word'}`,
    }),
    linter(({ state }) => faultsIn(state.doc.toString(), words()), { delay: 400 }),
    hoverTooltip((view, at) => explain(view.state.doc.toString(), at)),
    Prec.highest(keymap.of(keysFor(options))),
    keymap.of([...closeBracketsKeymap, ...historyKeymap, ...defaultKeymap]),
    placeholder(options.placeholder),
    wrapping.of([]),
    EditorView.focusChangeEffect.of((_state, focused) => wrapping.reconfigure(focused ? EditorView.lineWrapping : [])),
    EditorView.contentAttributes.of(attributes),
    EditorView.updateListener.of(({ state, docChanged, startState, focusChanged, view }) => {
      const helping = completionStatus(state) === 'active';
      if (docChanged || helping !== (completionStatus(startState) === 'active'))
        options.onchange(state.doc.toString(), helping);
      if (focusChanged) options.onfocus(view.hasFocus);
    }),
    colours,
    look,
  ];
}

function keysFor({ onkey }: EditorOptions) {
  const pass = (key: string) => ({
    key,
    run: ({ state }: EditorView) =>
      completionStatus(state) === 'active' && key.startsWith('Arrow') ? false : onkey(key),
  });
  return [{ key: 'Tab', run: acceptFirst }, pass('Enter'), pass('Escape'), pass('ArrowDown'), pass('ArrowUp')];
}

/** Nothing is chosen until an arrow key says so: Enter sends the query, Tab takes the best word. */
function acceptFirst(view: EditorView): boolean {
  if (completionStatus(view.state) !== 'active') return false;
  if (selectedCompletionIndex(view.state) === null) moveCompletionSelection(true)(view);
  return acceptCompletion(view);
}

/** So many fit below each other without scrolling. */
const mostWords = 14;

function offer({ state, pos, explicit }: CompletionContext, words: Vocabulary): CompletionResult | null {
  if (!explicit && state.doc.length === 0) return null;
  const { from, to, options } = complete(state.doc.toString(), pos, words);
  return options.length === 0
    ? null
    : { from, to, filter: false, options: options.slice(0, mostWords).map((option) => choiceOf(option)) };
}

function choiceOf({ label, sort, insert, detail, doc }: Completion): Choice {
  return {
    label,
    type: sort,
    detail: detail === label ? '' : detail,
    ...(doc === '' ? {} : { info: doc }),
    apply: (view, choice, from, to) => put(view, { choice, from, to, insert }),
  };
}

/** A call gets its second bracket, and what could stand between the two is offered at once. */
function put(
  view: EditorView,
  { choice, from, to, insert }: { choice: Choice; from: number; to: number; insert: string },
): void {
  const opens = insert.endsWith('(');
  const next = view.state.sliceDoc(to, to + 1);
  const whole = opens && next !== '(' ? `${insert})` : insert;
  // A string that is offered with both its quotes takes the place of one that is open.
  const end = /^['"].*['"]$/s.test(insert) && next === insert[0] ? to + 1 : to;
  view.dispatch({
    changes: { from, to: end, insert: whole },
    selection: { anchor: from + insert.length + (closes(view, from, next) ? 1 : 0) },
    annotations: pickedCompletion.of(choice),
    userEvent: 'input.complete',
    scrollIntoView: true,
  });
  if (opens) startCompletion(view);
}

/** A word of a string whose second quote stands there already: the cursor goes behind it. */
function closes({ state }: EditorView, from: number, next: string): boolean {
  return (next === "'" || next === '"') && state.sliceDoc(from - 1, from) === next;
}

export interface Underlined {
  readonly from: number;
  readonly to: number;
  readonly severity: 'error' | 'info';
  readonly message: string;
}

/** Faults as stretches of the text, one character long at least where the text has one. */
export function faultsIn(text: string, words: Vocabulary): Underlined[] {
  if (text.trim() === '') return [];
  return diagnose(text, words).map(({ offset, length, severity, message, hint }) => {
    const to = Math.min(text.length, offset + Math.max(1, length));
    const beside = hint !== undefined && !message.includes(hint) ? `\n${hint}` : '';
    return {
      from: Math.max(0, Math.min(offset, to - 1)),
      to,
      severity: severity === 'hint' ? ('info' as const) : ('error' as const),
      message: message + beside,
    };
  });
}

function explain(text: string, at: number) {
  const found = hover(text, at);
  if (found === undefined) return null;
  return {
    pos: found.span.offset,
    end: found.span.offset + found.span.length,
    create: () => {
      const dom = document.createElement('div');
      dom.className = 'cm-explained';
      for (const [tag, words] of [
        ['code', found.signatures.join('\n')],
        ['p', found.doc],
        ['code', found.example],
      ] as const) {
        if (words === '') continue;
        const part = document.createElement(tag);
        part.textContent = words;
        dom.append(part);
      }
      return { dom };
    },
  };
}
