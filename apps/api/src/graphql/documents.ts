/** Documents: parsed and validated once each, within limits, for every door. */

import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  type ValidationRule,
  validate,
  visit,
} from 'graphql';
import type { QueryLimits } from '../config.ts';
import { coded, problem } from './errors.ts';

export interface Documents {
  /** Throws a `GraphQLError` where the text is no document or too long. */
  parse(text: string): DocumentNode;
  /** What is wrong with it; nothing when it may run. */
  validate(document: DocumentNode): readonly GraphQLError[];
}

/** Distinct texts that are remembered, and how long one may be: clients choose them. */
const remembered = 500;
const rememberedLength = 20_000;
const maxErrors = 10;

export function createDocuments(schema: GraphQLSchema, limits: QueryLimits, introspection: boolean): Documents {
  const parsed = new Map<string, DocumentNode>();
  const checked = new WeakMap<DocumentNode, readonly GraphQLError[]>();
  const rules: readonly ValidationRule[] = introspection
    ? specifiedRules
    : [...specifiedRules, NoSchemaIntrospectionCustomRule];
  return {
    parse(text) {
      const known = parsed.get(text);
      if (known !== undefined) return known;
      const document = parsedWithin(text, limits.tokens);
      if (text.length > rememberedLength) return document;
      parsed.set(text, document);
      if (parsed.size > remembered) parsed.delete(parsed.keys().next().value as string);
      return document;
    },
    validate(document) {
      const known = checked.get(document);
      if (known !== undefined) return known;
      // Aliases first: the rules for overlapping fields cost their square.
      const aliases = tooManyAliases(document, limits.aliases);
      const faults = aliases === undefined ? validate(schema, document, rules, { maxErrors }) : [aliases];
      const errors = faults.map((fault) => coded(fault, 'GRAPHQL_VALIDATION_FAILED'));
      checked.set(document, errors);
      return errors;
    },
  };
}

function parsedWithin(text: string, maxTokens: number): DocumentNode {
  try {
    return parse(text, { maxTokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const isLong = /more than \d+ tokens/.test(error.message);
    throw coded(error, isLong ? 'QUERY_TOKENS' : 'GRAPHQL_PARSE_FAILED');
  }
}

function tooManyAliases(document: DocumentNode, max: number): GraphQLError | undefined {
  let aliases = 0;
  visit(document, {
    [Kind.FIELD]: (field) => {
      if (field.alias !== undefined) aliases++;
    },
  });
  if (aliases <= max) return undefined;
  return problem('QUERY_ALIASES', `The document has ${aliases} aliases; at most ${max} are allowed`, {
    actual: aliases,
    max,
  });
}
