import { describe, expect, it } from 'vitest';
import { isPath, parsePath, readPath } from './path.ts';

const read = (object: unknown, text: string): readonly string[] => {
  const path = parsePath(text);
  return isPath(path)
    ? readPath(object, path).map(({ value, path }) => `${path} = ${JSON.stringify(value)}`)
    : [path.message];
};

describe('a path', () => {
  const object = {
    spec: { secretName: 's', hosts: ['a', 'b'], volumes: [{ secret: 'x' }, {}, { secret: 'y' }] },
    metadata: { annotations: { 'example.com/name': 'n' } },
  };

  it.each<[string, readonly string[]]>([
    ['spec.secretName', ['spec.secretName = "s"']],
    ['spec.hosts[1]', ['spec.hosts[1] = "b"']],
    ['spec.hosts[*]', ['spec.hosts[0] = "a"', 'spec.hosts[1] = "b"']],
    [
      'spec.volumes[*].secret',
      ['spec.volumes[0].secret = "x"', 'spec.volumes[1].secret = undefined', 'spec.volumes[2].secret = "y"'],
    ],
    ['metadata.annotations["example.com/name"]', ['metadata.annotations["example.com/name"] = "n"']],
    ["metadata['annotations']", ['metadata.annotations = {"example.com/name":"n"}']],
    ['spec.absent.name', ['spec.absent.name = undefined']],
    ['spec.constructor', ['spec.constructor = undefined']],
    ['spec.secretName[*]', []],
  ])('%s finds %j', (text, found) => {
    expect(read(object, text)).toEqual(found);
  });

  it.each([
    ['', 'the path is empty'],
    ['.spec', 'cannot read ".spec" in the path ".spec"'],
    ['spec..name', 'cannot read "..name" in the path "spec..name"'],
    ['spec[', 'cannot read "[" in the path "spec["'],
    ['spec[0]name', 'cannot read "name" in the path "spec[0]name"'],
    ['spec.$x', 'cannot read ".$x" in the path "spec.$x"'],
  ])('%s is none', (text, message) => {
    expect(read({}, text)).toEqual([message]);
  });
});
