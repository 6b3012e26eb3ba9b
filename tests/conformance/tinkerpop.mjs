// node tests/conformance/tinkerpop.mjs DIR: runs the read-only scenarios of TinkerPop's Gherkin features under a folder.
import { onPinnedNode } from './pinned.mjs';

if (onPinnedNode(import.meta.url)) await import('./tinkerpop-features.ts');
