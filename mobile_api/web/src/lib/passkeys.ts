// Passkeys through WebAuthn: made, asked, and their answers sent. Bytes travel as base64url.
import { ask, intents } from '../api/graphql.ts';
import { RefusedError } from '../api/errors.ts';
import { AskPasskey, AskPasskeyForDecision, ProvePasskey } from '../generated/ids/guard.ts';
import type { AskPasskeyData, AskPasskeyForDecisionInput, PasskeyPurpose } from '../generated/operations.ts';
import { language } from '../i18n/core.ts';
import { t } from '../i18n/staff.ts';
import type { StaffKey } from '../i18n/tables/staff-zh.ts';
import { viewer } from './viewer.ts';

export type Question = AskPasskeyData['askPasskey']['question'];

const KNOWN = 'jiedai.passkeys';
const TIMEOUT_MS = 120_000;
const VERIFIED = 0x04;

/** none: an old browser, or one inside another app; number: the address is no name, and passkeys belong to names. */
export const support = (): 'ok' | 'none' | 'number' => {
  if (/^[\d.]+$|:/.test(location.hostname)) return 'number';
  return typeof PublicKeyCredential === 'undefined' || !isSecureContext ? 'none' : 'ok';
};

export const bytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));

export const text = (data: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(data)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '');

const told = (key: StaffKey): RefusedError =>
  new RefusedError({ code: key, field: null, requestId: null, zh: t(key), en: language.value === 'en' ? t(key) : '' });

/** Asks the device; a person who turns away is no failure of anything. Raises RefusedError. */
const device = async <Made>(asked: () => Promise<Made | null>): Promise<Made> => {
  if (support() !== 'ok') throw told(support() === 'number' ? 'passkeyNumber' : 'passkeyNone');
  try {
    const made = await asked();
    if (made) return made;
  } catch (error) {
    if ((error as Error).name === 'InvalidStateError') throw told('passkeyKnown');
  }
  throw told('passkeyCancelled');
};

const listed = (ids: string[]): PublicKeyCredentialDescriptor[] =>
  ids.map((id) => ({ type: 'public-key', id: bytes(id) }));

/** Makes a key in this device: clientDataJSON, attestationObject, how the device is reached. */
export const make = async (
  question: Question,
): Promise<{ clientData: string; attestation: string; transports: string[] }> => {
  const publicKey: PublicKeyCredentialCreationOptions = {
    rp: { id: question.partyId, name: question.partyName },
    user: { id: bytes(question.userHandle), name: question.userName, displayName: question.userName },
    challenge: bytes(question.challenge),
    pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: 'public-key', alg })),
    excludeCredentials: listed(question.credentials),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    timeout: TIMEOUT_MS,
  };
  const made = await device(async () => (await navigator.credentials.create({ publicKey })) as PublicKeyCredential);
  const response = made.response as AuthenticatorAttestationResponse;
  return {
    clientData: text(response.clientDataJSON),
    attestation: text(response.attestationObject),
    transports: response.getTransports?.() ?? [],
  };
};

type Asked = Pick<Question, 'partyId' | 'credentials'>;

const sign = (asked: Asked, challenge: Uint8Array<ArrayBuffer>): Promise<PublicKeyCredential> =>
  device(
    async () =>
      (await navigator.credentials.get({
        publicKey: {
          rpId: asked.partyId,
          challenge,
          allowCredentials: listed(asked.credentials),
          userVerification: 'required',
          timeout: TIMEOUT_MS,
        },
      })) as PublicKeyCredential,
  );

/** Has a question answered and sends the answer. */
const prove = async (question: Question): Promise<void> => {
  const { partyId, credentials } = question;
  remember({ partyId, credentials });
  const made = await sign(question, bytes(question.challenge));
  const response = made.response as AuthenticatorAssertionResponse;
  const input = {
    questionId: question.id,
    credentialId: text(made.rawId),
    clientData: text(response.clientDataJSON),
    authenticatorData: text(response.authenticatorData),
    signature: text(response.signature),
  };
  await ask(ProvePasskey, { input });
};

/** A fresh second factor of the session, or the server's word that the app may be uncovered. */
export const show = async (purpose: PasskeyPurpose): Promise<void> =>
  prove((await ask(AskPasskey, { input: { purpose } })).askPasskey.question);

const remember = (asked: Asked): void => {
  try {
    localStorage.setItem(KNOWN, JSON.stringify(asked));
  } catch {
    // without it the app is uncovered with a network only
  }
};

export const forgetKeys = (): void => {
  try {
    localStorage.removeItem(KNOWN);
  } catch {
    // nothing was kept
  }
};

const remembered = (): Asked | null => {
  try {
    return JSON.parse(localStorage.getItem(KNOWN) ?? 'null') as Asked | null;
  } catch {
    return null;
  }
};

/** Without a network nobody but the phone itself can say that its owner is here: enough to see, never to decide. */
export const showToPhone = async (): Promise<void> => {
  const known = remembered();
  if (!known) throw told('lockOffline');
  const made = await sign(known, crypto.getRandomValues(new Uint8Array(32)));
  const data = new Uint8Array((made.response as AuthenticatorAssertionResponse).authenticatorData);
  if (((data[32] ?? 0) & VERIFIED) === 0) throw told('passkeyCancelled');
};

export type Decision = AskPasskeyForDecisionInput & Record<string, unknown>;

const confirm = async ({ caseId, decision, reason, expectedVersion, ...rest }: Decision): Promise<void> => {
  if (support() !== 'ok' && viewer.value?.codeCounts) return; // the house lets a code count: the server asks for it
  const laid = { offered: rest.offered ?? null, conditions: rest.conditions ?? [] };
  const input = { caseId, decision, reason, expectedVersion, ...laid };
  await prove((await ask(AskPasskeyForDecision, { input })).askPasskeyForDecision.question);
};

/** Signs exactly this decision, then sends it; one whose answer was lost is asked after first: it may have counted. */
export const confirmed = async (action: string, decision: Decision, send: () => Promise<void>): Promise<void> => {
  if (intents.isOpen(action)) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof RefusedError) || error.code !== 'access_passkey_required') throw error;
    }
  }
  await confirm(decision);
  await send();
};
