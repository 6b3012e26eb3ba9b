/** Refusals as the API words them: a `Status` object with its code, reason, message and details. */

/** What a refusal has to know about the resource that it concerns. */
export interface Resource {
  readonly group: string;
  readonly plural: string;
  readonly kind: string;
}

export interface StatusCause {
  reason?: string;
  message: string;
  field?: string;
}

export interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: readonly StatusCause[];
  retryAfterSeconds?: number;
}

/** Thrown by everything that refuses a request; the wire turns it into the answer. */
export class Problem extends Error {
  readonly code: number;
  readonly reason: string;
  readonly details: StatusDetails | undefined;

  constructor(code: number, reason: string, message: string, details?: StatusDetails) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.details = details;
  }

  status(): object {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: this.message,
      reason: this.reason,
      ...(this.details && { details: this.details }),
      code: this.code,
    };
  }
}

const shown = (resource: Resource): string =>
  resource.group ? `${resource.plural}.${resource.group}` : resource.plural;

const about = (resource: Resource, name: string, more?: StatusDetails): StatusDetails => ({
  name,
  ...(resource.group && { group: resource.group }),
  kind: resource.plural,
  ...more,
});

export const badRequest = (message: string): Problem => new Problem(400, 'BadRequest', message);

export const notFound = (resource: Resource, name: string): Problem =>
  new Problem(404, 'NotFound', `${shown(resource)} "${name}" not found`, about(resource, name));

/** No such path at all. */
export const noSuchPath = (): Problem =>
  new Problem(404, 'NotFound', 'the server could not find the requested resource', {});

export const alreadyExists = (resource: Resource, name: string): Problem =>
  new Problem(409, 'AlreadyExists', `${shown(resource)} "${name}" already exists`, about(resource, name));

export const conflict = (resource: Resource, name: string, why: string): Problem =>
  new Problem(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${shown(resource)} "${name}": ${why}`,
    about(resource, name),
  );

export const staleVersion = (resource: Resource, name: string): Problem =>
  conflict(
    resource,
    name,
    'the object has been modified; please apply your changes to the latest version and try again',
  );

export const forbidden = (resource: Resource, name: string, why: string, causes?: readonly StatusCause[]): Problem =>
  new Problem(
    403,
    'Forbidden',
    `${shown(resource)} ${name && `"${name}" `}is forbidden: ${why}`,
    about(resource, name, causes && { causes }),
  );

export function invalid(resource: Resource, name: string, causes: readonly StatusCause[]): Problem {
  const told = causes.map((cause) => `${cause.field}: ${cause.message}`);
  const text = told.length === 1 ? told[0] : `[${told.join(', ')}]`;
  const kind = resource.group ? `${resource.kind}.${resource.group}` : resource.kind;
  return new Problem(422, 'Invalid', `${kind} "${name}" is invalid: ${text}`, {
    name,
    ...(resource.group && { group: resource.group }),
    kind: resource.kind,
    causes,
  });
}

/** Options in the query that do not go together. */
export const invalidOptions = (kind: string, field: string, message: string): Problem =>
  new Problem(422, 'Invalid', `${kind}.meta.k8s.io "" is invalid: ${field}: ${message}`, {
    group: 'meta.k8s.io',
    kind,
    causes: [{ reason: 'FieldValueInvalid', message, field }],
  });

export const notAcceptable = (accepted: readonly string[]): Problem =>
  new Problem(406, 'NotAcceptable', `only the following media types are accepted: ${accepted.join(', ')}`, {});

export const methodNotAllowed = (): Problem =>
  new Problem(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {});

export const unsupportedMediaType = (type: string, accepted: readonly string[]): Problem =>
  new Problem(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format (${type || 'none'}) - accepted media types include: ${accepted.join(', ')}`,
    {},
  );

export const expired = (message: string): Problem => new Problem(410, 'Expired', message);
export const tooOld = (asked: number, oldest: number): Problem =>
  expired(`too old resource version: ${asked} (${oldest})`);

export const tooManyRequests = (message: string, retryAfterSeconds: number, causes?: readonly StatusCause[]): Problem =>
  new Problem(429, 'TooManyRequests', message, { retryAfterSeconds, ...(causes && { causes }) });

export const unauthorized = (): Problem => new Problem(401, 'Unauthorized', 'Unauthorized');
