import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeObject } from './envelope.ts';
import { unknownFields } from './unknown-fields.ts';

/** A field on the wire: numbers are varints, texts and nested fields are length-delimited. */
type Part = readonly [number: number, value: number | string | readonly Part[] | Uint8Array];

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    const more = rest >> 7n;
    bytes.push(Number(rest & 0x7fn) | (more ? 0x80 : 0));
    rest = more;
  } while (rest);
  return bytes;
}

function encode(parts: readonly Part[]): Uint8Array {
  const bytes = parts.flatMap(([number, value]) => {
    if (typeof value === 'number') return [...varint(number << 3), ...varint(value)];
    const inner = typeof value === 'string' ? Buffer.from(value) : value instanceof Uint8Array ? value : encode(value);
    return [...varint((number << 3) | 2), ...varint(inner.length), ...inner];
  });
  return Uint8Array.from(bytes);
}

const body = (apiVersion: string, kind: string, object: readonly Part[]): Buffer =>
  Buffer.concat([
    Buffer.from('k8s\0'),
    encode([
      [
        1,
        [
          [1, apiVersion],
          [2, kind],
        ],
      ],
      [2, encode(object)],
    ]),
  ]);

describe('protobuf bodies', () => {
  it('become the objects that they stand for', () => {
    const container: Part = [
      2,
      [
        [1, 'nginx'],
        [2, 'nginx:1'],
        [
          6,
          [
            [2, 0],
            [3, 80],
            [4, 'TCP'],
          ],
        ],
      ],
    ];
    const deployment = body('apps/v1', 'Deployment', [
      [
        1,
        [
          [1, 'web'],
          [3, 'default'],
          [5, ''],
          [7, 0],
          [8, []],
          [
            11,
            [
              [1, 'app'],
              [2, 'web'],
            ],
          ],
        ],
      ],
      [
        2,
        [
          [1, 0],
          [
            2,
            [
              [
                1,
                [
                  [1, 'app'],
                  [2, 'web'],
                ],
              ],
            ],
          ],
          [
            3,
            [
              [
                1,
                [
                  [
                    11,
                    [
                      [1, 'app'],
                      [2, 'web'],
                    ],
                  ],
                ],
              ],
              [2, [container]],
            ],
          ],
          [5, 0],
        ],
      ],
    ]);
    expect(decodeObject(deployment)).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'default', labels: { app: 'web' } },
      spec: {
        replicas: 0,
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: { containers: [{ name: 'nginx', image: 'nginx:1', ports: [{ containerPort: 80, protocol: 'TCP' }] }] },
        },
      },
    });
  });

  it('keep bytes as base64, and read numbers or names as ports', () => {
    const secret = body('v1', 'Secret', [
      [1, [[1, 's']]],
      [
        2,
        [
          [1, 'key'],
          [2, Uint8Array.from([0, 255])],
        ],
      ],
    ]);
    expect(decodeObject(secret).data).toEqual({ key: 'AP8=' });
    const ports: Part[] = [
      [
        1,
        [
          [3, 80],
          [
            4,
            [
              [1, 0],
              [2, 8080],
            ],
          ],
        ],
      ],
      [
        1,
        [
          [3, 81],
          [
            4,
            [
              [1, 1],
              [3, 'web'],
            ],
          ],
        ],
      ],
      [
        1,
        [
          [3, 82],
          [
            4,
            [
              [1, 0],
              [2, 0],
            ],
          ],
        ],
      ],
    ];
    const service = body('v1', 'Service', [
      [1, [[1, 's']]],
      [2, ports],
    ]);
    expect(decodeObject(service).spec).toEqual({
      ports: [{ port: 80, targetPort: 8080 }, { port: 81, targetPort: 'web' }, { port: 82 }],
    });
  });

  it('put the fields of inlined messages where the API has them', () => {
    const pod = body('v1', 'Pod', [
      [1, [[1, 'p']]],
      [
        2,
        [
          [
            1,
            [
              [1, 'v'],
              [2, [[19, [[1, [[1, 'settings']]]]]]],
            ],
          ],
        ],
      ],
    ]);
    expect(decodeObject(pod).spec).toEqual({ volumes: [{ name: 'v', configMap: { name: 'settings' } }] });
  });

  it('read options of deletions under any version, negative numbers and times', () => {
    expect(
      decodeObject(
        body('policy/v1', 'DeleteOptions', [
          [1, 0],
          [4, 'Orphan'],
        ]),
      ),
    ).toMatchObject({ gracePeriodSeconds: 0, propagationPolicy: 'Orphan' });
    expect(
      decodeObject(
        body('scheduling.k8s.io/v1', 'PriorityClass', [
          [
            1,
            [
              [1, 'low'],
              [8, [[1, 1_767_225_600]]],
            ],
          ],
          [2, -5],
        ]),
      ),
    ).toMatchObject({
      metadata: { creationTimestamp: '2026-01-01T00:00:00Z' },
      value: -5,
    });
  });

  it('that are broken are refused, whatever their bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          decodeObject(Buffer.concat([Buffer.from('k8s\0'), bytes]));
        } catch (error) {
          expect(error).toMatchObject({ code: 400 });
        }
      }),
    );
  });
});

describe('unknown fields', () => {
  it('are found wherever they stand', () => {
    const pod = {
      metadata: { name: 'p', colour: 1 },
      spec: { containers: [{ name: 'a', imagine: 'x' }], nodeSelector: { any: 'key' } },
      extra: {},
    };
    expect(unknownFields('v1', 'Pod', pod)).toEqual(['metadata.colour', 'spec.containers[0].imagine', 'extra']);
    expect(unknownFields('example.test/v1', 'Widget', { anything: 1 })).toEqual([]);
  });
});
