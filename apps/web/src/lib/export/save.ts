/** From the view to a file: one entry for each format. */

import type { Dashboard } from '../dashboard.svelte.ts';
import { readPalette } from '../stage/palette.ts';
import { toDot } from './dot.ts';
import { toJson } from './json.ts';
import { toMermaid } from './mermaid.ts';
import { toSvg } from './svg.ts';

export interface Format {
  readonly name: string;
  readonly ending: string;
  readonly type: string;
  readonly about: string;
  readonly make: (dashboard: Dashboard) => Promise<BlobPart> | BlobPart;
}

const view = ({ picture }: Dashboard) => ({ scene: picture.scene, lines: picture.lines.lines });
const palette = () => readPalette(getComputedStyle(document.documentElement));

export const formats: readonly Format[] = [
  {
    name: 'PNG',
    ending: 'png',
    type: 'image/png',
    about: 'the picture, whole',
    make: ({ picture }) => picture.photograph(),
  },
  {
    name: 'SVG',
    ending: 'svg',
    type: 'image/svg+xml',
    about: 'the picture, to be drawn at any size',
    make: (at) => toSvg({ ...view(at), wayOf: at.picture.wayOf }, palette()),
  },
  {
    name: 'Mermaid',
    ending: 'mmd',
    type: 'text/plain',
    about: 'boxes and lines for Markdown',
    make: (at) => toMermaid(view(at)),
  },
  {
    name: 'DOT',
    ending: 'dot',
    type: 'text/vnd.graphviz',
    about: 'boxes and lines for Graphviz',
    make: (at) => toDot(view(at)),
  },
  {
    name: 'JSON',
    ending: 'json',
    type: 'application/json',
    about: 'all objects and relations of the view',
    make: ({ reader, places, scope, relations }) =>
      toJson({
        reader,
        places,
        includes: (place) => scope.includes(place),
        shows: (relation) => relations.shows(relation),
      }),
  },
];

/** Hands a file to the browser's downloads. */
export function download(name: string, type: string, content: BlobPart): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
