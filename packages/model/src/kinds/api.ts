/** The published types of the Kubernetes API, with the metadata that every stored object has. */

import type { KubeObject, LabelSelector } from './object.ts';

export type Api<T> = KubeObject & Omit<T, 'metadata' | 'kind' | 'apiVersion'>;

/** The published types leave a selector's operator any text; what the API stores is one of the four. */
export function selectorOf(selector: object): LabelSelector {
  return selector as LabelSelector;
}
