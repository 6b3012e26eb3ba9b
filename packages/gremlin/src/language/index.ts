/** What an editor needs: diagnostics, completion, hover texts, formatting. Runs in a browser; derived from the list of steps. */
export { type Completion, type Completions, complete } from './complete.ts';
export { type Diagnostic, diagnose } from './diagnose.ts';
export { format } from './format.ts';
export { type Hover, hover } from './hover.ts';
export { emptyVocabulary, type Vocabulary, vocabularyOf } from './vocabulary.ts';
