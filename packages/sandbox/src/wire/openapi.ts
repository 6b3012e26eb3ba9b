/**
 * A stub of OpenAPI v3: it says of every kind only that its PATCH takes `fieldValidation`, so that clients leave
 * validation to the server. https://kubernetes.io/docs/concepts/overview/kubernetes-api/#openapi-v3
 */

import type { Registry } from '../registry/registry.ts';
import type { Resource } from '../registry/resource.ts';
import { groupVersions } from './discovery.ts';

const pathOf = (group: string, version: string): string => (group ? `apis/${group}/${version}` : `api/${version}`);

const parameter = { name: 'fieldValidation', in: 'query', schema: { type: 'string', uniqueItems: true } };

/** The document at a path under /openapi/v3, or undefined where there is none. */
export function openApi(registry: Registry, segments: readonly string[]): object | undefined {
  const known = [...groupVersions(registry)].flatMap(([group, versions]) =>
    versions.map((version) => ({ group, version })),
  );
  if (segments.length === 2) {
    const paths = known.map(({ group, version }) => pathOf(group, version));
    return { paths: Object.fromEntries(paths.map((path) => [path, { serverRelativeURL: `/openapi/v3/${path}` }])) };
  }
  const path = segments.slice(2).join('/');
  const found = known.find(({ group, version }) => pathOf(group, version) === path);
  if (!found) return undefined;
  const resources = registry.groups().get(found.group)?.get(found.version) ?? [];
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'v1.32.4' },
    paths: Object.fromEntries(resources.map((resource) => pathEntry(path, found.version, resource))),
    components: { schemas: Object.fromEntries(resources.map((resource) => schema(found.version, resource))) },
  };
}

const identity = ({ group, kind }: Resource, version: string) => ({ group, kind, version });

function pathEntry(base: string, version: string, resource: Resource): [string, object] {
  const prefix = resource.namespaced ? `/${base}/namespaces/{namespace}` : `/${base}`;
  const operation = {
    'x-kubernetes-action': 'patch',
    'x-kubernetes-group-version-kind': identity(resource, version),
    parameters: [{ name: 'dryRun', in: 'query', schema: { type: 'string', uniqueItems: true } }, parameter],
    responses: {},
  };
  return [`${prefix}/${resource.plural}/{name}`, { patch: operation }];
}

function schema(version: string, resource: Resource): [string, object] {
  const name = `${resource.group || 'core'}.${version}.${resource.kind}`;
  const text = { type: 'string' };
  const fields = {
    apiVersion: text,
    kind: text,
    metadata: { type: 'object' },
    spec: { type: 'object' },
    status: { type: 'object' },
  };
  return [
    name,
    {
      type: 'object',
      properties: fields,
      'x-kubernetes-group-version-kind': [identity(resource, version)],
      'x-kubernetes-preserve-unknown-fields': true,
    },
  ];
}
