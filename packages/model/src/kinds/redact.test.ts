import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { specWithoutEnv, templateWithoutEnv, withoutAnyEnv, withoutCopy, withoutValues } from './redact.ts';

const marker = 'v4lue-that-must-not-stay';
const metadata = { name: 'x', uid: 'u' };
const value = fc.string().map((text) => `${marker}${text}`);
const map = fc.option(fc.dictionary(fc.string(), value), { nil: undefined });
const hash = (text: string): string => `${text.length}`;

const container = fc.record(
  {
    name: fc.string(),
    env: fc.array(fc.record({ name: fc.string(), value }, { requiredKeys: ['name'] })),
  },
  { requiredKeys: ['name'] },
);
const podSpec = fc.record(
  { containers: fc.array(container), initContainers: fc.array(container), ephemeralContainers: fc.array(container) },
  { requiredKeys: [] },
);

describe('redaction', () => {
  it('leaves no value of any secret, and every key', () => {
    fc.assert(
      fc.property(map, map, map, (data, stringData, binaryData) => {
        const kept = withoutValues({ metadata, data, stringData, binaryData } as never, hash) as { keys: string[] };
        expect(JSON.stringify(kept)).not.toContain(marker);
        expect(kept.keys).toEqual(
          [...new Set([data, stringData, binaryData].flatMap((each) => Object.keys(each ?? {})))].sort(),
        );
      }),
    );
  });

  it('leaves no environment value in any pod spec, wherever it stands', () => {
    fc.assert(
      fc.property(podSpec, (spec) => {
        const template = { metadata, spec: { template: { spec } } };
        for (const kept of [
          specWithoutEnv(spec),
          templateWithoutEnv(template),
          withoutAnyEnv({ metadata, deep: [template] } as never),
        ]) {
          expect(JSON.stringify(kept)).not.toContain(marker);
        }
      }),
    );
  });

  it('shares what it does not touch', () => {
    const spec = { containers: [{ name: 'a', env: [{ name: 'A', valueFrom: {} }] }] };
    const object = { metadata, spec: { template: { spec } } };
    expect(specWithoutEnv(spec)).toBe(spec);
    expect(templateWithoutEnv(object)).toBe(object);
    expect(withoutCopy(metadata)).toBe(metadata);
  });
});
