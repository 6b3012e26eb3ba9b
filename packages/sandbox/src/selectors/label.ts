/**
 * Label selectors, as text in a query (`app in (a,b),!old`) and as objects in a spec:
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */

import { badRequest } from '../base/problem.ts';

export type Labels = Readonly<Record<string, string>>;
export type LabelTest = (labels: Labels | undefined) => boolean;

export interface Requirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt';
  readonly values?: readonly string[];
}

export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly Requirement[];
}

const tests: Readonly<
  Record<Requirement['operator'], (value: string | undefined, values: readonly string[]) => boolean>
> = {
  In: (value, values) => value !== undefined && values.includes(value),
  NotIn: (value, values) => value === undefined || !values.includes(value),
  Exists: (value) => value !== undefined,
  DoesNotExist: (value) => value === undefined,
  Gt: (value, values) => value !== undefined && Number(value) > Number(values[0]),
  Lt: (value, values) => value !== undefined && Number(value) < Number(values[0]),
};

/** Whether all requirements hold; none at all is true. */
export function meets(labels: Labels | undefined, requirements: readonly Requirement[]): boolean {
  return requirements.every(({ key, operator, values }) => tests[operator]?.(labels?.[key], values ?? []) ?? false);
}

/** A selector object. An empty one selects everything, an absent one nothing. */
export function matches(selector: LabelSelector | undefined, labels: Labels | undefined): boolean {
  if (!selector) return false;
  for (const key in selector.matchLabels) if (labels?.[key] !== selector.matchLabels[key]) return false;
  return meets(labels, selector.matchExpressions ?? []);
}

/** A plain map, as services and replication controllers select. Empty selects nothing. */
export function matchesMap(selector: Labels | undefined, labels: Labels | undefined): boolean {
  let any = false;
  for (const key in selector) {
    any = true;
    if (labels?.[key] !== selector[key]) return false;
  }
  return any;
}

/** The text form of a selector object or a plain map. */
export function formatSelector(selector: LabelSelector | Labels): string {
  const { matchLabels, matchExpressions } = selector as LabelSelector;
  const isObject = typeof matchLabels === 'object' || Array.isArray(matchExpressions);
  const pairs = Object.entries(isObject ? (matchLabels ?? {}) : (selector as Labels)).map(
    ([key, value]) => `${key}=${value}`,
  );
  const written = (isObject ? (matchExpressions ?? []) : []).map(({ key, operator, values }) => {
    if (operator === 'Exists') return key;
    if (operator === 'DoesNotExist') return `!${key}`;
    return `${key} ${operator.toLowerCase()} (${(values ?? []).join(',')})`;
  });
  return [...pairs.sort(), ...written].join(',');
}

const term =
  /^\s*(?:(!)\s*([^\s=!,()<>]+)|([^\s=!,()<>]+)\s*(?:(==|!=|=)\s*([^\s=!,()]*)|([<>])\s*(-?\d+)|\s(in|notin)\s*\(([^()]*)\))?)\s*(?:,|$)/;

/** Parses the text form; throws a 400 that shows where it stops making sense. */
export function parseSelector(text: string): Requirement[] {
  const requirements: Requirement[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const found = term.exec(rest);
    if (!found || (found[0].endsWith(',') && rest.length === found[0].length)) {
      throw badRequest(`unable to parse requirement: found '${rest}' in label selector '${text}'`);
    }
    requirements.push(requirement(found));
    rest = rest.slice(found[0].length);
  }
  return requirements;
}

function requirement(found: RegExpExecArray): Requirement {
  const [, not, absent, key = '', equals, value, compare, bound, set, members] = found;
  if (not) return { key: absent ?? '', operator: 'DoesNotExist' };
  if (equals) return { key, operator: equals === '!=' ? 'NotIn' : 'In', values: [value ?? ''] };
  if (compare) return { key, operator: compare === '>' ? 'Gt' : 'Lt', values: [bound ?? ''] };
  if (set) {
    const values = (members ?? '').split(',').map((member) => member.trim());
    return { key, operator: set === 'in' ? 'In' : 'NotIn', values };
  }
  return { key, operator: 'Exists' };
}
