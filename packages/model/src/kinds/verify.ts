/** Whether a list of kinds holds together: what no type can say. Each problem is one sentence; none is good. */

import type { Kind } from './define.ts';
import type { Link } from './link.ts';

/** Fields that every GraphQL type of a kind has; a link may not take their names. */
const taken: ReadonlySet<string> = new Set([
  ...['id', 'uid', 'cluster', 'manager', 'type', 'namespace', 'name', 'labels', 'status', 'fields', 'metadata'],
  ...['extra', 'revision', 'createdAt', 'updatedAt', 'owner', 'owned', 'relations'],
]);

/** Keys that every node has under `K8s`. */
const common: ReadonlySet<string> = new Set(['Name', 'Namespace', 'Labels', 'Extra']);

export function problemsOf(kinds: readonly Kind[]): readonly string[] {
  const keys = new Set(kinds.map(({ key }) => key));
  return [
    ...twice(kinds.map(({ key }) => key)).map((key) => `two kinds have the key ${key}`),
    ...twice(kinds.flatMap(({ api }) => (api ? [`${api.group}/${api.kind}`] : []))).map(
      (api) => `two kinds are ${api}`,
    ),
    ...kinds.flatMap((kind) =>
      [...kindProblems(kind), ...linkProblems(kind, keys, kinds)].map((text) => `${kind.key}: ${text}`),
    ),
    ...nameProblems(kinds),
  ];
}

function twice(words: readonly string[]): readonly string[] {
  return [...new Set(words.filter((word, at) => words.indexOf(word) !== at))];
}

const isSentence = (doc: string): boolean => /^[A-Z*].*\.$/s.test(doc);

function kindProblems({ key, type, doc, api, virtual, fields }: Kind): readonly string[] {
  const found: string[] = [];
  if (key !== type && !key.startsWith(`${type}.`)) found.push(`the key does not start with the type ${type}`);
  if (type !== type.toLowerCase()) found.push(`the type ${type} is not in lower case`);
  if (!isSentence(doc)) found.push('the doc is no sentence');
  if (api && (virtual || api.kind.toLowerCase() !== type)) found.push(`the API calls it ${api.kind}`);
  if (api?.versions.length === 0) found.push('no version');
  for (const name of twice(fields.map((field) => field.name))) found.push(`two fields are called ${name}`);
  for (const { name, doc } of fields) {
    if (common.has(name)) found.push(`the field ${name} has the name of one that every node has`);
    if (!/^[A-Z][A-Za-z0-9]*$/.test(name)) found.push(`the field ${name} is not in CamelCase`);
    if (!isSentence(doc)) found.push(`the doc of the field ${name} is no sentence`);
  }
  return found;
}

function linkProblems(kind: Kind, keys: ReadonlySet<string>, kinds: readonly Kind[]): readonly string[] {
  const found: string[] = [];
  for (const link of kind.links) {
    for (const to of targetsOf(link))
      if (!keys.has(to)) found.push(`the link ${link.field} leads to ${to}, which is no kind`);
    if (!isSentence(link.doc)) found.push(`the doc of the link ${link.field} is no sentence`);
    if (link.join === 'field' || link.join === 'block') {
      const target = kinds.find(({ key }) => key === link.to);
      if (target && !target.indexed?.[link.index])
        found.push(`the link ${link.field} asks ${link.to} for its ${link.index}`);
    }
    const start = link.direction === 'out' ? kind.type : kinds.find(({ key }) => key === link.to)?.type;
    if (link.relation !== start)
      found.push(`the link ${link.field} starts at a ${start} and is called ${link.relation}`);
  }
  for (const relation of kind.derived?.relations ?? []) {
    const known = kinds.some(
      ({ links, type }) => type === relation || links.some((link) => link.relation === relation),
    );
    if (!known) found.push(`the status asks for the relation ${relation}, which nobody declares`);
  }
  return found;
}

export function targetsOf(link: Link): readonly string[] {
  return link.join === 'name' ? [link.to, ...(link.others ?? [])] : [link.to];
}

/**
 * The names that links give to both ends must be free there. Links of one relation to one target share their names: they
 * are one relation, declared in two places of the object.
 */
function nameProblems(kinds: readonly Kind[]): readonly string[] {
  const names = new Map<string, string>();
  const found: string[] = [];
  const claim = (key: string, name: string, by: string): void => {
    const at = `${key}.${name}`;
    const other = taken.has(name) ? 'every kind' : (names.get(at) ?? by);
    if (other !== by) found.push(`${at} is claimed by ${by} and by ${other}`);
    names.set(at, by);
  };
  for (const { key, links } of kinds) {
    for (const link of links) {
      const means = `${key} ${link.direction === 'out' ? '-' : '<-'}${link.relation}${link.direction === 'out' ? '->' : '-'}`;
      claim(key, link.field, `${means} ${link.to}`);
      for (const target of targetsOf(link)) claim(target, link.inverse, `${target} of ${means}`);
    }
  }
  return found;
}
