/** What the server adds to namespaces. */

import { grow, type Tree } from '../base/json.ts';
import type { KubeObject } from '../base/object.ts';
import type { Surroundings } from '../registry/resource.ts';

export function namespaceDefaults(object: Tree, _around: Surroundings, old?: KubeObject): void {
  const metadata = grow(object, 'metadata');
  grow(metadata, 'labels')['kubernetes.io/metadata.name'] = metadata.name;
  if (!old) grow(object, 'spec').finalizers = ['kubernetes'];
}
