/** What becomes of a container. No process runs here: image and command say, in obvious ways, how it would have gone. */

import type { Container } from 'kubernetes-types/core/v1.d.ts';

export type Fate =
  | { readonly ends: 'never' }
  /** Ends after a while with an exit code. */
  | { readonly ends: 'after'; readonly milliseconds: number; readonly exitCode: number }
  | { readonly ends: 'unpullable'; readonly message: string }
  | { readonly ends: 'misnamed'; readonly message: string };

const imageName =
  /^[a-z0-9]+([._-]+[a-z0-9]+)*(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:[\w][\w.-]{0,127})?(@sha256:[0-9a-f]{64})?$/;
const absent = /(^|\/)missing|does-not-exist|doesnotexist|nonexistent/;

/** An image that says by its name that it does not exist is not pulled. */
function imageTrouble(image: string): Fate | undefined {
  if (!imageName.test(image)) {
    const message = `Failed to apply default image tag "${image}": couldn't parse image name "${image}": invalid reference format`;
    return { ends: 'misnamed', message };
  }
  if (!absent.test(image)) return undefined;
  const message = `failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`;
  return { ends: 'unpullable', message };
}

/** `lasting`: the container is meant to run for good. `usual`: how long one runs that is not. */
export function fateOf(container: Container, lasting: boolean, usual: number): Fate {
  const trouble = imageTrouble(container.image ?? '');
  if (trouble) return trouble;
  const words = [...(container.command ?? []), ...(container.args ?? [])];
  const text = words.join(' ');
  const pause = /\bsleep (\d+|infinity)\b/.exec(text)?.[1];
  const milliseconds =
    pause === undefined ? usual : pause === 'infinity' ? Number.POSITIVE_INFINITY : Number(pause) * 1000;
  const exit = /\bexit (\d+)\b/.exec(text)?.[1];
  if (exit !== undefined) return { ends: 'after', milliseconds, exitCode: Number(exit) };
  if (words.at(-1) === 'false') return { ends: 'after', milliseconds, exitCode: 1 };
  if (words.at(-1) === 'true') return { ends: 'after', milliseconds, exitCode: 0 };
  const forGood =
    milliseconds === Number.POSITIVE_INFINITY || (lasting && (pause === undefined || milliseconds > 300_000));
  return forGood ? { ends: 'never' } : { ends: 'after', milliseconds, exitCode: 0 };
}

/** A readiness probe that runs `false` never succeeds; every other one does. */
export function getsReady(container: Container): boolean {
  const words = container.readinessProbe?.exec?.command ?? [];
  return words.at(-1) !== 'false' && !/\bexit [1-9]/.test(words.join(' '));
}
