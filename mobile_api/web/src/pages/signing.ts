// The calls of the signing page. The token in the address is the customer's only right, and only for this contract.
import { accepted, json, postJson, send } from '../api/http.ts';
import { Intents } from '../api/intents.ts';
import type { Stroke } from '../lib/strokes.ts';
import { isBreakdown, UnclearError } from '../api/errors.ts';

export interface CostForm {
  principal: string;
  cost: string;
  total: string;
  apr: string;
  items: { name: string; method: string; standard: string; collector: string; amount: string | null }[];
  contingent: { name: string; condition: string; standard: string; collector: string }[];
  readingSeconds: number;
  secondsLeft: number | null;
  confirmedAt: string | null;
}

export interface SigningTerms {
  contractNumber: string;
  customerNameMasked: string;
  amount: string;
  termMonths: number;
  rateAnnual: string;
  apr: string;
  method: string;
  firstDueOn: string;
  instalment: string;
  state: string;
  /** As what this person signs; null: he is the borrower. */
  role: 'co_borrower' | 'guarantor' | null;
  hasSigned: boolean;
  waitingFor: number;
  expiresAt: string;
  disclosure: CostForm | null;
}

const intents = new Intents();
const base = (token: string): string => `/api/sign/${encodeURIComponent(token)}`;

export const tokenOf = (path: string): string => {
  const part = /^\/sign\/([^/]+)\/?$/.exec(path)?.[1] ?? '';
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

export const pdfOf = (token: string): string => `${base(token)}/pdf`;

export const readTerms = async (token: string): Promise<SigningTerms> =>
  (await json(await accepted(await send(base(token))))) as SigningTerms;

/** Posts once in effect: the same key goes out again as long as no answer came. */
const post = async (action: string, url: string, body: Record<string, unknown>): Promise<void> => {
  try {
    await postJson(url, body, { 'idempotency-key': intents.keyFor(action, body), 'x-jiedai': '1' });
    intents.settle(action);
  } catch (error) {
    if (!(error instanceof UnclearError) && !isBreakdown(error)) intents.settle(action);
    throw error;
  }
};

export const requestCode = (token: string): Promise<void> => post('code', `${base(token)}/code`, {});

export const disclosureOf = (token: string): string => `${base(token)}/disclosure`;

/** The disclosure is before the borrower; answers how many seconds are left until he may confirm it. */
export const openDisclosure = async (token: string): Promise<number> => {
  await post('opened', `${base(token)}/disclosure/opened`, {});
  return (await readTerms(token)).disclosure?.secondsLeft ?? 0;
};

export const confirmDisclosure = (token: string): Promise<void> =>
  post('confirmed', `${base(token)}/disclosure/confirmed`, {});

export const sign = (token: string, code: string, signature: Stroke[]): Promise<void> =>
  post('sign', base(token), { code, agree: true, signature });
