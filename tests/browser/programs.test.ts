import { describe, expect, test } from 'vitest';
import { findPrograms } from './programs.ts';
import { verdictOn } from './stage.ts';

const only =
  (...files: string[]) =>
  (file: string) =>
    files.includes(file);

describe('the programs that browser tests need', () => {
  test('are looked for in the usual places', () => {
    const { programs, missing } = findPrograms({ PATH: '/opt/bin' }, only('/usr/bin/chromium', '/opt/bin/kubectl'));
    expect(programs).toEqual({ chromium: '/usr/bin/chromium', kubectl: '/opt/bin/kubectl' });
    expect(missing).toEqual([]);
  });

  test('are taken from where the environment says, and from nowhere else', () => {
    const env = { PATH: '', CHROMIUM_PATH: '/nowhere/chrome' };
    const { programs, missing } = findPrograms(env, only('/usr/bin/chromium', '/usr/bin/kubectl'));
    expect(programs).toBeUndefined();
    expect(missing).toEqual(['CHROMIUM_PATH names /nowhere/chrome, which cannot be run']);
  });

  test('are each reported when missing', () => {
    expect(findPrograms({ PATH: '' }, only()).missing).toEqual([
      'no Chromium here; CHROMIUM_PATH names one',
      'no kubectl here; KUBECTL_PATH names one',
    ]);
  });

  test('make the tests fail where they are missing in a continuous integration, and skip them elsewhere', () => {
    expect(verdictOn([], { CI: 'true' })).toBe('run');
    expect(verdictOn(['no Chromium here'], {})).toBe('skip');
    expect(verdictOn(['no Chromium here'], { CI: 'false' })).toBe('skip');
    expect(verdictOn(['no Chromium here'], { CI: 'true' })).toBe('fail');
    expect(verdictOn(['no kubectl here'], { CI: '1' })).toBe('fail');
  });
});
