/** The path that a request asks for, whatever it looks like: no text makes this fail. */

import type { IncomingMessage } from 'node:http';

/** As it stands, without resolving dots: the files' folder is guarded on its own. */
export function pathOf(request: Pick<IncomingMessage, 'url'>): string {
  return (request.url ?? '/').split(/[?#]/, 1)[0] || '/';
}
