/**
 * Kinds for resources that nobody declared: found in the cluster's discovery, watched when asked for. Containment and
 * owners come for free; further links by user-given rules.
 */

import type { Status } from '../graph/status.ts';
import { type Condition, causeOf, condition } from './conditions.ts';
import { type ApiResource, defineKind, type Kind, string } from './define.ts';
import { ifPresent } from './if-present.ts';
import type { KubeObject } from './object.ts';
import { withoutAnyEnv } from './redact.ts';
import type { LinkRule } from './rule.ts';
import { linkOf } from './rule-link.ts';
import { completed, degraded, healthy, progressing, suspended, unknown } from './state.ts';

interface CustomObject extends KubeObject {
  readonly status?: {
    readonly phase?: unknown;
    readonly state?: unknown;
    readonly message?: unknown;
    readonly observedGeneration?: number;
    readonly conditions?: unknown;
  };
}

/** A kind for any resource. Its key is always `type.group`, so that it does not depend on what else is found. */
export function customKind(api: ApiResource, rules: readonly LinkRule[] = []): Kind {
  const type = api.kind.toLowerCase();
  const key = api.group === '' ? type : `${type}.${api.group}`;
  return defineKind<CustomObject>({
    key,
    type,
    manager: 'k8s',
    group: 'extension',
    doc: `Custom resource ${api.plural}${api.group === '' ? '' : ` of ${api.group}`}.`,
    api,
    optional: true,
    fields: [
      string('Status', 'Its phase, where it has one.', ({ status }) => textOf(status?.phase) ?? textOf(status?.state)),
      string('ApiVersion', 'The API group and version that it was read at.', ({ apiVersion }) => apiVersion),
    ],
    status: customStatus,
    links: [definition(api), ...rules.filter((rule) => rule.from === key).map((rule) => linkOf(rule, type))],
    redact: withoutAnyEnv,
  });
}

function definition({ plural, group }: ApiResource): Kind<CustomObject>['links'][number] {
  return ifPresent(
    {
      to: 'customresourcedefinition',
      relation: 'customresourcedefinition',
      direction: 'in',
      field: 'definition',
      inverse: 'instances',
      doc: 'The definition of its kind.',
    },
    () => [[`${plural}.${group}`, 'apiVersion']],
  );
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Conditions by which controllers say that all is well, the most telling first. */
const good = ['Ready', 'Available', 'Healthy', 'Synced', 'Succeeded', 'Established', 'Programmed', 'Accepted'] as const;

const phases: Readonly<Record<string, (cause: { reason: string; message?: string | undefined }) => Status>> = {
  ready: healthy,
  running: healthy,
  active: healthy,
  available: healthy,
  bound: healthy,
  healthy: healthy,
  synced: healthy,
  succeeded: completed,
  completed: completed,
  complete: completed,
  pending: progressing,
  creating: progressing,
  provisioning: progressing,
  progressing: progressing,
  terminating: progressing,
  updating: (cause) => progressing(cause, 'UP'),
  suspended: suspended,
  paused: suspended,
  failed: degraded,
  error: degraded,
  degraded: degraded,
  unhealthy: degraded,
};

function customStatus({ metadata, status }: CustomObject): Status {
  if (metadata.deletionTimestamp !== undefined) return progressing({ reason: 'Terminating' });
  const conditions = Array.isArray(status?.conditions) ? (status.conditions as Condition[]) : [];
  const found = good.map((type) => condition(conditions, type)).find((each) => each !== undefined);
  const stale = status?.observedGeneration !== undefined && status.observedGeneration < (metadata.generation ?? 0);
  if (found?.status === 'True') {
    return stale ? progressing({ reason: 'NotObserved' }, 'UP') : healthy({ since: found.lastTransitionTime });
  }
  if (found?.status === 'False') {
    const moving = conditions.some(
      ({ type, status }) => (type === 'Progressing' || type === 'Reconciling') && status === 'True',
    );
    return moving ? progressing(causeOf(found)) : degraded(causeOf(found, `Not${found.type}`));
  }
  if (found !== undefined) return unknown(causeOf(found));
  const phase = textOf(status?.phase) ?? textOf(status?.state);
  const make = phase === undefined ? undefined : phases[phase.toLowerCase()];
  if (phase !== undefined && make !== undefined) return make({ reason: phase, message: textOf(status?.message) });
  return unknown({
    reason: phase ?? 'NoStatus',
    message: phase === undefined ? 'the object reports no state' : undefined,
  });
}
