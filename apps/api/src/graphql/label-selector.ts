/**
 * Label selectors in kubectl's notation: `app=web,tier in (a,b),!legacy`.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */

import { problem } from './errors.ts';

type Labels = Readonly<Record<string, string>>;
export type LabelMatch = (labels: Labels) => boolean;

const key = '([A-Za-z0-9][-A-Za-z0-9_./]*)';
const value = '([-A-Za-z0-9_.]*)';
const set = new RegExp(`^${key}\\s+(in|notin)\\s*\\(([^()]*)\\)$`);
const equality = new RegExp(`^${key}\\s*(==|=|!=)\\s*${value}$`);
const presence = new RegExp(`^(!?)\\s*${key}$`);

/** Throws a problem that names the term it cannot read. An empty selector matches everything. */
export function parseLabelSelector(text: string): LabelMatch {
  const terms = splitTerms(text).map(parseTerm);
  return (labels) => terms.every((term) => term(labels));
}

/** At commas outside parentheses. */
function splitTerms(text: string): string[] {
  if (text.trim() === '') return [];
  return text.split(/,(?![^()]*\))/).map((term) => term.trim());
}

function parseTerm(term: string): LabelMatch {
  const [, setKey, operator, list] = set.exec(term) ?? [];
  if (setKey !== undefined) {
    const values = new Set((list ?? '').split(',').map((item) => item.trim()));
    // As in the API: `notin` and `!=` also match objects without the label.
    return operator === 'in'
      ? (labels) => labels[setKey] !== undefined && values.has(labels[setKey])
      : (labels) => labels[setKey] === undefined || !values.has(labels[setKey]);
  }
  const [, equalKey, sign, wanted] = equality.exec(term) ?? [];
  if (equalKey !== undefined)
    return sign === '!=' ? (labels) => labels[equalKey] !== wanted : (labels) => labels[equalKey] === wanted;
  const [, not, present] = presence.exec(term) ?? [];
  if (present !== undefined) return (labels) => (labels[present] === undefined) === (not === '!');
  throw problem('BAD_USER_INPUT', `Cannot read "${term}" in the label selector; try app=web, tier in (a,b) or !legacy`);
}
