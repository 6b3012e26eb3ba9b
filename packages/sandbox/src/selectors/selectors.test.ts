import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../base/object.ts';
import { Registry } from '../registry/registry.ts';
import { meetsFields, parseFields } from './field.ts';
import { formatSelector, type LabelSelector, matches, matchesMap, meets, parseSelector } from './label.ts';

const pods = new Registry().need('pods');

describe('label selectors', () => {
  it.each([
    ['app=web', true],
    ['app==web,tier', true],
    ['app!=web', false],
    ['other!=web', true],
    ['app in (api, web)', true],
    ['app notin (api,web)', false],
    ['none notin (x)', true],
    ['!none', true],
    ['!app', false],
    ['tier=', false],
    ['rank>3', true],
    ['rank<3', false],
    ['', true],
    ['example.com/part-of=shop', true],
  ])('%s: %s', (text, expected) => {
    const labels = { app: 'web', tier: 'front', rank: '5', 'example.com/part-of': 'shop' };
    expect(meets(labels, parseSelector(text))).toBe(expected);
  });

  it.each(['app in', '=x', 'a,,b', 'a=b,', 'a in (b', '!'])('%s makes no sense and says so', (text) => {
    expect(() => parseSelector(text)).toThrow(/label selector|requirement/);
  });

  it('written out and read again select the same', () => {
    const word = fc.constantFrom('a', 'b', 'c');
    const expression = fc.record({
      key: word,
      operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
      values: fc.array(word, { minLength: 1, maxLength: 2 }),
    });
    const selector = fc.record({
      matchLabels: fc.dictionary(word, word),
      matchExpressions: fc.array(expression, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(selector, fc.dictionary(word, word), (one, labels) => {
        const text = formatSelector(one as LabelSelector);
        expect(meets(labels, parseSelector(text))).toBe(matches(one as LabelSelector, labels));
      }),
    );
  });

  it('select nothing when absent; an empty object selects everything, an empty map nothing', () => {
    expect([matches(undefined, {}), matches({}, {}), matchesMap({}, {}), matchesMap(undefined, {})]).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });
});

describe('field selectors', () => {
  const pod = { metadata: { name: 'a' }, spec: { nodeName: 'n1' }, status: { phase: 'Running' } } as KubeObject;

  it.each([
    ['metadata.name=a', true],
    ['metadata.name!=a', false],
    ['spec.nodeName=n1,status.phase==Running', true],
    ['status.phase!=Running', false],
    ['spec.nodeName=', false],
  ])('%s: %s', (text, expected) => expect(meetsFields(pod, parseFields(text, pods), pods)).toBe(expected));

  it('refuse what the resource does not offer', () => {
    expect(() => parseFields('spec.color=red', pods)).toThrow('field label not supported: spec.color');
  });
});
