// graphql-transport-ws, as much of it as one live inbox needs. The socket is a hint: polling stays the truth.
import type { Operation } from './graphql.ts';
import { accessToken } from './session.ts';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;
const ACKNOWLEDGE_MS = 10_000;

export interface Live {
  /** True while the server has acknowledged and nothing broke since. */
  connected: boolean;
}

interface Message {
  type: string;
  payload?: { data?: unknown };
}

const address = (): string => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`;

/** Runs the subscription until the returned function is called; reconnects with growing pauses. */
export const subscribe = <Data, Variables>(
  operation: Operation<Data, Variables>,
  variables: Variables,
  listener: { next: (data: Data) => void; state: (live: Live) => void },
): (() => void) => {
  let stopped = false;
  let socket: WebSocket | null = null;
  let pauseMs = FIRST_PAUSE_MS;
  let timer = 0;

  const again = (): void => {
    listener.state({ connected: false });
    if (stopped) return;
    timer = window.setTimeout(() => void open(), pauseMs);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  };

  const receive = (own: WebSocket, message: Message): void => {
    if (message.type === 'connection_ack') {
      window.clearTimeout(timer);
      pauseMs = FIRST_PAUSE_MS;
      const payload = { documentId: operation.id, variables };
      own.send(JSON.stringify({ id: '1', type: 'subscribe', payload }));
      listener.state({ connected: true });
    } else if (message.type === 'ping') own.send(JSON.stringify({ type: 'pong' }));
    else if (message.type === 'next' && message.payload?.data) listener.next(message.payload.data as Data);
    else if (message.type === 'error' || message.type === 'complete') own.close(1000);
  };

  const open = async (): Promise<void> => {
    const token = await accessToken().catch(() => null);
    if (stopped) return;
    if (token === null) return again();
    const own = new WebSocket(address(), 'graphql-transport-ws');
    socket = own;
    timer = window.setTimeout(() => own.close(4000), ACKNOWLEDGE_MS);
    own.onopen = () => own.send(JSON.stringify({ type: 'connection_init', payload: { accessToken: token } }));
    own.onmessage = (event: MessageEvent<string>) => {
      try {
        receive(own, JSON.parse(event.data) as Message);
      } catch {
        own.close(4400);
      }
    };
    own.onclose = () => {
      window.clearTimeout(timer);
      again();
    };
  };

  void open();
  return () => {
    stopped = true;
    window.clearTimeout(timer);
    socket?.close(1000);
  };
};
