// A small typed client of the lending API: fetch and WebSocket, nothing to install. Copy it and change it.
// The operations come from operations.ts, which team_types.py writes from documents/*.graphql and the schema.
import type { Operation } from './operations.ts';

const NAME = 'typescript-example';
const VERSION = '1.0';
const TRIES_MAX = 5;
const AGAIN = new Set(['SERVER_UNAVAILABLE', 'REQUEST_RATE_EXCEEDED', 'ACCESS_TOO_MANY']);

interface GraphQLProblem {
  message: string;
  extensions?: { code?: string; field?: string | null; requestId?: string; retryAfterSeconds?: number };
}

interface Answer<Data> {
  data?: Data | null;
  errors?: GraphQLProblem[];
}

/** The API said no. `code` is a value of the schema's enum ErrorCode, `field` the input field it is about. */
export class Refused extends Error {
  readonly code: string;
  readonly field: string | null;
  readonly requestId: string | null;
  readonly retryAfterMs: number | null;

  constructor(problem: GraphQLProblem) {
    super(problem.message);
    const told = problem.extensions ?? {};
    this.code = told.code ?? '';
    this.field = told.field ?? null;
    this.requestId = told.requestId ?? null;
    this.retryAfterMs = told.retryAfterSeconds === undefined ? null : told.retryAfterSeconds * 1000;
  }
}

/** No answer came, or a gateway's: what became of the request is not known. */
export class Unclear extends Error {}

export interface Connection<Row> {
  nodes: Row[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

export class Jiedai {
  readonly url: string;
  token: string | null;

  constructor(url: string, token: string | null = null) {
    this.url = url.replace(/\/$/, '');
    this.token = token;
  }

  /** The data of one answer. Throws Refused, or Unclear when no answer came. */
  async ask<Data, Variables>(operation: Operation<Data, Variables>, variables: Variables): Promise<Data> {
    const answer = await this.#post<Data>({
      // `documentId: operation.id` instead of the text, once the documents are published
      query: operation.text,
      operationName: operation.name,
      variables,
    });
    const problem = answer.errors?.[0];
    if (problem) throw new Refused(problem);
    if (!answer.data) throw new Unclear('an answer without data');
    return answer.data;
  }

  async #post<Data>(body: unknown): Promise<Answer<Data>> {
    const headers: Record<string, string> = {
      'Content-Type': 'application/json',
      Accept: 'application/graphql-response+json, application/json',
      'X-Client-Name': NAME,
      'X-Client-Version': VERSION,
    };
    if (this.token) headers['Authorization'] = `Bearer ${this.token}`;
    try {
      const response = await fetch(`${this.url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) });
      return (await response.json()) as Answer<Data>;
    } catch (error) {
      throw new Unclear(String(error));
    }
  }

  /** A mutation that has its effect once, however often it must be sent: every try carries the same key. */
  async once<Data, Input extends { idempotencyKey: string }>(
    operation: Operation<Data, { input: Input }>,
    input: Omit<Input, 'idempotencyKey'>,
    key: string = crypto.randomUUID(),
  ): Promise<Data> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.ask(operation, { input: { ...input, idempotencyKey: key } as Input });
      } catch (error) {
        const again = error instanceof Unclear || (error instanceof Refused && AGAIN.has(error.code));
        if (!again || attempt === TRIES_MAX) throw error;
        const told = error instanceof Refused ? error.retryAfterMs : null;
        await pause(told ?? Math.min(10_000, 200 * 2 ** attempt) * (0.5 + Math.random() / 2));
      }
    }
  }

  /** Every row of a connection, page by page. */
  async *rows<Data, Variables extends { after?: string | null }, Row>(
    operation: Operation<Data, Variables>,
    variables: Omit<Variables, 'after'>,
    of: (data: Data) => Connection<Row>,
  ): AsyncGenerator<Row> {
    let after: string | null = null;
    for (;;) {
      const page: Connection<Row> = of(await this.ask(operation, { ...variables, after } as Variables));
      yield* page.nodes;
      if (!page.pageInfo.hasNextPage) return;
      after = page.pageInfo.endCursor;
    }
  }

  /** Call `seen` with the present state and again with every change; answers how to stop. */
  watch<Data, Variables>(
    operation: Operation<Data, Variables>,
    variables: Variables,
    seen: (data: Data) => void,
    failed: (error: Error) => void,
  ): () => void {
    const socket = new WebSocket(`${this.url.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws');
    const say = (message: unknown): void => socket.send(JSON.stringify(message));
    socket.onopen = () => say({ type: 'connection_init', payload: { accessToken: this.token ?? '' } });
    socket.onmessage = (event: MessageEvent) => {
      const message = JSON.parse(String(event.data)) as { type: string; payload?: unknown };
      if (message.type === 'connection_ack')
        say({ id: '1', type: 'subscribe', payload: { query: operation.text, variables } });
      else if (message.type === 'ping') say({ type: 'pong' });
      else if (message.type === 'next') {
        const answer = message.payload as Answer<Data>;
        if (answer.data) seen(answer.data);
        else failed(new Refused(answer.errors?.[0] ?? { message: 'an event without data' }));
      } else if (message.type === 'error') failed(new Refused((message.payload as GraphQLProblem[])[0] as GraphQLProblem));
    };
    // a page that lives long connects again here, after a pause that grows
    socket.onclose = (event: CloseEvent) => {
      if (event.code !== 1000) failed(new Unclear(`closed: ${event.code} ${event.reason}`));
    };
    return () => socket.close(1000);
  }
}
