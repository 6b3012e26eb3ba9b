/** The reference of kinds: what each one shows and what it is linked to. */

import { combinedFields, type Kind, type Link, noteKinds, registry } from '@canopy/model/kinds';

export function kindsReference(): string {
  const intro = [
    '# Kinds',
    '',
    'Generated from the registry by `npm run generate`. Every node also has `Name`, `Type`, `Manager`, `ClusterName`, `State`,',
    '`Health`, `Reason`, `Message`, `Since`, `K8s.Name`, `K8s.Namespace` and `K8s.Labels`. Containment (`ownership`) and owner',
    "references (named after the owner's type) hold for every kind.",
    '',
    `${registry.length} kinds make nodes; ${noteKinds.map(({ type }) => type).join(', ')} explains the statuses of others.`,
    '',
  ];
  return `${[...intro, ...registry.flatMap(section)].join('\n').trimEnd()}\n`;
}

function section(kind: Kind): string[] {
  const { api } = kind;
  const where = api === undefined ? placeOf(kind) : `\`${api.plural}${api.group === '' ? '' : `.${api.group}`}\` (${api.versions.join(', ')})`;
  return [
    `## ${kind.key}`,
    '',
    `${kind.doc} ${where}${api?.namespaced ? ', namespaced' : ''}.`,
    '',
    ...table(['field', 'type', 'meaning'], kind.fields.map(({ name, type, doc }) => [`\`K8s.${name}\``, type, doc])),
    ...table(['link', 'edge', 'join', 'meaning'], kind.links.map((link) => linkRow(kind, link))),
    ...table(
      ['field over links', 'meaning'],
      combinedFields.filter(({ on }) => on.includes(kind.key)).map(({ name, doc }) => [`\`${name}\``, doc]),
    ),
  ];
}

function placeOf(kind: Kind): string {
  return kind.virtual ? 'Exists while something refers to it' : 'Made by Canopy';
}

function linkRow(kind: Kind, link: Link): string[] {
  const ends = link.direction === 'out' ? [kind.type, link.to] : [link.to, kind.type];
  return [`\`${link.field}\` / \`${link.inverse}\``, `${ends[0]} –\`${link.relation}\`→ ${ends[1]}`, link.join, link.doc];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''];
}
