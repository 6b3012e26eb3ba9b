/** The colours of a query, and the editor in the clothes of the page. */

import {
  Decoration,
  type DecorationSet,
  EditorView,
  MatchDecorator,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';

const mark = (name: string) => Decoration.mark({ class: `q-${name}` });
const marks = { text: mark('text'), number: mark('number'), step: mark('step'), call: mark('call') };

/** Strings, numbers, steps after a point, and calls among the arguments: by their form, which is enough for colours. */
const decorator = new MatchDecorator({
  regexp: /'(?:[^'\\]|\\.)*'?|"(?:[^"\\]|\\.)*"?|\b\d+(?:\.\d+)?\b|\.?\b[A-Za-z_]\w*(?=\s*\()/g,
  decorate: (add, from, to, [text]) => {
    const first = text[0] ?? '';
    if (first === "'" || first === '"') add(from, to, marks.text);
    else if (/\d/.test(first)) add(from, to, marks.number);
    else if (first === '.') add(from + 1, to, marks.step);
    else add(from, to, marks.call);
  },
});

export const colours = ViewPlugin.fromClass(
  class {
    found: DecorationSet;
    constructor(view: EditorView) {
      this.found = decorator.createDeco(view);
    }
    update(update: ViewUpdate): void {
      this.found = decorator.updateDeco(update, this.found);
    }
  },
  { decorations: ({ found }) => found },
);

const floating = {
  background: 'var(--panel-raised)',
  border: '1px solid var(--line-strong)',
  borderRadius: 'var(--radius)',
  boxShadow: 'var(--shadow)',
  color: 'var(--text)',
};

export const look = EditorView.theme({
  '&': { width: '100%', background: 'none' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { font: '12px/18px var(--mono)', overflow: 'hidden' },
  '&.cm-focused .cm-scroller': { maxHeight: '40vh', overflow: 'auto' },
  '.cm-content': { padding: '6px 0', caretColor: 'var(--text)' },
  // Else the example makes the field scroll to the side.
  '.cm-content:has(.cm-placeholder)': { flexShrink: '1', minWidth: '0' },
  '.cm-line': { padding: '0 8px' },
  '.cm-placeholder': {
    color: 'var(--text-faint)',
    display: 'inline-block',
    maxWidth: '100%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    verticalAlign: 'top',
    whiteSpace: 'nowrap',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    background: 'none',
    color: 'inherit',
    outline: '1px solid var(--line-strong)',
  },
  '.cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket': { background: 'none', color: 'var(--bad)' },
  '.q-step': { color: 'var(--accent)' },
  '.q-call': { color: 'var(--edge-policy)' },
  '.q-text': { color: 'var(--good)' },
  '.q-number': { color: 'var(--warn)' },
  '.cm-lintRange-error': {
    background: 'none',
    textDecoration: 'underline wavy var(--bad) 1px',
    textUnderlineOffset: '3px',
  },
  '.cm-lintRange-info': {
    background: 'none',
    textDecoration: 'underline wavy var(--warn) 1px',
    textUnderlineOffset: '3px',
  },
  '.cm-tooltip': floating,
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    font: '12px/1.4 var(--mono)',
    maxHeight: 'none',
    overflow: 'visible',
    padding: '4px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '4px 8px', borderRadius: 'var(--radius-small)' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected], .cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    background: 'var(--accent-soft)',
    color: 'var(--text)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: 650 },
  '.cm-completionDetail': { color: 'var(--text-soft)', fontStyle: 'normal', fontSize: '11px', marginLeft: '12px' },
  '.cm-tooltip.cm-completionInfo': { font: '12px/1.45 var(--font)', padding: '8px 10px', maxWidth: '280px' },
  '.cm-diagnostic': {
    font: '12px/1.45 var(--font)',
    padding: '6px 10px',
    border: '0',
    whiteSpace: 'pre-wrap',
    maxWidth: '420px',
  },
  '.cm-explained': { font: '12px/1.45 var(--font)', padding: '8px 10px', maxWidth: '420px' },
  '.cm-explained code': { display: 'block', whiteSpace: 'pre-wrap', color: 'var(--text-soft)', fontSize: '11.5px' },
  '.cm-explained p': { margin: '4px 0' },
});
