/**
 * What never enters the graph: values of secrets and config maps, literal environment values, and the annotation in
 * which kubectl keeps a copy of all of them. Key names stay, with a keyed hash of the values, so that a change is seen;
 * of environment values the name of a host of the cluster stays, see `env-host.ts`.
 */

import { hostIn } from './env-host.ts';
import type { KubeObject } from './object.ts';

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

type Values = Readonly<Record<string, string>> | null;

interface WithData extends KubeObject {
  readonly data?: Values;
  readonly stringData?: Values;
  readonly binaryData?: Values;
}

/** What stands in the place of the values. */
export interface Redacted extends KubeObject {
  /** The key names, sorted. */
  readonly keys: readonly string[];
  /** A keyed hash over keys and values; empty where there are none. */
  readonly hash: string;
  /** When they were last written, as far as the API server knows. */
  readonly written?: string;
}

/** The object without its values. Redacting what is redacted already changes nothing. */
export function withoutValues<O extends WithData>(object: O, hash: (text: string) => string): O {
  if ('keys' in object && 'hash' in object) return object;
  const { data, stringData, binaryData, ...rest } = object;
  const entries = [data, stringData, binaryData].flatMap((values) => Object.entries(values ?? {}));
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const keys = [...new Set(entries.map(([key]) => key))];
  const redacted = {
    ...rest,
    metadata: withoutCopy(object.metadata),
    keys,
    hash: entries.length === 0 ? '' : hash(JSON.stringify(entries)),
  };
  return redacted as unknown as O;
}

/** Drops the copy that `kubectl apply` leaves in the annotations. */
export function withoutCopy<M extends KubeObject['metadata']>(metadata: M): M {
  if (metadata.annotations?.[lastApplied] === undefined) return metadata;
  const { [lastApplied]: _, ...annotations } = metadata.annotations;
  return { ...metadata, annotations };
}

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly host?: string;
}

interface Env {
  readonly env?: readonly Variable[] | null;
}

interface Spec {
  readonly containers?: readonly Env[];
  readonly initContainers?: readonly Env[];
  readonly ephemeralContainers?: readonly Env[];
}

/** A pod spec without the literal values of its containers' variables; names and `valueFrom` stay. */
export function specWithoutEnv<S extends object>(spec: S, left: (variable: Variable) => Variable = nameOnly): S {
  const { containers, initContainers, ephemeralContainers } = spec as Spec;
  if (![containers, initContainers, ephemeralContainers].some((list) => list?.some(hasValues))) return spec;
  const clean = (container: Env) =>
    hasValues(container) ? { ...container, env: container.env?.map(left) ?? [] } : container;
  return {
    ...spec,
    ...(containers && { containers: containers.map(clean) }),
    ...(initContainers && { initContainers: initContainers.map(clean) }),
    ...(ephemeralContainers && { ephemeralContainers: ephemeralContainers.map(clean) }),
  };
}

/** The same for a workload, whose pod spec stands in `spec.template`. */
export function templateWithoutEnv<O extends KubeObject>(object: O): O {
  const { spec } = object as { spec?: { template?: { spec?: object } } };
  const inner = spec?.template?.spec;
  const metadata = withoutCopy(object.metadata);
  const clean = inner && specWithoutEnv(inner, nameAndHost);
  if (clean === inner && metadata === object.metadata) return object;
  return { ...object, metadata, spec: { ...spec, template: { ...spec?.template, spec: clean } } };
}

const hasValues = ({ env }: Env): boolean => env?.some((entry) => entry.value !== undefined) ?? false;

const nameOnly = ({ value: _, ...rest }: Variable): Variable => rest;

/** Workloads also say which hosts of the cluster their pods are to call. */
export function nameAndHost({ value, ...rest }: Variable): Variable {
  const host = typeof value === 'string' ? hostIn(rest.name, value) : undefined;
  return host === undefined ? rest : { ...rest, host };
}

/** Drops the literal value of every entry of every list called `env`: for objects of unknown shape that may embed one. */
export function withoutAnyEnv<O extends KubeObject>(object: O): O {
  const clean = walk(object) as O;
  const metadata = withoutCopy(clean.metadata);
  return metadata === clean.metadata ? clean : { ...clean, metadata };
}

function walk(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(walk);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'env' && Array.isArray(inner) ? inner.map(bare) : walk(inner),
    ]),
  );
}

function bare(entry: unknown): unknown {
  if (typeof entry !== 'object' || entry === null || !('value' in entry)) return entry;
  const { value: _, ...rest } = entry;
  return rest;
}
