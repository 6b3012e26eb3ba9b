/**
 * Storage classes that are only a word: volumes made by hand and their claims name one, and find each other by it without
 * any StorageClass object (https://kubernetes.io/docs/concepts/storage/persistent-volumes/#class-1).
 */

import type { GraphNode } from '../../graph/node.ts';
import type { Reader } from '../../graph/reader.ts';

/** Tells the missing classes that volumes have all the same; such a class is nobody's trouble. Looks at the volumes once. */
export function classWords(reader: Reader): (node: GraphNode) => boolean {
  let names: Set<unknown> | undefined;
  return ({ type, name, status }) => {
    if (type !== 'storageclass' || status.health !== 'missing') return false;
    names ??= new Set([...reader.ofType('persistentvolume')].map(({ fields }) => fields.StorageClassName));
    return names.has(name);
  };
}
