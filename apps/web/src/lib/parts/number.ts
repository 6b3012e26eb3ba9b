/** Numbers as people read them. */

const format = new Intl.NumberFormat('en');

/** With commas between the thousands. Small ones, which most are, cost nothing. */
export const grouped = (value: number): string => (value < 1000 ? String(value) : format.format(value));
