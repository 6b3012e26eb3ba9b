/** What the server adds to secrets. */

import { fill, mapAt, type Tree } from '../base/json.ts';

/** `stringData` is for writing only: it goes into `data`, in base64. */
export function secretDefaults(object: Tree): void {
  fill(object, 'type', 'Opaque');
  const written = mapAt(object, 'stringData');
  if (Object.keys(written).length) {
    const data: Tree = { ...mapAt(object, 'data') };
    for (const key in written) data[key] = Buffer.from(String(written[key])).toString('base64');
    object.data = data;
  }
  delete object.stringData;
}
