/** The colours of the picture, read from the style sheet of the theme in use. */

const names = [
  ...['bg', 'grid', 'cluster', 'cluster-line', 'namespace', 'namespace-line', 'workload', 'workload-line'],
  ...['replicas', 'replicas-line', 'card', 'card-line', 'text', 'text-soft', 'up', 'up-glyph', 'down', 'down-glyph'],
  ...['down-card', 'unknown', 'warn', 'select', 'mark', 'hit', 'label'],
] as const;

export interface Palette {
  /** A colour of the stage by its name in the style sheet, without the prefix. */
  stage(name: string): string;
  /** The colour of a line: a group of kinds, `allow` or `deny`. */
  edge(name: string): string;
  readonly font: string;
}

export function readPalette(styles: CSSStyleDeclaration): Palette {
  const read = (property: string) => styles.getPropertyValue(property).trim();
  const stage = new Map(names.map((name) => [name as string, read(`--stage-${name}`)]));
  const edges = new Map<string, string>();
  return {
    stage: (name) => stage.get(name) ?? '#888',
    edge(name) {
      let colour = edges.get(name);
      if (colour === undefined) {
        colour = read(`--edge-${name}`) || '#888';
        edges.set(name, colour);
      }
      return colour;
    },
    font: read('--font'),
  };
}

/** What is drawn in it cannot be seen; style sheets may say so in several ways. */
export const isClear = (colour: string): boolean => /^(transparent|#...0|#.{6}00)$/.test(colour);
