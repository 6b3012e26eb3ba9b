/** Writes `schema.graphql` from the registry of kinds; run it after a kind changed. */

import { writeFileSync } from 'node:fs';
import { printedSchema } from '../src/graphql/print.ts';

writeFileSync(new URL('../schema.graphql', import.meta.url), printedSchema());
