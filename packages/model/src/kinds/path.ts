/**
 * Paths into an object, as rules write them: `spec.secretRef.name`, `spec.volumes[*].secret`, `spec.hosts[0]`,
 * `metadata.annotations["example.com/name"]`.
 */

type Step = string | number | typeof everything;

const everything = Symbol('every element');

export interface Path {
  readonly text: string;
  readonly steps: readonly Step[];
}

export interface PathProblem {
  readonly message: string;
  /** Where in the text. */
  readonly offset: number;
}

export interface Found {
  readonly value: unknown;
  /** The path that leads there, with numbers in the place of `[*]`. */
  readonly path: string;
}

const token = /\.?([A-Za-z_][A-Za-z0-9_-]*)|\[(\*|\d+|"[^"]*"|'[^']*')\]/y;

export function parsePath(text: string): Path | PathProblem {
  const steps: Step[] = [];
  let at = 0;
  while (at < text.length) {
    token.lastIndex = at;
    const match = text[at] === '.' && at === 0 ? null : token.exec(text);
    if (match === null || (steps.length > 0 && match[1] !== undefined && text[at] !== '.')) {
      return { message: `cannot read "${text.slice(at)}" in the path "${text}"`, offset: at };
    }
    const [whole, name, inside = ''] = match;
    if (name !== undefined) steps.push(name);
    else if (inside === '*') steps.push(everything);
    else steps.push(/^\d/.test(inside) ? Number(inside) : inside.slice(1, -1));
    at += whole.length;
  }
  return steps.length === 0 ? { message: 'the path is empty', offset: 0 } : { text, steps };
}

export function isPath(parsed: Path | PathProblem): parsed is Path {
  return 'steps' in parsed;
}

/** Every value at the path, in order; one that is absent under an element of a list is there as `undefined`. */
export function readPath(object: unknown, { steps }: Path): readonly Found[] {
  let found: readonly Found[] = [{ value: object, path: '' }];
  for (const step of steps) found = found.flatMap((each) => stepInto(each, step));
  return found;
}

function stepInto({ value, path }: Found, step: Step): readonly Found[] {
  if (step === everything) {
    return Array.isArray(value) ? value.map((inner: unknown, at) => ({ value: inner, path: `${path}[${at}]` })) : [];
  }
  const holder = typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>) : {};
  const inner = Object.hasOwn(holder, step) ? holder[step] : undefined;
  if (typeof step === 'number') return [{ value: inner, path: `${path}[${step}]` }];
  const plain = /^[A-Za-z_][A-Za-z0-9_-]*$/.test(step);
  return [{ value: inner, path: plain ? (path === '' ? step : `${path}.${step}`) : `${path}["${step}"]` }];
}
