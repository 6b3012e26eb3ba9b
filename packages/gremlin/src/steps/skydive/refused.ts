/** Steps that are known by name and refused: flow capture, which a topology does not have. */
import { defineStep, type StepSpec } from '../define.ts';

const names = [
  'Flows',
  'Hops',
  'Nodes',
  'Node',
  'CaptureNode',
  'Aggregates',
  'RawPackets',
  'Bpf',
  'Group',
  'MoreThan',
  'Sockets',
  'Metrics',
  'NextHop',
  'Workflow',
];

export const refused: readonly StepSpec[] = names.map((name) =>
  defineStep({
    name,
    dialect: 'skydive',
    group: 'end',
    signatures: [`${name}(…)`],
    doc: 'Belongs to flow capture and is refused.',
    example: '',
    gives: 'any',
    plan(call) {
      throw call.error(`${name} is not a topology step: flow capture is not supported`, undefined, 'NOT_TOPOLOGY');
    },
  }),
);
