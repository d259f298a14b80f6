// How GraphiQL asks: POST for what is asked once, a socket of graphql-transport-ws for what is watched.
import { bearer } from './session.ts';

export interface Question {
  query: string;
  operationName?: string | null;
  variables?: unknown;
}

const PROTOCOL = 'graphql-transport-ws';
const WATCHED = /(^|\})\s*subscription\b/;

const post = async (question: Question): Promise<unknown> => {
  const token = bearer();
  const response = await fetch('/graphql', {
    method: 'POST',
    credentials: 'omit',
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/json',
      'X-Client-Name': 'graphiql',
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify(question),
  });
  return response.json();
};

interface Observer {
  next: (value: unknown) => void;
  error: (reason: unknown) => void;
  complete: () => void;
}

interface Message {
  type: string;
  payload?: unknown;
}

const told = (observer: Observer, socket: WebSocket, question: Question, message: Message): void => {
  if (message.type === 'connection_ack')
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: question }));
  else if (message.type === 'ping') socket.send(JSON.stringify({ type: 'pong' }));
  else if (message.type === 'next') observer.next(message.payload);
  else if (message.type === 'error') observer.error(message.payload);
  else if (message.type === 'complete') socket.close(1000);
};

/** One socket for one subscription: a workbench has no need of more. */
const watch = (question: Question) => ({
  subscribe: (observer: Observer) => {
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/graphql`, PROTOCOL);
    socket.addEventListener('open', () =>
      socket.send(JSON.stringify({ type: 'connection_init', payload: { accessToken: bearer() ?? '' } })),
    );
    socket.addEventListener('message', (event) =>
      told(observer, socket, question, JSON.parse(String(event.data)) as Message),
    );
    socket.addEventListener('close', (event) =>
      event.code === 1000 ? observer.complete() : observer.error({ message: event.reason || `closed: ${event.code}` }),
    );
    return { unsubscribe: () => socket.close(1000) };
  },
});

const bare = (text: string): string => text.replaceAll(/#[^\n]*/g, '').trim();

export const fetcher = (question: Question): unknown =>
  WATCHED.test(bare(question.query)) ? watch(question) : post(question);
