/** An object of a synthetic cluster that is made when somebody asks for it: 150,000 pods as JSON would be a gigabyte. */

import type { KubeObject } from '../base/object.ts';

export interface Blueprint {
  /** The kind in lower case: `pod`. */
  readonly kind: string;
  /** Empty for what belongs to no namespace. */
  readonly namespace: string;
  readonly name: string;
  /** The same object each time. */
  build(): KubeObject;
}

const CREATED = '2026-01-02T03:04:05Z';

interface Facts {
  readonly kind: string;
  readonly apiVersion: string;
  readonly apiKind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** `metadata` beyond name, namespace, labels and what the server fills in. */
  readonly more?: () => object;
  /** Everything beside `metadata`. */
  readonly body?: () => object;
}

export function blueprint({ kind, apiVersion, apiKind, namespace = '', name, labels, more, body }: Facts): Blueprint {
  const build = () =>
    ({
      apiVersion,
      kind: apiKind,
      metadata: {
        name,
        ...(namespace === '' ? {} : { namespace }),
        uid: uidOf(kind, namespace, name),
        resourceVersion: '1',
        creationTimestamp: CREATED,
        ...(labels === undefined ? {} : { labels }),
        ...more?.(),
      },
      ...body?.(),
    }) as unknown as KubeObject;
  return { kind, namespace, name, build };
}

/** The UID of whatever has this name; another one for each `generation` of it. */
export function uidOf(kind: string, namespace: string, name: string, generation = 0): string {
  const text = `${kind}/${namespace}/${name}/${generation}`;
  return `${hex(text, 0x811c9dc5)}-${hex(text, 0x1234567).slice(4)}-4${hex(text, 7).slice(5)}-8000-${hex(text, 0x9e3779b9)}${hex(text, 99).slice(4)}`;
}

/** Eight hexadecimal digits that look random: FNV-1a, stirred. */
export function hex(text: string, seed: number): string {
  let hash = seed;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0).toString(16).padStart(8, '0');
}

export const time = CREATED;
