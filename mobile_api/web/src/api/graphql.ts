// The typed client. Queries may be asked again freely; a mutation is sent again only with the key it was born with.
import { fromGraphQL, isBreakdown, RefusedError, UnclearError } from './errors.ts';
import { accepted, json, send } from './http.ts';
import { Intents } from './intents.ts';
import { accessToken, endSession, tokenOf, whenSessionEnds } from './session.ts';

/**
 * A document of src/documents with the types that codegen.py found for it. The app knows its id only: the server of the
 * same build has the text, and later builds keep it.
 */
export interface Operation<Data, Variables> {
  readonly name: string;
  /** the first 16 hex digits of the SHA-256 of the text */
  readonly id: string;
  /** never read; carries the types */
  readonly types?: { data: Data; variables: Variables };
}

const ACCEPT = 'application/graphql-response+json, application/json';
const UNAUTHENTICATED = new Set(['access_unauthenticated', 'session_token_invalid']);

const post = async (token: string, operation: Operation<unknown, unknown>, variables: unknown): Promise<Response> =>
  send('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: ACCEPT, authorization: `Bearer ${token}` },
    body: JSON.stringify({ documentId: operation.id, variables }),
  });

interface Answer {
  data?: unknown;
  errors?: unknown[];
}

const loggedOut = (): RefusedError =>
  new RefusedError({ code: 'logged_out', field: null, requestId: null, zh: '请重新登录', en: 'Please log in again' });

/** A good token; where `as` names somebody, his or none: a phone changes hands. */
const tokenFor = async (as: string | undefined, refused: string | null = null): Promise<string> => {
  const token = await accessToken(refused);
  if (token === null) throw loggedOut();
  if (as !== undefined && tokenOf() !== as) throw new UnclearError('another person is here');
  return token;
};

const once = async (operation: Operation<unknown, unknown>, variables: unknown, as?: string): Promise<unknown> => {
  let token = await tokenFor(as);
  let answer = await post(token, operation, variables);
  if (answer.status === 401) {
    token = await tokenFor(as, token);
    answer = await post(token, operation, variables);
  }
  if (!/json/.test(answer.headers.get('content-type') ?? '')) await accepted(answer);
  const body = (await json(answer)) as Answer;
  if (body.errors?.length) {
    const refusal = fromGraphQL(body.errors[0]);
    if (answer.status === 401 || UNAUTHENTICATED.has(refusal.code)) endSession(refusal.text);
    throw refusal;
  }
  if (body.data === undefined || body.data === null) throw new UnclearError('an answer without data');
  return body.data;
};

export const ask = async <Data, Variables>(
  operation: Operation<Data, Variables>,
  variables: Variables,
  as?: string,
): Promise<Data> => (await once(operation as Operation<unknown, unknown>, variables, as)) as Data;

export const intents = new Intents();
whenSessionEnds(() => intents.clear());

const PAUSES_MS = [800, 2500];
const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/**
 * Does `action` once: the same key goes out with every try, also when the person presses the button again after no
 * answer came. Raises RefusedError (the server's word) or UnclearError (nobody knows; trying again is safe).
 */
export const act = async <Data, Variables>(
  action: string,
  operation: Operation<Data, Variables>,
  variables: (key: string) => Variables,
): Promise<Data> => {
  const key = intents.keyFor(action, variables(''));
  for (let attempt = 0; ; attempt += 1) {
    try {
      const data = await ask(operation, variables(key));
      intents.settle(action);
      return data;
    } catch (error) {
      if (!(error instanceof UnclearError)) {
        if (!isBreakdown(error)) intents.settle(action);
        throw error;
      }
      const wait = PAUSES_MS[attempt];
      if (wait === undefined) throw error;
      await pause(wait);
    }
  }
};
