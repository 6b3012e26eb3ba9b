/** Texts of any length and any signs, as a panel can show them. */

/**
 * Signs that turn the order of the others around or cannot be seen: a name that uses them reads as another one. Those
 * that join letters stay, for scripts and emoji need them.
 * https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters
 */
const hidden = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** What is not there to be seen, as a sign; what is too long, cut, with how long it is. */
export function brief(text: string, most = 600): string {
  const plain = text.length > most ? text.slice(0, most).toWellFormed() : text;
  const shown = plain.replace(hidden, '\ufffd');
  return text.length > most ? `${shown}… (${text.length.toLocaleString('en')} characters)` : shown;
}
