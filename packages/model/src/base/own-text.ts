/** A copy of a text. A slice keeps the whole text that it was cut from for as long as it lives; a copy does not. */
export function ownText(text: string): string {
  return text.length < 13 ? text : [text.slice(0, 1), text.slice(1)].join('');
}
