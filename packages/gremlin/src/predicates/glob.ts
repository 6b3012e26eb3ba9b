/** A glob as the source of a regular expression for the whole text. */
export function globSource(glob: string): string {
  const body = glob.replace(/[\\^$.|?*+()[\]{}]/g, (char) => (char === '*' ? '.*' : char === '?' ? '.' : `\\${char}`));
  return `(?s)${body}`;
}
