/** What a server, or the way to it, answered instead of what was asked: expected trouble, with what a retry needs to know. */

export interface RefusalFacts {
  /** HTTP status, or the `code` of a Status object; 0 where no answer came at all. */
  readonly status: number;
  /** The `reason` of the Status object, such as `Expired`. */
  readonly reason?: string;
  readonly message: string;
  /** What `Retry-After` or `details.retryAfterSeconds` asked for. */
  readonly retryAfterMs?: number;
}

export class Refusal extends Error {
  readonly status: number;
  readonly reason: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(facts: RefusalFacts) {
    super(facts.message);
    this.name = 'Refusal';
    this.status = facts.status;
    this.reason = facts.reason;
    this.retryAfterMs = facts.retryAfterMs;
  }

  /**
   * The version or continue token is no longer, or not yet, known: only a new list helps.
   * https://kubernetes.io/docs/reference/using-api/api-concepts/#410-gone-responses
   */
  get expired(): boolean {
    return (
      this.status === 410 ||
      this.reason === 'Expired' ||
      this.reason === 'Gone' ||
      (this.status === 504 && this.message.includes('Too large resource version'))
    );
  }
}

interface StatusObject {
  readonly kind?: string;
  readonly code?: number;
  readonly reason?: string;
  readonly message?: string;
  readonly details?: { readonly retryAfterSeconds?: number };
}

/** A refusal from a `Status` object, which comes as the body of an answer or inside a watch's ERROR event. */
export function refusalFromStatus(status: unknown, code = 500, retryAfterMs?: number): Refusal {
  const said = (typeof status === 'object' && status !== null ? status : {}) as StatusObject;
  const seconds = said.details?.retryAfterSeconds;
  return new Refusal({
    status: said.code ?? code,
    reason: said.reason,
    message: `${said.code ?? code} ${oneLine(said.message ?? said.reason ?? 'without a message')}`,
    retryAfterMs: retryAfterMs ?? (seconds ? seconds * 1000 : undefined),
  });
}

/** A refusal from an HTTP answer's status, body and `Retry-After` (seconds, or a date: RFC 9110, 10.2.3). */
export function refusalFromAnswer(code: number, body: string, retryAfter: string | undefined, now: number): Refusal {
  const wait = retryAfterMs(retryAfter, now);
  try {
    const parsed = JSON.parse(body) as StatusObject;
    if (parsed.kind === 'Status') return refusalFromStatus(parsed, code, wait);
  } catch {
    // Not JSON: a proxy's page.
  }
  return new Refusal({ status: code, message: `${code} ${oneLine(body) || 'without a message'}`, retryAfterMs: wait });
}

/** The answer is not what the protocol promises. */
export function malformed(message: string): Refusal {
  return new Refusal({ status: 0, reason: 'Malformed', message });
}

/** Any failure on the way, as a refusal whose message says what happened and carries no header and no credential. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const cause = deepest(error);
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  const text = cause instanceof Error ? cause.message : String(cause);
  const message = code && !text.includes(code) ? `${code}: ${text}` : text;
  return new Refusal({ status: 0, message: oneLine(message) });
}

/** Connection errors hide behind a general one, and a host with several addresses fails once for each. */
function deepest(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return deepest(error.errors[0]);
  if (error instanceof Error && error.cause !== undefined) return deepest(error.cause);
  return error;
}

function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
