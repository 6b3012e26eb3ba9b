import { describe, expect, it } from 'vitest';
import { graphOf } from '../testing/graph-of.ts';
import { objectsOf, printStatus } from '../testing/show-kind.ts';
import { event } from './core/event.ts';
import type { Note } from './define.ts';
import { explained, latest } from './notes.ts';
import { completed, degraded, healthy, progressing, unknown } from './state.ts';

const note = (more: Partial<Note> = {}): Note => ({
  uid: 'u',
  type: 'Warning',
  reason: 'FailedMount',
  message: 'no such secret',
  time: 100,
  ...more,
});

describe('an event', () => {
  const noteOf = (text: string) =>
    event.notes?.(objectsOf(`{ apiVersion: v1, kind: Event, metadata: { name: e }, ${text} }`)[0]!);

  it('says what it is about, and when it was seen last', () => {
    expect(
      noteOf(
        "involvedObject: { uid: u }, type: Warning, reason: Failed, message: ' no ', lastTimestamp: '2026-01-01T00:00:00Z'",
      ),
    ).toEqual({
      uid: 'u',
      type: 'Warning',
      reason: 'Failed',
      message: 'no',
      time: 1767225600000,
    });
    expect(
      noteOf(
        "involvedObject: { uid: u }, reason: Failed, eventTime: '2026-01-01T00:00:00Z', series: { lastObservedTime: '2026-01-01T00:00:01Z' }",
      )?.time,
    ).toBe(1767225601000);
  });

  it('without a time, a reason or an object says nothing', () => {
    expect(noteOf('involvedObject: { uid: u }, reason: Failed')).toBeUndefined();
    expect(
      noteOf("involvedObject: { name: x }, reason: Failed, lastTimestamp: '2026-01-01T00:00:00Z'"),
    ).toBeUndefined();
  });

  it('becomes the reason of a pod that waits, and makes no node (M-71)', () => {
    const { statuses } = graphOf(`
{ apiVersion: v1, kind: Pod, metadata: { name: p, namespace: shop, uid: p1 }, status: { phase: Pending, containerStatuses: [{ name: a, ready: false, restartCount: 0, state: { waiting: { reason: ContainerCreating } } }] } }
---
{ apiVersion: v1, kind: Event, metadata: { name: e, namespace: shop }, involvedObject: { uid: p1 }, type: Warning, reason: FailedMount, message: no such secret, lastTimestamp: '2026-01-01T00:00:00Z' }
`);
    expect(statuses).toContain('pod p: DOWN progressing FailedMount: no such secret');
    expect(statuses.some((line) => line.startsWith('event'))).toBe(false);
  });
});

describe('a warning', () => {
  it.each([
    [progressing({ reason: 'Pending' }), 'DOWN progressing FailedMount: no such secret'],
    [unknown(), 'UNKNOWN unknown FailedMount: no such secret'],
    [degraded({ reason: 'CrashLoopBackOff' }), 'DOWN degraded CrashLoopBackOff: FailedMount: no such secret'],
    [degraded({ reason: 'CrashLoopBackOff', message: 'back-off' }), 'DOWN degraded CrashLoopBackOff: back-off'],
    [healthy(), 'UP healthy'],
    [completed(), 'UP completed'],
  ])('tells why, where the status %j does not', (status, expected) => {
    expect(printStatus(explained(status, note()))).toBe(expected);
  });

  it('from before the present state explains nothing', () => {
    const status = progressing({ reason: 'Pending', since: new Date(200).toISOString() });
    expect(explained(status, note({ time: 100 }))).toBe(status);
    expect(explained(status, note({ time: 300 })).reason).toBe('FailedMount');
  });

  it('that is repeated changes nothing', () => {
    const status = progressing({ reason: 'Pending' });
    expect(explained(status, note({ time: 100 }))).toEqual(explained(status, note({ time: 900 })));
  });

  it('goes before other notes, and the later before the earlier', () => {
    expect(latest(undefined, note())).toEqual(note());
    expect(latest(note({ time: 1 }), note({ time: 2 })).time).toBe(2);
    expect(latest(note({ time: 2 }), note({ time: 1 })).time).toBe(2);
    expect(latest(note({ time: 1 }), note({ type: 'Normal', time: 2 })).type).toBe('Warning');
  });
});
