// The calls of the borrower's own page. The token in the address is his only right, and only for this application.
import { isBreakdown, UnclearError } from '../api/errors.ts';
import { accepted, json, postJson, send } from '../api/http.ts';
import { Intents } from '../api/intents.ts';

export interface Instalment {
  number: number;
  dueOn: string;
  total: string;
  owed: string;
  state: string;
}

export interface Loan {
  number: string;
  state: string;
  principal: string;
  outstanding: string;
  due: string;
  nextDueOn: string | null;
  next: string;
  instalments: Instalment[];
}

export interface Asked {
  kind: string;
  state: string;
  text: string;
  askedAt: string;
  dueOn: string | null;
  answer: string | null;
  answeredAt: string | null;
}

export interface Mine {
  lender: string;
  officer: string;
  branch: string;
  customerNameMasked: string;
  number: string;
  state: string;
  amount: string;
  termMonths: number;
  reasons: { zh: string; en: string }[];
  contractNumber: string | null;
  signedAt: string | null;
  isSealed: boolean;
  hasDisclosure: boolean;
  apr: string | null;
  account: string | null;
  requests: Asked[];
  consents: string[];
  loan: Loan | null;
}

export interface PayOff {
  on: string;
  arrears: string;
  principal: string;
  interest: string;
  fee: string;
  saved: string;
  total: string;
}

export const KINDS = ['HUMAN_REVIEW', 'HARDSHIP', 'COMPLAINT', 'CONSENT_WITHDRAWAL'] as const;

const intents = new Intents();
const part = /^\/mine\/([^/]+)\/?$/.exec(location.pathname)?.[1] ?? '';
export const base = `/api/mine/${part}`;

const get = async (url: string): Promise<unknown> => json(await accepted(await send(url)));

export const readMine = async (): Promise<Mine> => (await get(base)) as Mine;

export const readPayOff = async (on: string): Promise<PayOff> => (await get(`${base}/payoff?on=${on}`)) as PayOff;

/** Posts once in effect: the same key goes out again as long as no answer came. */
export const ask = async (kind: string, text: string, purposes: string[] = []): Promise<void> => {
  const body = purposes.length > 0 ? { kind, text, purposes } : { kind, text };
  try {
    await postJson(`${base}/requests`, body, { 'idempotency-key': intents.keyFor('ask', body), 'x-jiedai': '1' });
    intents.settle('ask');
  } catch (error) {
    if (!(error instanceof UnclearError) && !isBreakdown(error)) intents.settle('ask');
    throw error;
  }
};
