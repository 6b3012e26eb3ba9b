/** A way to a server that can be cut and mended: a forwarder of bytes on a port of its own. */

import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface CuttableWay {
  readonly url: string;
  /** Ends every connection and answers none. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function wayTo(url: string): Promise<CuttableWay> {
  const port = Number(new URL(url).port);
  const open = new Set<Socket>();
  let whole = true;
  const server = createServer((near) => {
    if (!whole) return void near.destroy();
    const far = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const end = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: () => {
      whole = false;
      end();
    },
    mend: () => {
      whole = true;
    },
    close: () => {
      end();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
