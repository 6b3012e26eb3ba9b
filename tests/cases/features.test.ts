import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const runner = join(import.meta.dirname, '../conformance/tinkerpop.mjs');

function run(folder: string) {
  const { stdout, status } = spawnSync('node', [runner, join(import.meta.dirname, '../conformance/forms', folder)], {
    encoding: 'utf8',
  });
  return { lines: stdout.trim().split('\n'), status };
}

describe('the runner of feature files', () => {
  it('knows every form that the documentation for providers uses', () => {
    const { lines, status } = run('right');
    expect(lines.filter((line) => line.startsWith('failed'))).toEqual([]);
    expect(lines.slice(-2)).toEqual([
      'skipped: 1 writes, 1 unsupported, 2 graph computer, 1 service of TinkerGraph, 1 lambda',
      '51 passed, 0 failed',
    ]);
    expect(status).toBe(0);
  });

  it('says what fails', () => {
    const { lines, status } = run('wrong');
    expect(lines.filter((line) => line.startsWith('failed'))).toHaveLength(10);
    expect(lines.at(-1)).toBe('0 passed, 10 failed');
    expect(status).toBe(1);
  });
});
