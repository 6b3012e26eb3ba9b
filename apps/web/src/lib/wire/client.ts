/** The connection to the API: queries by POST, subscriptions over one WebSocket that is watched for silence. */

import { Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { createClient, type Client as Socket } from 'graphql-ws';
import type { Session } from './session.svelte.ts';

export interface Wire {
  readonly client: Client;
  close(): void;
}

const pingEvery = 10_000;
/** Whatever comes counts as an answer. */
const answerWithin = 15_000;
/** A server that puts a large first picture together may be busy with nothing else for a while. */
const firstAnswerWithin = 90_000;
const unauthorized = 401;
/** The close code for it, in the range of graphql-transport-ws. */
const socketUnauthorized = 4401;

/** Lost connections are not taken up again here: whoever subscribed knows since when it has missed something. */
export function connect(page: URL, session: Session): Wire {
  const url = new URL('graphql', page);
  const socketUrl = new URL(url);
  socketUrl.protocol = page.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = createSocket(socketUrl.href, session);
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
  return { client, close: () => void socket.dispose() };
}

async function noticed(answer: Promise<Response>, session: Session): Promise<Response> {
  const response = await answer;
  if (response.status === unauthorized) session.turnedAway();
  return response;
}

/** A peer that says nothing after a ping, as when the machine slept, is as good as gone. */
function createSocket(url: string, session: Session): Socket {
  let socket: WebSocket | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let spoken = false;
  return createClient({
    url,
    lazy: true,
    retryAttempts: 0,
    keepAlive: pingEvery,
    connectionParams: () => (session.token === undefined ? {} : { token: session.token }),
    on: {
      opened: (opened) => {
        socket = opened as WebSocket;
        spoken = false;
      },
      ping: (received) => {
        if (received) return;
        const pinged = socket;
        clearTimeout(silence);
        const cut = () => pinged?.close(4408, 'No answer to a ping');
        // Where the page itself was busy, an answer may lie there unread: it is read first.
        const hear = () => {
          silence = setTimeout(cut, 2_000);
        };
        silence = setTimeout(hear, spoken ? answerWithin : firstAnswerWithin);
      },
      message: ({ type }) => {
        clearTimeout(silence);
        if (type === 'next') spoken = true;
      },
      closed: (event) => {
        clearTimeout(silence);
        if ((event as CloseEvent).code === socketUnauthorized) session.turnedAway();
      },
    },
  });
}
