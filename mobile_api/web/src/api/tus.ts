// A picture sent in pieces of 64 kB (tus 1.0): after a cut it goes on where the server says that it stands.
import { UnclearError } from './errors.ts';
import { accepted, send, type Call } from './http.ts';
import { accessToken, tokenOf } from './session.ts';

const PATH = '/api/uploads/resumable';
export const PIECE_BYTES = 65_536;
const PIECE_TIMEOUT_MS = 60_000;
const TRIES = 4;
const GONE = new Set([404, 410]);

export interface Sending {
  /** The request key: the same from the first try to the last. */
  key: string;
  staff: string;
  customerId: string;
  kind: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** Where the server wants it, once it has said so. */
  url: string | null;
}

interface Standing {
  offset: number;
  document: string | null;
}

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

const call = async (staff: string, url: string, given: Call): Promise<Response> => {
  let token: string | null = null;
  for (let again = false; ; again = true) {
    token = await accessToken(token);
    if (token === null) throw new UnclearError('logged out');
    if (tokenOf() !== staff) throw new UnclearError('another person is here');
    const headers = { ...given.headers, authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' };
    const answer = await send(url, { ...given, headers, timeoutMs: PIECE_TIMEOUT_MS });
    if (answer.status !== 401 || again) return answer;
  }
};

const standing = (answer: Response): Standing => {
  const offset = Number(answer.headers.get('upload-offset') ?? NaN);
  if (!Number.isInteger(offset)) throw new UnclearError('an answer without an offset');
  return { offset, document: answer.headers.get('jiedai-document') };
};

/** `gone` is a place that the server has forgotten: the same key would lead there again. */
const begin = async (of: Sending, gone: string | null): Promise<string> => {
  const told = { customerId: of.customerId, kind: of.kind };
  const metadata = Object.entries(told).map(([name, value]) => `${name} ${btoa(value)}`);
  const headers = {
    'upload-length': String(of.bytes.length),
    'upload-metadata': metadata.join(','),
    'idempotency-key': gone === null ? of.key : `${of.key}.${gone.slice(-12)}`,
  };
  const answer = await accepted(await call(of.staff, PATH, { method: 'POST', headers }));
  const url = answer.headers.get('location');
  if (url === null) throw new UnclearError('an answer without a place');
  return url;
};

/** How far it has come; null when the server does not know it any more. An answer to HEAD carries no reason. */
const look = async (of: Sending, url: string): Promise<Standing | null> => {
  const answer = await call(of.staff, url, { method: 'HEAD' });
  if (GONE.has(answer.status)) return null;
  if (!answer.ok) throw new UnclearError(`HTTP ${answer.status}`);
  return standing(answer);
};

/** Sends what comes next, or nothing to ask for the finish; null where the server stands elsewhere by now. */
const piece = async (of: Sending, url: string, offset: number): Promise<Standing | null> => {
  const body = of.bytes.slice(offset, offset + PIECE_BYTES);
  const headers: Record<string, string> = {
    'content-type': 'application/offset+octet-stream',
    'upload-offset': String(offset),
  };
  if (crypto.subtle) {
    headers['upload-checksum'] = `sha256 ${base64(new Uint8Array(await crypto.subtle.digest('SHA-256', body)))}`;
  }
  const answer = await call(of.staff, url, { method: 'PATCH', headers, body });
  if (answer.status === 409 || answer.status === 460 || GONE.has(answer.status)) return null;
  return standing(await accepted(answer));
};

/**
 * Sends a picture from where the server has it; answers the document's id. `remember` keeps the place on the phone
 * before anything is sent to it; `progress` hears how many bytes have arrived. Raises RefusedError, UnclearError.
 */
export const sendInPieces = async (
  of: Sending,
  remember: (url: string) => Promise<void>,
  progress: (bytes: number) => void,
): Promise<string> => {
  let { url } = of;
  let at: Standing | null = null;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    at = url === null ? null : await look(of, url);
    if (url === null || at === null) {
      url = await begin(of, url);
      await remember(url);
      at = await look(of, url);
    }
    while (at !== null && at.document === null) {
      progress(at.offset);
      at = await piece(of, url, at.offset);
    }
    if (at?.document) {
      progress(of.bytes.length);
      return at.document;
    }
  }
  throw new UnclearError('the pieces do not fit together');
};
