/**
 * Subscribers with the same document, variables and frame share one execution and one serialisation. Frames are shared
 * between viewers of one class of rights only, so sharing by frame keeps rights apart.
 */

import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  executeSubscriptionEvent,
  Kind,
  type ValidatedSubscriptionArgs,
  type VariableNode,
  validateSubscriptionArgs,
  visit,
} from 'graphql';
import { type Executed, Results } from './results.ts';

/** A result that several subscribers get. */
export interface SharedResult extends ExecutionResult {
  /** Its JSON text, made once; what yoga calls for server-sent events. */
  readonly stringify: (result?: unknown) => string;
  /** What `make` makes of `head` and the bytes of the text; made once for all neighbours with the same head. */
  readonly message: (head: string, make: MakeMessage) => readonly Buffer[];
}

/** Always the same function for a result, as what it makes is kept. */
export type MakeMessage = (head: string, text: Buffer) => readonly Buffer[];

export interface Sharing {
  /** As graphql-js `subscribe`. */
  subscribe(args: ExecutionArgs): Promise<Results | ExecutionResult>;
  readonly executions: number;
  readonly deliveries: number;
}

export interface SharingOptions {
  /** Hides what clients must not see of unexpected errors. */
  readonly mask: (result: ExecutionResult) => ExecutionResult;
  /** A frame is about to be executed for the first time. */
  readonly executing?: (frame: object) => void;
}

export function createSharing({ mask, executing }: SharingOptions): Sharing {
  const results = new WeakMap<object, Map<string, Executed>>();
  const documents = new WeakMap<object, { id: number; inner: readonly string[] }>();
  const count = { executions: 0, deliveries: 0, documents: 0 };

  /** Documents are parsed once for each text, so identity is equality of the text. */
  const shareKey = ({ document, operationName, variableValues }: ExecutionArgs): string => {
    const known = documents.get(document) ?? { id: count.documents++, inner: innerVariables(document) };
    documents.set(document, known);
    const variables = known.inner.map((name) => variableValues?.[name] ?? null);
    return JSON.stringify([known.id, operationName ?? null, variables]);
  };

  const execute = (args: ValidatedSubscriptionArgs, frame: unknown, key: string): Executed => {
    if (typeof frame !== 'object' || frame === null) return executeSubscriptionEvent({ ...args, rootValue: frame });
    count.deliveries++;
    const known = results.get(frame) ?? new Map<string, Executed>();
    results.set(frame, known);
    let result = known.get(key);
    if (result === undefined) {
      count.executions++;
      executing?.(frame);
      const made = executeSubscriptionEvent({ ...args, rootValue: frame });
      const share = (done: ExecutionResult) => shareable(mask(done));
      result = 'then' in made ? made.then(share) : share(made);
      known.set(key, result);
    }
    return result;
  };

  return {
    async subscribe(args) {
      // An execution that several share does not end with the first one who asked.
      const validated = validateSubscriptionArgs({ ...args, abortSignal: undefined });
      if (!('schema' in validated)) return { errors: validated };
      const stream = await createSourceEventStream(validated);
      if (!(Symbol.asyncIterator in stream)) return stream;
      const key = shareKey(args);
      return new Results(stream, (frame) => execute(validated, frame, key));
    },
    get executions() {
      return count.executions;
    },
    get deliveries() {
      return count.deliveries;
    },
  };
}

/**
 * The variables that an execution of a frame can depend on. Those of the root field's arguments chose the frame already:
 * subscribers that resumed from different revisions share what follows.
 */
function innerVariables(document: DocumentNode): readonly string[] {
  const inner = new Set<string>();
  const note = { [Kind.VARIABLE]: (variable: VariableNode) => void inner.add(variable.name.value) };
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) visit(definition, note);
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    for (const selection of definition.selectionSet.selections)
      visit(selection.kind === Kind.FIELD ? { ...selection, arguments: [] } : selection, note);
  }
  return [...inner].sort();
}

function shareable(result: ExecutionResult): SharedResult {
  let text: string | undefined;
  let bytes: Buffer | undefined;
  let last: { readonly head: string; readonly message: readonly Buffer[] } | undefined;
  const stringify = () => {
    text ??= JSON.stringify(result);
    return text;
  };
  const message = (head: string, make: MakeMessage): readonly Buffer[] => {
    // Clients that number their operations have the same heads.
    if (last?.head === head) return last.message;
    bytes ??= Buffer.from(stringify());
    last = { head, message: make(head, bytes) };
    return last.message;
  };
  // Not enumerable: they are no part of the answer.
  return Object.defineProperties(
    { ...result },
    { stringify: { value: stringify }, message: { value: message } },
  ) as never;
}
