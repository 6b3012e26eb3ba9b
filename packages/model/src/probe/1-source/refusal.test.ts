import { expect, test } from 'vitest';
import { asRefusal, malformed, Refusal, refusalFromAnswer, refusalFromStatus } from './refusal.ts';

test('a Status object says what it says', () => {
  const body = '{"kind":"Status","code":403,"reason":"Forbidden","message":"pods is forbidden:\\n no"}';
  expect(refusalFromAnswer(403, body, undefined, 0)).toMatchObject({
    status: 403,
    reason: 'Forbidden',
    message: '403 pods is forbidden: no',
  });
});

test("a proxy's page is cut to a line", () => {
  const refusal = refusalFromAnswer(502, `<html>\n<h1>Bad  gateway</h1>${'x'.repeat(1000)}`, undefined, 0);
  expect(refusal.message).toMatch(/^502 <html> <h1>Bad gateway<\/h1>x+…$/);
  expect(refusal.message.length).toBeLessThan(310);
  expect(refusalFromAnswer(502, '', undefined, 0).message).toBe('502 without a message');
});

test('Retry-After may be seconds, a date, part of the Status, or nonsense', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  const after = (header?: string, body = '') => refusalFromAnswer(429, body, header, now).retryAfterMs;
  expect(after('7')).toBe(7000);
  expect(after('Thu, 01 Jan 2026 00:00:09 GMT')).toBe(9000);
  expect(after('Thu, 01 Jan 2020 00:00:00 GMT')).toBe(0);
  expect(after(undefined, '{"kind":"Status","details":{"retryAfterSeconds":3}}')).toBe(3000);
  expect(after('soon')).toBeUndefined();
});

test('versions expire in several words', () => {
  expect(refusalFromStatus({ code: 410 }).expired).toBe(true);
  expect(refusalFromStatus({ code: 400, reason: 'Expired' }).expired).toBe(true);
  expect(refusalFromStatus({ code: 504, message: 'Timeout: Too large resource version: 9, current: 8' }).expired).toBe(
    true,
  );
  expect(refusalFromStatus({ code: 504, message: 'Timeout' }).expired).toBe(false);
  expect(refusalFromStatus('nonsense')).toMatchObject({ status: 500, expired: false });
});

test('a broken connection is named by its innermost cause', () => {
  const inner = Object.assign(new Error('connect ECONNREFUSED ::1:80'), { code: 'ECONNREFUSED' });
  const outer = new TypeError('fetch failed', { cause: new AggregateError([inner, new Error('other')]) });
  expect(asRefusal(outer)).toMatchObject({ status: 0, message: 'connect ECONNREFUSED ::1:80' });
  expect(asRefusal(Object.assign(new Error('gone'), { code: 'EPIPE' })).message).toBe('EPIPE: gone');
  expect(asRefusal('text').message).toBe('text');
  const refusal = malformed('x');
  expect(asRefusal(refusal)).toBe(refusal);
  expect(refusal).toBeInstanceOf(Refusal);
});
