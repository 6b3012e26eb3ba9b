/** The Pothos builder, its plug-ins, and the types that everything else refers to. */

import type { GraphNode } from '@canopy/model';
import SchemaBuilder from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import DataloaderPlugin from '@pothos/plugin-dataloader';
import RelayPlugin from '@pothos/plugin-relay';
import type { QueryLimits } from '../config.ts';
import type { Context } from './context.ts';
import { problem } from './errors.ts';

export interface SchemaTypes {
  Context: Context;
  DefaultFieldNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    JSON: { Input: unknown; Output: unknown };
  };
}

export interface BuilderOptions {
  readonly limits: QueryLimits;
  /** The GraphQL type of a node of the graph. */
  readonly typeName: (node: GraphNode) => string;
}

/** One builder for each schema: nothing is kept beyond it. */
export function createBuilder({ limits, typeName }: BuilderOptions) {
  return new SchemaBuilder<SchemaTypes>({
    plugins: [RelayPlugin, DataloaderPlugin, ComplexityPlugin],
    defaultFieldNullability: false,
    relay: {
      nodeTypeOptions: {
        description: 'Anything with a global id, as Relay defines it.',
        resolveType: (value: unknown) => typeName(value as GraphNode),
      },
      idFieldOptions: { description: 'Unique over all types; opaque.' },
      pageInfoTypeOptions: { description: 'Where a page of a connection stands.' },
      hasNextPageFieldOptions: { description: 'Whether rows follow.' },
      hasPreviousPageFieldOptions: { description: 'Whether rows came before.' },
      startCursorFieldOptions: { description: 'The cursor of the first row.' },
      endCursorFieldOptions: { description: 'The cursor of the last row: continue with `after:`.' },
      nodeQueryOptions: {
        args: { id: { description: 'The global id.' } },
        description: 'Whatever has this global id; null when it is gone or hidden.',
        resolve: (_root, { id }, context) => context.reader.node(String(id.id)) ?? null,
      },
      nodesQueryOptions: {
        args: { ids: { description: 'The global ids.' } },
        description: 'The same for several ids, in their order.',
        resolve: (_root, { ids }, context) => {
          if (ids.length > context.limits.pageSize) throw pageTooLarge(ids.length, context.limits.pageSize);
          return ids.map((id) => context.reader.node(String(id.id)) ?? null);
        },
      },
    },
    complexity: {
      defaultComplexity: 1,
      defaultListMultiplier: 10,
      limit: { complexity: limits.complexity, depth: limits.depth, breadth: limits.breadth },
      complexityError: (kind, measured) => {
        const code = `QUERY_${kind.toUpperCase()}` as 'QUERY_COMPLEXITY' | 'QUERY_DEPTH' | 'QUERY_BREADTH';
        const [actual, max] =
          code === 'QUERY_DEPTH'
            ? [measured.depth, measured.maxDepth]
            : code === 'QUERY_BREADTH'
              ? [measured.breadth, measured.maxBreadth]
              : [measured.complexity, measured.maxComplexity];
        return problem(code, `The query's ${kind.toLowerCase()} is ${actual}; at most ${max} is allowed`, {
          actual,
          max,
        });
      },
    },
  });
}

export function pageTooLarge(asked: number, max: number) {
  return problem('LIMIT', `${asked} were asked for; a page holds at most ${max}`, { actual: asked, max });
}

export type Builder = ReturnType<typeof createBuilder>;

/** The schema types as Pothos completes them, for code that is generic over refs. */
export type Types = Builder extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : never;
