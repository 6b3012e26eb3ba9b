/** Manifests: YAML texts with several objects, created or brought up to date one after the other. */

import { parseAllDocuments } from 'yaml';
import { isMap, mapsAt, type Tree, textAt } from './base/json.ts';
import { badRequest } from './base/problem.ts';
import { groupOf } from './registry/resource.ts';
import type { Core } from './write/core.ts';
import { apply } from './write/patch.ts';

/** The objects of a text; lists are taken apart. Throws a 400 that says what is wrong where. */
export function objectsIn(text: string): Tree[] {
  return parseAllDocuments(text).flatMap((document) => {
    const [error] = document.errors ?? [];
    if (error) throw badRequest(`the manifest is no YAML: ${error.message}`);
    const value: unknown = document.toJS();
    if (value === null || value === undefined) return [];
    if (!isMap(value) || !value.kind || !value.apiVersion)
      throw badRequest('every object of a manifest needs apiVersion and kind');
    return String(value.kind).endsWith('List') && Array.isArray(value.items) ? mapsAt(value, 'items') : [value];
  });
}

/** `settle` lets the controllers work: definitions have to be served before objects of their kinds can follow. */
export async function applyManifest(core: Core, settle: () => void, text: string): Promise<void> {
  for (const object of objectsIn(text)) {
    const resource = core.registry.byKind(groupOf(String(object.apiVersion)), String(object.kind));
    const version = String(object.apiVersion).split('/').at(-1) ?? '';
    const served = resource && core.registry.served(resource.group, version, resource.plural);
    if (!served) throw badRequest(`no matches for kind "${object.kind}" in version "${object.apiVersion}"`);
    const name = textAt(object, 'metadata', 'name');
    if (!name) throw badRequest(`a ${object.kind} in the manifest has no name`);
    const namespace = served.resource.namespaced ? (textAt(object, 'metadata', 'namespace') ?? 'default') : '';
    apply(core, { served, namespace, name }, object, { manager: 'sandbox', force: true });
    settle();
  }
}
