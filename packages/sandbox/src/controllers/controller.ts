/** What a controller is: which changes concern it, and what it does about one key. */

import type { KubeObject } from '../base/object.ts';

/** The keys to look at when an object has changed; `gone` when it was removed. */
export type Concern = (object: KubeObject, previous: KubeObject | undefined, gone: boolean) => Iterable<string>;

export interface Controller {
  readonly name: string;
  /** By the key of the watched resource; `*` is every resource. */
  readonly watches: Readonly<Record<string, Concern>>;
  /** Gathers changes for so many milliseconds before looking. */
  readonly patience?: number;
  /** Brings the cluster nearer to what is wanted; a number means: look again after so many milliseconds. */
  reconcile(key: string): number | undefined;
}

export const keyOfObject = ({ metadata }: { metadata: { namespace?: string; name: string } }): string =>
  `${metadata.namespace ?? ''}/${metadata.name}`;

export function splitKey(key: string): [namespace: string, name: string] {
  const slash = key.indexOf('/');
  return [key.slice(0, slash), key.slice(slash + 1)];
}

/** The object itself. */
export const itself: Concern = (object) => [keyOfObject(object)];

/** The controlling owner, when it is of a kind, before and after the change. */
export const itsController =
  (kind: string): Concern =>
  (object, previous) => {
    const keys = new Set<string>();
    for (const one of [object, previous]) {
      const owner = one?.metadata.ownerReferences?.find((reference) => reference.controller);
      if (owner?.kind === kind) keys.add(`${object.metadata.namespace ?? ''}/${owner.name}`);
    }
    return keys;
  };
