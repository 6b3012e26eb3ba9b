/** The reference of steps and predicates, as Markdown, from the registry. */
import { codes } from '../errors.ts';
import type { PredicateSpec } from '../predicates/define.ts';
import { predicates } from '../predicates/index.ts';
import type { Group, StepSpec } from '../steps/define.ts';
import { steps } from '../steps/index.ts';

const groups: Readonly<Record<Group, string>> = {
  source: 'Where a query starts',
  navigate: 'Going along edges',
  filter: 'Keeping some',
  project: 'Reading properties',
  aggregate: 'Taking all together',
  branch: 'Going by another traversal',
  path: 'The way so far',
  value: 'Working on values',
  side: 'Keeping something on the side',
  modulate: 'Saying how',
  end: 'Ends, and steps that are refused',
};

function stepText(spec: StepSpec): string {
  const forms = spec.signatures.map((one) => `\`${one}\``).join(' · ');
  const takes = spec.takes ? ` Works on ${spec.takes.filter((kind) => kind !== 'any').join(', ')}.` : '';
  const with_ = spec.modulators
    ? ` May be followed by ${spec.modulators.map((name) => `\`${name}\``).join(', ')}.`
    : '';
  const example = spec.example ? `\n\n    ${spec.example}` : '';
  return `#### ${spec.name}\n\n${forms}\n\n${spec.doc}${takes}${with_}${example}\n`;
}

function predicateText(spec: PredicateSpec): string {
  return `#### ${spec.name}\n\n\`${spec.signature}\`\n\n${spec.doc}\n\n    ${spec.example}\n`;
}

function dialect(name: StepSpec['dialect']): string {
  const own = steps.filter((spec) => spec.dialect === name && spec.signatures.length > 0);
  const parts = (Object.keys(groups) as Group[]).map((group) => {
    const some = own.filter((spec) => spec.group === group);
    return some.length > 0 ? `### ${groups[group]}\n\n${some.map(stepText).join('\n')}` : '';
  });
  const tests = predicates.filter((spec) => spec.dialect === name).map(predicateText);
  return [...parts, `### Predicates\n\n${tests.join('\n')}`].filter((part) => part !== '').join('\n');
}

export function stepsReference(): string {
  const errors = Object.entries(codes).map(([code, meaning]) => `| \`${code}\` | ${meaning} |`);
  return `# Steps

Generated from the list of steps; \`npm run generate\` writes it anew.

A query that starts with \`G\` is written in Skydive's language: names are read in any case. One that starts with \`g\` is
TinkerPop's: a step spelled exactly as TinkerPop spells it has TinkerPop's meaning, any other spelling Skydive's. So
\`g.V().Has('Type', 'pod').out('pod')\` is legal, and each step means what its spelling says.

A node's label is its \`Type\`, an edge's its \`RelationType\`. A dotted key leads into trees; keys that contain dots themselves
are found, too: the longest key wins.

Unlike Skydive's own, \`Regex\` finds its pattern anywhere in the text; \`^\` and \`$\` anchor it. In Skydive's spelling \`OutV\` is the
child end of an edge and \`InV\` the parent end, the opposite of TinkerPop's; \`ChildV\` and \`ParentV\` say it plainly.

## Skydive's language

${dialect('skydive')}
## TinkerPop's language

${dialect('tinkerpop')}
## Errors

Every error says its place in the text, and has one of these codes.

| code | meaning |
|---|---|
${errors.join('\n')}
`;
}
