/** Numbers as people read them. */

const format = new Intl.NumberFormat('en');

/** With commas between the thousands. Small ones, which most are, cost nothing. */
export const grouped = (value: number): string => (value < 1000 ? String(value) : format.format(value));

/** `1 pod`, `2,000 pods`; `many` where it is not `one` with an s. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${grouped(count)} ${count === 1 ? one : many}`;
