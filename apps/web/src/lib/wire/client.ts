/** The connection to the API: queries by POST, subscriptions over one WebSocket that is watched for silence. */

import { Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { createClient, type Client as Socket } from 'graphql-ws';
import type { Session } from './session.svelte.ts';
import { Silence } from './silence.ts';

export interface Wire {
  readonly client: Client;
  /** When the server was heard last over the socket, in milliseconds since the epoch; 0 before. */
  readonly heardAt: number;
  close(): void;
}

const pingEvery = 10_000;
const unauthorized = 401;
/** The close code for it, in the range of graphql-transport-ws. */
const socketUnauthorized = 4401;

/** Lost connections are not taken up again here: whoever subscribed knows since when it has missed something. */
export function connect(page: URL, session: Session): Wire {
  const url = new URL('graphql', page);
  const socketUrl = new URL(url);
  socketUrl.protocol = page.protocol === 'https:' ? 'wss:' : 'ws:';
  const silence = new Silence();
  const socket = createSocket(socketUrl.href, session, silence);
  const stopWatching = doubtOnReturn(silence);
  const client = new Client({
    url: url.href,
    preferGetMethod: false,
    requestPolicy: 'network-only',
    fetchOptions: () => (session.token === undefined ? {} : { headers: { authorization: `Bearer ${session.token}` } }),
    fetch: (input, init) => noticed(fetch(input, init), session),
    exchanges: [
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables, operationName }) => ({
          subscribe: (sink) => ({
            unsubscribe: socket.subscribe(
              { query, variables: variables ?? null, operationName: operationName ?? null },
              sink as never,
            ),
          }),
        }),
      }),
    ],
  });
  return {
    client,
    get heardAt() {
      return silence.heardAt;
    },
    close: () => {
      stopWatching();
      void socket.dispose();
    },
  };
}

/** Whoever comes back to the page, or to the network, shall not be told for long that an old picture is live. */
function doubtOnReturn(silence: Silence): () => void {
  const done = new AbortController();
  const { signal } = done;
  const seen = () => document.visibilityState === 'visible' && silence.doubt();
  document.addEventListener('visibilitychange', seen, { signal });
  addEventListener('online', () => silence.doubt(), { signal });
  return () => done.abort();
}

async function noticed(answer: Promise<Response>, session: Session): Promise<Response> {
  const response = await answer;
  if (response.status === unauthorized) session.turnedAway();
  else if (response.ok) session.welcomed();
  return response;
}

/** A peer that says nothing after a ping, as when the machine slept, is as good as gone. */
function createSocket(url: string, session: Session, silence: Silence): Socket {
  return createClient({
    url,
    lazy: true,
    retryAttempts: 0,
    keepAlive: pingEvery,
    connectionParams: () => (session.token === undefined ? {} : { token: session.token }),
    on: {
      opened: (opened) => {
        const socket = opened as WebSocket;
        silence.opened({
          ping: () => socket.readyState === socket.OPEN && socket.send('{"type":"ping"}'),
          cut: () => socket.close(4408, 'No answer to a ping'),
        });
      },
      ping: (received) => !received && silence.pinged(),
      message: ({ type }) => silence.heard(type === 'next'),
      closed: (event) => {
        silence.closed();
        if ((event as CloseEvent).code === socketUnauthorized) session.turnedAway();
      },
    },
  });
}
