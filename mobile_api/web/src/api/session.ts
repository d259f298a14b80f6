// The session: an access token that lives in this page's memory, renewed by an httpOnly cookie that no script can read.
import { signal } from '@preact/signals';
import { RefusedError, UnclearError } from './errors.ts';
import { accepted, json, send } from './http.ts';

/**
 * known: the page or the phone itself knows the person, the server's word is on its way. away: the person was here within
 * his shift, and no server answers that could say whether he still may.
 */
export type SessionState = 'starting' | 'known' | 'out' | 'in' | 'away';

export const session = signal<SessionState>('starting');
/** Why the last session ended, for the log-in page; null when the person logged out. */
export const endedBecause = signal<string | null>(null);
/** The server has ended this session from elsewhere and wants the phone cleared. */
export const wipeOrdered = signal(false);

let token: string | null = null;
let expiresAt = 0;
let staff: string | null = null;
let told: unknown = null;
let renewal: Promise<string | null> | null = null;
const onEnd: (() => void)[] = [];

declare global {
  interface Window {
    /** The answer that a page's own first lines have asked for; see mobile_api/first_page.py. */
    jiedaiRenewal?: Promise<Response>;
  }
}

interface Granted {
  accessToken: string;
  expiresAt: string;
  staff: { id: string };
  /** What the query Me answers as `viewer`. */
  viewer: unknown;
}

const SESSION_URL = '/api/session';
const EARLY_MS = 30_000;
// The extra header is what a foreign page's form cannot send.
const JSON_HEADERS = { 'content-type': 'application/json', accept: 'application/json', 'x-jiedai': '1' };

/** How long the token lives, by the server's own clock: the phone's may be wrong by hours. */
const lifetimeMs = (granted: Granted, answer: Response): number => {
  const served = Date.parse(answer.headers.get('date') ?? '');
  return Date.parse(granted.expiresAt) - (Number.isNaN(served) ? Date.now() : served);
};

const grant = async (answer: Response): Promise<string> => {
  const granted = (await json(await accepted(answer))) as Granted;
  const { accessToken } = granted;
  token = accessToken;
  staff = granted.staff.id;
  expiresAt = Date.now() + lifetimeMs(granted, answer);
  told = granted.viewer;
  session.value = 'in';
  endedBecause.value = null;
  return accessToken;
};

/** Whose the present token is; null before there was one. */
export const tokenOf = (): string | null => staff;

/** What came of the person with the token, for whom the change of the session calls; null when it has been taken. */
export const takeTold = (): unknown => {
  const taken = told ?? null;
  told = null;
  return taken;
};

/** Forgets everything that belongs to the person: what registers here must be emptied too. */
export const whenSessionEnds = (forget: () => void): void => {
  onEnd.push(forget);
};

/** Another person is here than before: what was his goes from this page. */
export const forgetPerson = (): void => {
  for (const forget of onEnd) forget();
};

export const endSession = (reason: string | null): void => {
  token = null;
  staff = null;
  expiresAt = 0;
  forgetPerson();
  endedBecause.value = reason;
  session.value = 'out';
};

/** A page made for its person has asked already, in turn with the other tabs, before this script was there. */
const asked = (): Promise<Response> | null => {
  const early = window.jiedaiRenewal ?? null;
  delete window.jiedaiRenewal;
  return early?.catch(() => Promise.reject(new UnclearError('no answer'))) ?? null;
};

const requestRenewal = async (early: Promise<Response> | null = null): Promise<string | null> => {
  try {
    const call = { method: 'POST', headers: JSON_HEADERS, body: '{}' };
    const answer = await (early ?? send(`${SESSION_URL}/refresh`, call));
    if (answer.status !== 204) return await grant(answer);
    endSession(null);
    return null;
  } catch (error) {
    // Only "I do not know you" ends a session; a busy or broken server says nothing about it.
    if (!(error instanceof RefusedError)) throw error;
    if (error.status !== 401) throw new UnclearError(error.code);
    wipeOrdered.value = error.code === 'session_wipe_ordered';
    endSession(session.value === 'starting' ? null : error.text);
    return null;
  }
};

/** Two tabs share one cookie and each renewal spends it, so they take turns. */
const renew = (): Promise<string | null> => {
  if (renewal) return renewal;
  const early = asked();
  const asks = (): Promise<string | null> => requestRenewal();
  renewal = (
    early ? requestRenewal(early) : navigator.locks ? navigator.locks.request('jiedai.renewal', asks) : asks()
  ).finally(() => {
    renewal = null;
  });
  return renewal;
};

/** A token that is still good; null when the person must log in. Raises UnclearError without a network. */
export const accessToken = async (refused: string | null = null): Promise<string | null> => {
  if (token !== null && token !== refused && Date.now() < expiresAt - EARLY_MS) return token;
  return renew();
};

/** Begins with the cookie; `recall` says meanwhile whether the page or this phone knows the person. */
export const startSession = async (recall: () => Promise<boolean>): Promise<void> => {
  const known = recall().then((here) => {
    if (here && session.value === 'starting') session.value = 'known';
    return here;
  });
  try {
    await renew();
  } catch {
    if (await known) {
      session.value = 'away';
      return;
    }
    session.value = 'out';
    endedBecause.value = 'offline';
  }
};

export interface Credentials {
  login: string;
  password: string;
  code?: string;
}

export const logIn = async (credentials: Credentials): Promise<void> => {
  const answer = await send(SESSION_URL, {
    method: 'POST',
    headers: JSON_HEADERS,
    body: JSON.stringify(credentials),
  });
  await grant(answer);
};

export const logOut = async (): Promise<void> => {
  const headers = { ...JSON_HEADERS, ...(token ? { authorization: `Bearer ${token}` } : {}) };
  try {
    await accepted(await send(SESSION_URL, { method: 'DELETE', headers }));
  } finally {
    endSession(null);
  }
};
