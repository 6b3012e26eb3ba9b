/** The programs that these tests drive and do not bring along: a Chromium and kubectl. */

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface Programs {
  readonly chromium: string;
  readonly kubectl: string;
}

interface Wanted {
  readonly name: string;
  /** Names the file, when it is elsewhere. */
  readonly variable: string;
  readonly files: readonly string[];
}

const wanted: Record<keyof Programs, Wanted> = {
  chromium: {
    name: 'Chromium',
    variable: 'CHROMIUM_PATH',
    files: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
  },
  kubectl: { name: 'kubectl', variable: 'KUBECTL_PATH', files: ['kubectl'] },
};

export interface Found {
  /** Only when nothing is missing. */
  readonly programs: Programs | undefined;
  /** A sentence for each program that is not here. */
  readonly missing: readonly string[];
}

/** A path that the environment names is believed, and nothing else is tried in its place. */
export function findPrograms(
  env: Readonly<Record<string, string | undefined>> = process.env,
  runs: (file: string) => boolean = isExecutable,
): Found {
  const missing: string[] = [];
  const find = ({ name, variable, files }: Wanted): string => {
    const given = env[variable];
    const folders = ['/usr/bin', ...(env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')];
    const places = given ? [given] : files.flatMap((file) => folders.map((folder) => join(folder, file)));
    const file = places.find(runs);
    if (file === undefined)
      missing.push(
        given ? `${variable} names ${given}, which cannot be run` : `no ${name} here; ${variable} names one`,
      );
    return file ?? '';
  };
  const programs = { chromium: find(wanted.chromium), kubectl: find(wanted.kubectl) };
  return { programs: missing.length === 0 ? programs : undefined, missing };
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
