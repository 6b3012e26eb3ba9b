/** Writes docs/reference/steps.md and grammar.md from the query language's own lists. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { grammarReference } from '../packages/gremlin/src/docs/grammar.ts';
import { stepsReference } from '../packages/gremlin/src/docs/steps.ts';

const folder = new URL('../docs/reference/', import.meta.url);
const parser = new URL('../packages/gremlin/src/1-parse/parser.ts', import.meta.url);

mkdirSync(folder, { recursive: true });
writeFileSync(new URL('steps.md', folder), stepsReference());
writeFileSync(new URL('grammar.md', folder), grammarReference(readFileSync(parser, 'utf8')));
