/** `fieldValidation`: unknown fields are refused, told in a warning, or passed over. */

import type { Tree } from '../base/json.ts';
import { badRequest } from '../base/problem.ts';
import { unknownFields } from '../protobuf/unknown-fields.ts';
import { apiVersionOf } from '../registry/resource.ts';
import type { Request } from './request.ts';
import type { ResourceRoute } from './route.ts';

/** Throws a 400 that names what is unknown, when the request is strict about it. */
export function validateFields({ query, response }: Request, { served }: ResourceRoute, object: Tree): void {
  const level = query.get('fieldValidation') ?? 'Warn';
  if (level === 'Ignore') return;
  const { resource, version } = served;
  const told = unknownFields(apiVersionOf(resource, version), resource.kind, object).map(
    (path) => `unknown field "${path}"`,
  );
  if (!told.length) return;
  if (level === 'Strict') {
    const where = `${resource.kind} in version "${version}" cannot be handled as a ${resource.kind}`;
    throw badRequest(`${where}: strict decoding error: ${told.join(', ')}`);
  }
  response.setHeader(
    'warning',
    told.map((text) => `299 - ${JSON.stringify(text)}`),
  );
}
