/** The door: what is cut from an object right after parsing, before any other stage sees it. */

import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import type { Kind } from '../../kinds/define.ts';
import type { KubeObject } from '../../kinds/object.ts';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

export type Project = (kind: Kind, object: KubeObject) => KubeObject;

/** What is cut is cut in place: the object was parsed a moment ago and nobody else holds it. */
interface Metadata {
  managedFields?: readonly { readonly time?: string; readonly fieldsV1?: object }[];
  annotations?: Record<string, string>;
}

/**
 * Makes the projection of one process: managedFields and the last-applied annotation (which repeats the values of a
 * Secret) go, the kind redacts. Hashes are keyed, so that nobody who sees one can try values against it, and bound
 * to the object, so that equal values of two objects cannot be told.
 */
export function projection(key: Buffer = randomBytes(32)): Project {
  // Prepared once: that takes several times as long as the hash itself.
  const secret = createSecretKey(key);
  return (kind, object) => {
    const metadata = object.metadata as Metadata;
    const times = kind.readsManagedFields ? writtenAt(metadata) : undefined;
    if (metadata.managedFields !== undefined) delete metadata.managedFields;
    if (times !== undefined) (object as { written?: string }).written = times;
    const annotations = metadata.annotations;
    if (annotations && LAST_APPLIED in annotations) {
      delete annotations[LAST_APPLIED];
      if (Object.keys(annotations).length === 0) delete metadata.annotations;
    }
    if (!kind.redact) return object;
    const { namespace = '', name } = object.metadata;
    const place = `${kind.key}/${namespace}/${name}\0`;
    return kind.redact(object, (text) => createHmac('sha256', secret).update(place).update(text).digest('base64url'));
  };
}

/** When somebody last wrote values, as the API server noted it: https://kubernetes.io/docs/reference/using-api/server-side-apply/ */
function writtenAt({ managedFields }: Metadata): string | undefined {
  const times = (Array.isArray(managedFields) ? managedFields : []).flatMap(({ time, fieldsV1 = {} }) =>
    time && ['f:data', 'f:stringData', 'f:binaryData'].some((field) => field in fieldsV1) ? [time] : [],
  );
  return times.sort().at(-1);
}
