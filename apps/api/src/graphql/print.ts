/** The schema as text: what stands in git as `schema.graphql`. */

import { type Kind, registry } from '@canopy/model/kinds';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { configSchema } from '../config.ts';
import { createSchema } from './schema.ts';

export function printedSchema(kinds: readonly Kind[] = registry): string {
  return `${printSchema(lexicographicSortSchema(createSchema(kinds, configSchema.parse({}).query)))}\n`;
}
