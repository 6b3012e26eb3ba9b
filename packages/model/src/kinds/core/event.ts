/** Events: watched for what they say about other objects, and no nodes themselves. */

import type { Event } from 'kubernetes-types/core/v1.d.ts';
import type { Api } from '../api.ts';
import { defineKind, type Note } from '../define.ts';
import { exists } from '../state.ts';

export const event = defineKind<Api<Event>>({
  key: 'event',
  type: 'event',
  manager: 'k8s',
  group: 'cluster',
  doc: 'What happened to another object; the latest warnings explain statuses.',
  api: { group: '', versions: ['v1'], plural: 'events', kind: 'Event', namespaced: true },
  fields: [],
  status: exists,
  links: [],
  notes,
});

function notes({ metadata, involvedObject, type, reason, message, ...event }: Api<Event>): Note | undefined {
  const seen = event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime ?? metadata.creationTimestamp;
  const time = Date.parse(seen ?? '');
  if (!involvedObject?.uid || !reason || Number.isNaN(time)) return undefined;
  return { uid: involvedObject.uid, type: type ?? 'Normal', reason, message: message?.trim() ?? '', time };
}
