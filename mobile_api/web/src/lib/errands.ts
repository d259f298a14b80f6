// The errands of whoever is here: photographs and forms that are sent one after the other, whenever there is hope of
// an answer. Part of what an officer's screens load; at the start it is loaded only where something waits.
import { computed, effect, signal } from '@preact/signals';
import { RefusedError } from '../api/errors.ts';
import { ask, type Operation } from '../api/graphql.ts';
import { session } from '../api/session.ts';
import { sendInPieces } from '../api/tus.ts';
import { SaveVisit, SubmitVisit } from '../generated/ids/visits.ts';
import {
  BeginProspect,
  ConfirmDocument,
  CustomerDocuments,
  RegisterCustomer,
  StartApplication,
  SubmitApplication,
  type DocumentParts,
} from '../generated/operations.ts';
import { Drafts } from '../store/drafts.ts';
import { carry, Errands, isUnderway, WaitError } from '../store/errands.ts';
import type { Deliver, Errand, Told, Wanted } from '../store/errands.ts';
import { changePhoto, decoded, findPhoto, tidyPhotos } from '../store/photos.ts';
import { underway } from './errandstart.ts';
import { vault } from './keeping.ts';
import { isReading } from './reading.ts';

const PAUSES_MS = [1000, 2000, 4000, 8000];
const CHANNEL = 'jiedai.errands';
const DAY_MS = 86_400_000;

export const drafts = computed(() => (vault.value ? new Drafts(vault.value) : null));
/** Everything that was begun on this phone and is worth knowing, the oldest first. */
export const errands = signal<Errand[]>([]);
/** How much of a photograph has arrived, by its key: a share. */
export const arrived = signal<Record<string, number>>({});

const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL);
let timer = 0;
let failures = 0;

const book = (): Errands | null => (drafts.value ? new Errands(drafts.value) : null);

const show = async (): Promise<void> => {
  errands.value = (await book()?.all().catch(() => [])) ?? [];
  underway.value = errands.value.filter(isUnderway).length;
};
const tell = async (): Promise<void> => {
  await show();
  channel?.postMessage('changed');
};

/** What a step asks the server, and what later steps may need of the answer. */
type Way = (key: string, input: Record<string, unknown>, staff: string) => Promise<Told>;

const way =
  <Data, Variables>(operation: Operation<Data, Variables>, news: (data: Data) => Told): Way =>
  async (idempotencyKey, input, staff) =>
    news(await ask(operation, { input: { ...input, idempotencyKey } } as Variables, staff));

const upload: Way = async (key, { customerId, photo: photoKey }, staff) => {
  const own = drafts.value;
  const photo = own && own.vault.staff === staff ? await findPhoto(own, photoKey as string) : null;
  if (!own || !photo) throw lost();
  if (photo.documentId === null) {
    const bytes = decoded(photo.data ?? '');
    const sending = { key, staff, customerId: customerId as string, kind: photo.kind, bytes, url: photo.url };
    const progress = (count: number): void => {
      arrived.value = { ...arrived.value, [photo.key]: count / bytes.length };
    };
    const remember = (url: string): Promise<void> => changePhoto(own, { ...photo, url });
    const documentId = await sendInPieces(sending, remember, progress);
    await changePhoto(own, { ...photo, data: null, documentId });
    return { [photo.key]: documentId };
  }
  return { [photo.key]: photo.documentId };
};

const lost = (): RefusedError =>
  new RefusedError({
    code: 'photo_lost',
    field: null,
    requestId: null,
    zh: '照片已不在这台手机上，请重新拍摄',
    en: 'The photo is no longer on this phone; take it again',
  });
const differs = (): RefusedError =>
  new RefusedError({
    code: 'object_stale',
    field: null,
    requestId: null,
    zh: '证件识别结果与填写的不一致，请核对证件',
    en: 'The document reads otherwise than what was typed; check it',
  });

const plain = (text: string): string => text.replace(/\s/g, '').toUpperCase();

/** What is confirmed without a further look: what the officer typed, and what the machine is sure of. */
const confirmable = (of: DocumentParts, typed: Record<string, string>): { name: string; value: string }[] | null => {
  const read = new Map(of.fields.map((field) => [field.name, field]));
  const other = Object.entries(typed).some(([name, value]) => {
    const proposed = read.get(name)?.proposed ?? null;
    return proposed !== null && plain(proposed) !== plain(value);
  });
  if (other) return null;
  const sure = of.fields.filter((field) => field.sure && field.proposed !== null && !(field.name in typed));
  const values = { ...Object.fromEntries(sure.map((field) => [field.name, field.proposed!])), ...typed };
  return Object.entries(values).map(([name, value]) => ({ name, value }));
};

/**
 * Confirms a paper as the officer has typed it while there was no network. Where the machine reads it otherwise nothing
 * is confirmed: the officer looks first. A paper that he has confirmed meanwhile stands.
 */
const confirm: Way = async (idempotencyKey, { customerId, documentId, typed }, staff) => {
  const { customer } = await ask(CustomerDocuments, { id: customerId as string }, staff);
  const paper = customer?.documents.find((one) => one.id === documentId);
  if (!paper || isReading(paper)) throw new WaitError('still being read');
  if (paper.state === 'CONFIRMED') return {};
  const fields = confirmable(paper, typed as Record<string, string>);
  if (fields === null) throw differs();
  const input = { documentId: paper.id, expectedVersion: paper.version, fields, idempotencyKey };
  await ask(ConfirmDocument, { input }, staff);
  return {};
};

/** The customer whom an earlier errand has begun. */
const follow: Way = async (_key, { errand: key }) => {
  const customer = (await book()?.find(key as string))?.told['customer'];
  if (customer === undefined) throw new WaitError('not begun yet');
  return { customer };
};

const WAYS: Record<string, Way> = {
  follow,
  begin: way(BeginProspect, (data) => ({ customer: data.beginProspect.customer.id })),
  upload,
  confirm,
  register: way(RegisterCustomer, () => ({})),
  start: way(StartApplication, ({ startApplication: { application } }) => ({
    application: application.id,
    version: application.version,
  })),
  submit: way(SubmitApplication, ({ submitApplication: { application } }) => ({ state: application.state })),
  saveVisit: way(SaveVisit, (data) => ({ visit: data.saveVisit.application.visitDraft?.version ?? 1 })),
  submitVisit: way(SubmitVisit, () => ({})),
};

const deliverAs =
  (staff: string): Deliver =>
  ({ does, key }, input) =>
    WAYS[does]!(key, input, staff);

const plan = (): void => {
  clearTimeout(timer);
  if (!errands.value.some(isUnderway)) return;
  const pause = PAUSES_MS[Math.min(failures, PAUSES_MS.length) - 1] ?? PAUSES_MS[0];
  timer = window.setTimeout(() => void carryOn(), pause);
};

const carryAll = async (): Promise<void> => {
  const own = book();
  if (!own) return;
  try {
    failures = (await carry(own, deliverAs(own.staff), tell)) ? 0 : failures + 1;
  } catch {
    failures += 1; // the phone's storage failed: what is kept is kept, and is tried again
  }
};

/** Carries what is underway, one tab at a time. */
export const carryOn = async (): Promise<void> => {
  clearTimeout(timer);
  if (session.value === 'in') {
    await (navigator.locks
      ? navigator.locks.request(CHANNEL, { ifAvailable: true }, async (lock) => lock !== null && carryAll())
      : carryAll());
  }
  await show();
  plan();
};

/** Keeps an errand on the phone and begins to carry it. Null where this phone keeps nothing. */
export const sendErrand = async (wanted: Wanted): Promise<Errand | null> => {
  const own = book();
  if (!own) return null;
  const errand = await own.add(wanted);
  await tell();
  failures = 0;
  void carryOn();
  void navigator.storage?.persist?.();
  return errand;
};

/** Changes one that stands still, and carries it on: with what was mended, or as it is. */
export const tryAgain = async (errand: Errand, change: Partial<Errand> = {}): Promise<void> => {
  await book()?.mark(errand, { ...change, state: 'stored', word: null });
  await tell();
  void carryOn();
};

export const dropErrand = async (key: string): Promise<void> => {
  await book()?.drop(key);
  await tell();
};

/** What took effect is told for a day; of a photograph its customer's page tells. */
const tidy = async (own: Drafts): Promise<void> => {
  const before = Date.now() - DAY_MS;
  await tidyPhotos(own, before);
  for (const { key, kind, state, since } of await new Errands(own).all()) {
    if (state === 'done' && (kind === 'photo' || since < before)) await new Errands(own).drop(key);
  }
};

let following = false;

/** Follows the person, the network and the other tabs. */
export const followErrands = (): void => {
  if (following) return;
  following = true;
  effect(() => {
    const own = drafts.value;
    const here = session.value === 'in';
    errands.value = [];
    underway.value = 0;
    if (!own) return;
    const then = here ? carryOn : show;
    void show() // what waits is told before anything is done about it
      .then(() => tidy(own))
      .then(then, () => undefined);
  });
  channel?.addEventListener('message', () => void show().then(plan));
  window.addEventListener('online', () => void carryOn());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void carryOn();
  });
};
