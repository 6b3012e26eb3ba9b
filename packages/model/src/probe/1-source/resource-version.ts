/** The order of resource versions: decimal numbers of any length, comparable within one resource (KEP-5504). */

/** Negative when `a` is older; `undefined` where one of them is no such number and nothing can be said. */
export function compareVersions(a: string | undefined, b: string | undefined): number | undefined {
  if (!isNumber(a) || !isNumber(b)) return undefined;
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

function isNumber(version: string | undefined): version is string {
  return version !== undefined && /^(0|[1-9][0-9]*)$/.test(version);
}
