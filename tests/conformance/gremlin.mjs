// node tests/conformance/gremlin.mjs FILE.jsonl: runs cases of the query language, one JSON object a line.
import { onPinnedNode } from './pinned.mjs';

if (onPinnedNode(import.meta.url)) await import('./gremlin-cases.ts');
