import { describe, expect, it } from 'vitest';
import { graphOf } from '../../testing/graph-of.ts';
import { showKind } from '../../testing/show-kind.ts';

const shown = (yaml: string): string => `\n${showKind(yaml)}\n`;

describe('jobs and cron jobs', () => {
  it('show their numbers, null where the API leaves them open, and times as they came (W-42)', () => {
    expect(
      shown(`
apiVersion: batch/v1
kind: Job
metadata: { name: once, namespace: shop }
spec: { template: { spec: { containers: [{ name: a, envFrom: [{ configMapRef: { name: c } }] }] } } }
status: { active: 1, startTime: '2026-01-01T00:00:00Z' }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: nightly, namespace: shop }
spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: { spec: { containers: [{ name: a, envFrom: [{ secretRef: { name: s } }] }] } } } } }
`),
    ).toMatchInlineSnapshot(`
      "
      UP progressing Running @1767225600000
      Parallelism = null
      Completions = null
      Active = 1
      Succeeded = 0
      Failed = 0
      StartTime = "2026-01-01T00:00:00Z"
      -job-> configmap c {"Path":"spec.template.spec.containers[0].envFrom[0].configMapRef.name","Container":"a"}
      UP healthy NeverRan
      Schedule = "0 3 * * *"
      Suspended = false
      Active = 0
      -cronjob-> secret s {"Path":"spec.jobTemplate.spec.template.spec.containers[0].envFrom[0].secretRef.name","Container":"a"}
      "
    `);
  });

  it.each([
    ['{}', '{}', 'DOWN progressing Pending: no pod of it runs'],
    ['{}', '{ active: 1 }', 'UP progressing Running'],
    ['{ suspend: true }', '{}', 'UP suspended Suspended'],
    ['{}', "{ conditions: [{ type: Complete, status: 'True' }] }", 'UP completed Complete'],
    [
      '{}',
      "{ conditions: [{ type: Failed, status: 'True', reason: BackoffLimitExceeded, message: too often }] }",
      'DOWN degraded BackoffLimitExceeded: too often',
    ],
  ])('a job with %s and %s is %s', (spec, status, expected) => {
    const text = showKind(
      `{ apiVersion: batch/v1, kind: Job, metadata: { name: a }, spec: ${spec}, status: ${status} }`,
    );
    expect(text.split('\n')[0]).toBe(expected);
  });

  const job = (name: string, start: string, condition: string) => `
---
apiVersion: batch/v1
kind: Job
metadata: { name: ${name}, namespace: shop, ownerReferences: [{ apiVersion: batch/v1, kind: CronJob, name: nightly, uid: c1, controller: true }] }
status: { startTime: '${start}', conditions: [{ type: ${condition}, status: 'True', reason: Why }] }`;
  const nightly = (spec: string) =>
    `{ apiVersion: batch/v1, kind: CronJob, metadata: { name: nightly, namespace: shop, uid: c1 }, spec: ${spec}, status: { lastScheduleTime: '2026-01-02T00:00:00Z' } }`;
  const stateOf = (yaml: string) => graphOf(yaml).statuses.find((line) => line.startsWith('cronjob'));

  it('a cron job fares as its last job did', () => {
    const failedFirst = job('a', '2026-01-01T00:00:00Z', 'Failed') + job('b', '2026-01-02T00:00:00Z', 'Complete');
    const failedLast = job('a', '2026-01-02T00:00:00Z', 'Failed') + job('b', '2026-01-01T00:00:00Z', 'Complete');
    expect(stateOf(nightly('{ schedule: x }') + failedFirst)).toBe('cronjob nightly: UP healthy');
    expect(stateOf(nightly('{ schedule: x }') + failedLast)).toBe('cronjob nightly: DOWN degraded Why: job a');
    expect(stateOf(nightly('{ schedule: x, suspend: true }') + failedLast)).toBe(
      'cronjob nightly: UP suspended Suspended',
    );
  });
});
