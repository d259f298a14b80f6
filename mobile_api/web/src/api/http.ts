// One place that talks HTTP: time-out, JSON, and the difference between "refused" and "unclear".
import { signal } from '@preact/signals';
import { fromProblem, UnclearError } from './errors.ts';

/** False after a request went unanswered, until one is answered. navigator.onLine is not to be trusted. */
export const online = signal(true);

export interface Call {
  method?: string;
  headers?: Record<string, string>;
  body?: BodyInit;
  timeoutMs?: number;
  signal?: AbortSignal;
}

const DEFAULT_TIMEOUT_MS = 30_000;

export const send = async (url: string, call: Call = {}): Promise<Response> => {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), call.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  const cancel = (): void => stop.abort();
  call.signal?.addEventListener('abort', cancel);
  try {
    const answer = await fetch(url, {
      method: call.method ?? 'GET',
      headers: call.headers ?? {},
      body: call.body ?? null,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: stop.signal,
    });
    online.value = true;
    return answer;
  } catch (error) {
    if (!call.signal?.aborted) online.value = false;
    throw new UnclearError(error instanceof Error ? error.message : 'no answer');
  } finally {
    clearTimeout(timer);
    call.signal?.removeEventListener('abort', cancel);
  }
};

/** The JSON of an answer; a body cut on the way is as unclear as none. */
export const json = async (answer: Response): Promise<unknown> => {
  try {
    return await answer.json();
  } catch {
    throw new UnclearError(`unreadable answer (HTTP ${answer.status})`);
  }
};

const isJson = (answer: Response): boolean => /json/.test(answer.headers.get('content-type') ?? '');

/** Raises the refusal that a non-2xx answer carries. A gateway's page without a coded body proves nothing. */
export const accepted = async (answer: Response): Promise<Response> => {
  if (answer.ok) return answer;
  if (isJson(answer)) throw fromProblem(await json(answer), answer.status);
  if (answer.status >= 500) throw new UnclearError(`HTTP ${answer.status}`);
  throw fromProblem(null, answer.status);
};

export const postJson = async (
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<unknown> => {
  const answer = await accepted(
    await send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body: JSON.stringify(body),
    }),
  );
  return answer.status === 204 ? null : json(answer);
};
