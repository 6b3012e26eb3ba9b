/** `canopy cause` and `canopy alerts`: what failed first; all that is down by its cause, once and as it changes. */

import { ask, type Server } from './server.ts';
import type { Followed } from './watch.ts';

const document = `query CanopyCause($of: String!) {
  causes(of: $of) { score root { ...thing } path { resource { ...thing } reason message why } }
  blastRadius(of: $of) { down { ...thing } degraded { ...thing } }
}
fragment thing on Resource { type namespace name }`;

interface Thing {
  readonly type: string;
  readonly namespace: string;
  readonly name: string;
}

interface Cause {
  readonly score: number;
  readonly root: Thing;
  readonly path: readonly {
    readonly resource: Thing;
    readonly reason: string;
    readonly message: string;
    readonly why: string;
  }[];
}

interface Answer {
  readonly causes: readonly Cause[];
  readonly blastRadius: { readonly down: readonly Thing[]; readonly degraded: readonly Thing[] };
}

export const nameOf = ({ type, namespace, name }: Thing): string =>
  namespace === '' ? `${type}/${name}` : `${type}/${namespace}/${name}`;

export async function cause(server: Server, of: string, json: boolean): Promise<string> {
  const answer = await ask<Answer>(server, document, { of });
  if (json) return `${JSON.stringify(answer, null, '\t')}\n`;
  const { causes, blastRadius } = answer;
  const lines =
    causes.length === 0
      ? [`${of} is not down`]
      : causes.flatMap((each, at) => [...(at > 0 ? [''] : []), ...printCause(each)]);
  const victims = blastRadius.down.filter(({ type }) => type !== 'container');
  if (victims.length > 0) lines.push('', `down with it: ${victims.map(nameOf).join(', ')}`);
  return `${lines.join('\n')}\n`;
}

function printCause({ root, score, path }: Cause): readonly string[] {
  const last = path.at(-1);
  const head = `${nameOf(root)}: ${last?.reason ?? ''}${last?.message ? `, ${last.message}` : ''} (score ${score})`;
  return [
    head,
    ...path.map(
      ({ resource, reason, why }, depth) =>
        `${'  '.repeat(depth + 1)}${nameOf(resource)} ${reason}${why === '' ? '' : `; ${why}`}`,
    ),
  ];
}

const problemFields = `fragment problem on Problem {
  cause { ...thing } reason message since count affected(first: 20) { ...thing }
}
fragment thing on Resource { type namespace name }`;

const problemsDocument = `query CanopyProblems($namespace: [String!]) {
  problems(namespace: $namespace) { ...problem }
}
${problemFields}`;

const alertsDocument = `subscription CanopyAlerts($namespace: [String!], $since: Int) {
  alerts(namespace: $namespace, since: $since) {
    type since revision complete added { ...problem } changed { ...problem } removed { ...problem }
  }
}
${problemFields}`;

interface Problem {
  readonly cause: Thing;
  readonly reason: string;
  readonly message: string;
  readonly since: number | null;
  readonly count: number;
  readonly affected: readonly Thing[];
}

export function alerts(namespace: string | undefined): Followed {
  return { document: alertsDocument, variables: { namespace: namespace === undefined ? null : [namespace] } };
}

export async function problems(server: Server, namespace: string | undefined, json: boolean): Promise<string> {
  const variables = { namespace: namespace === undefined ? null : [namespace] };
  const { problems: found } = await ask<{ problems: readonly Problem[] }>(server, problemsDocument, variables);
  if (json) return `${JSON.stringify(found, null, '\t')}\n`;
  if (found.length === 0) return 'nothing is down\n';
  return `${found.flatMap(problemLines).join('\n')}\n`;
}

function problemLines({ cause, reason, message, count, affected }: Problem): readonly string[] {
  const head = `${nameOf(cause)}: ${reason}${message === '' ? '' : `, ${message}`}`;
  if (count === 0) return [head];
  const more = count > affected.length ? ' …' : '';
  return [head, `  takes down ${count}: ${affected.map(nameOf).join(', ')}${more}`];
}

/** A row of `alerts` in one line. */
export function alertWords(row: unknown): string {
  return problemLines(row as Problem)
    .map((line) => line.trim())
    .join('; ');
}
