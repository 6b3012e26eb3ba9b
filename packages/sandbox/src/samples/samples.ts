/** The sample applications, as they lie in `packages/sandbox/samples`. */

import { readFile } from 'node:fs/promises';

/** In the order in which they are applied. */
export const sampleNames = ['hello-node', 'bookinfo', 'storage', 'wordpress'] as const;

export const sampleUrl = (name: string): URL => new URL(`../../samples/${name}.yaml`, import.meta.url);

/** Their YAML texts. */
export const sampleManifests = (): Promise<string[]> =>
  Promise.all(sampleNames.map((name) => readFile(sampleUrl(name), 'utf8')));
