/** Table columns of events. */

import { textAt } from '../../base/json.ts';
import type { Column } from '../resource.ts';
import { name, path, since, text } from './column.ts';

export const eventColumns: readonly Column[] = [
  text('Last Seen', (o, now) =>
    since(textAt(o, 'lastTimestamp') ?? textAt(o, 'eventTime') ?? textAt(o, 'firstTimestamp'), now),
  ),
  path('Type', 'type'),
  path('Reason', 'reason'),
  text('Object', (o) => `${textAt(o, 'involvedObject', 'kind')?.toLowerCase()}/${textAt(o, 'involvedObject', 'name')}`),
  path('Subobject', 'involvedObject.fieldPath', 1),
  path('Source', 'source.component', 1),
  path('Message', 'message'),
  text('First Seen', (o, now) => since(textAt(o, 'firstTimestamp'), now), 1),
  path('Count', 'count', 1),
  { ...name, priority: 1 },
];
