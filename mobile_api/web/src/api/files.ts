// Pictures and papers: what GraphQL does badly. Downloads live as blob: addresses of this page, never in a cache.
import { useEffect } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { isBreakdown, UnclearError } from './errors.ts';
import { intents } from './graphql.ts';
import { accepted, json, send } from './http.ts';
import { accessToken } from './session.ts';

const UPLOAD_TIMEOUT_MS = 120_000;

const authorised = async (): Promise<Record<string, string>> => {
  const token = await accessToken();
  if (token === null) throw new UnclearError('logged out');
  return { authorization: `Bearer ${token}`, 'x-jiedai': '1' };
};

const digest = async (blob: Blob): Promise<string> => {
  const bytes = await blob.arrayBuffer();
  // No subtle crypto outside https: size and time then tell two shots apart well enough for a key that is never sent.
  if (!crypto.subtle) return `${blob.size}.${blob.type}`;
  return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].join('.');
};

/** Sends a form with one file under a key of its own; tried again the same content keeps its key, so it arrives once. */
const deliver = async (path: string, action: string, content: string, body: FormData): Promise<unknown> => {
  const key = intents.keyFor(action, { content });
  const headers = { ...(await authorised()), 'idempotency-key': key, accept: 'application/json' };
  try {
    const answer = await send(path, { method: 'POST', headers, body, timeoutMs: UPLOAD_TIMEOUT_MS });
    const told = await json(await accepted(answer));
    intents.settle(action);
    return told;
  } catch (error) {
    if (!(error instanceof UnclearError) && !isBreakdown(error)) intents.settle(action);
    throw error;
  }
};

/** Sends one picture. Returns the document's id. */
export const upload = async (customerId: string, kind: string, picture: Blob): Promise<string> => {
  const body = new FormData();
  body.set('customerId', customerId);
  body.set('kind', kind);
  body.set('file', picture, `${kind.toLowerCase()}.jpg`);
  const told = await deliver('/api/uploads', `upload:${customerId}:${kind}`, await digest(picture), body);
  return (told as { documentId: string }).documentId;
};

/** Sends a file as it is, or none, with fields beside it. Returns what the server tells of it. */
export const uploadFile = async (
  path: string,
  file: File | null,
  fields: Record<string, string> = {},
): Promise<unknown> => {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  if (file) body.set('file', file, file.name);
  return deliver(path, `file:${path}:${JSON.stringify(fields)}`, file ? await digest(file) : '', body);
};

const fetchBlob = async (url: string, signal?: AbortSignal): Promise<Blob> => {
  const call = { headers: await authorised(), ...(signal ? { signal } : {}) };
  const answer = await accepted(await send(url, call));
  return answer.blob();
};

export interface Picture {
  url: string | null;
  error: Error | null;
}

/** A picture behind the session as an address for <img>; revoked when the component goes. */
export const usePicture = (source: string | null): Picture => {
  const shown = useSignal<Picture>({ url: null, error: null });
  useEffect(() => {
    if (source === null) return;
    const stop = new AbortController();
    let url: string | null = null;
    fetchBlob(source, stop.signal).then(
      (blob) => {
        if (stop.signal.aborted) return;
        url = URL.createObjectURL(blob);
        shown.value = { url, error: null };
      },
      (error: Error) => {
        if (!stop.signal.aborted) shown.value = { url: null, error };
      },
    );
    return () => {
      stop.abort();
      if (url) URL.revokeObjectURL(url);
      shown.value = { url: null, error: null };
    };
  }, [source]);
  return shown.value;
};

/** Hands a paper to the phone's own viewer. */
export const download = async (source: string, name: string): Promise<void> => {
  const url = URL.createObjectURL(await fetchBlob(source));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
};
