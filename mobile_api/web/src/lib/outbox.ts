// The outbox of whoever is here: kept, shown, and sent whenever there is hope of an answer.
import { effect, signal } from '@preact/signals';
import { RefusedError } from '../api/errors.ts';
import { ask } from '../api/graphql.ts';
import { session } from '../api/session.ts';
import { DecideCase } from '../generated/ids/approvals.ts';
import type { DecideCaseVariables } from '../generated/operations.ts';
import { drain, type Deliver } from '../store/sending.ts';
import { isHeld, isOpen, Outbox, UNDO_MS, type Content, type Item } from '../store/outbox.ts';
import { vault } from './keeping.ts';
import { forgetReadings } from './query.ts';

const PAUSES_MS = [500, 1000, 2000, 5000];
const OTHER_TAB_MS = 1000;
const CHANNEL = 'jiedai.outbox';

/** Everything that was decided on this phone and is worth knowing, the oldest first. */
export const sentAndWaiting = signal<Item[]>([]);
const box = signal<Outbox | null>(null);
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL);
let timer = 0;
let failures = 0;

const show = async (): Promise<void> => {
  sentAndWaiting.value = (await box.value?.items().catch(() => [])) ?? [];
};
const tell = async (): Promise<void> => {
  await show();
  channel?.postMessage('changed');
};

const forgetDecided = (): void => forgetReadings('ApplicationPage', 'Applications');

const deliverFor =
  (staff: string): Deliver =>
  async (item, others) => {
    if (item.content.batch) return (await import('../parts/cases.ts')).sendTogether([item, ...others], staff);
    const input = { ...item.content.input, idempotencyKey: item.key };
    try {
      await ask(DecideCase, { input } as DecideCaseVariables, staff);
    } catch (error) {
      if (error instanceof RefusedError) forgetDecided(); // somebody was first: what is shown is no longer true
      throw error;
    }
    return forgetDecided();
  };

/** When the next try is due; null when nothing waits. Pauses live in memory: a reload tries at once. */
const nextPause = (elsewhere: boolean): number | null => {
  const waiting = sentAndWaiting.value.filter(isOpen);
  if (waiting.length === 0) return null;
  if (elsewhere) return OTHER_TAB_MS;
  if (failures > 0) return PAUSES_MS[Math.min(failures, PAUSES_MS.length) - 1]!;
  const now = Date.now();
  return Math.min(...waiting.map((item) => (isHeld(item, now) ? item.sendFrom - now : 0)));
};

const plan = (elsewhere = false): void => {
  clearTimeout(timer);
  const pause = nextPause(elsewhere);
  if (pause !== null) timer = window.setTimeout(() => void sendNow(), pause);
};

const sendAll = async (): Promise<boolean> => {
  const own = box.value;
  if (!own) return true;
  try {
    failures = (await drain(own, deliverFor(own.staff), tell)) ? 0 : failures + 1;
  } catch {
    failures += 1; // the phone's storage failed: what is kept is kept, and is tried again
  }
  return true;
};

/** Sends what is due, one tab at a time. */
export const sendNow = async (): Promise<void> => {
  clearTimeout(timer);
  const mine = navigator.locks
    ? await navigator.locks.request(CHANNEL, { ifAvailable: true }, async (lock) => lock !== null && sendAll())
    : await sendAll();
  await show();
  plan(!mine);
};

/** Keeps decisions on the phone, all or none. Null where this phone keeps nothing: then they must be sent at once. */
export const decideLater = async (...contents: Content[]): Promise<Item[] | null> => {
  const own = box.value;
  if (!own) return null;
  const items: Item[] = [];
  try {
    for (const content of contents) items.push(await own.add(content, UNDO_MS));
    await tell();
    plan();
    void navigator.storage?.persist?.();
    return items;
  } catch {
    for (const { key } of items) await own.takeBack(key).catch(() => false);
    return null;
  }
};

/** Takes decisions back that are still held. False when one of them is on its way already. */
export const takeBack = async (...keys: string[]): Promise<boolean> => {
  let taken = true;
  for (const key of keys) taken = ((await box.value?.takeBack(key)) ?? false) && taken;
  await tell();
  return taken;
};

export const dropItem = async (key: string): Promise<void> => {
  await box.value?.drop(key);
  await tell();
};

/** Follows the person, the network and the other tabs. */
export const startOutbox = (): void => {
  effect(() => {
    const own = vault.value && new Outbox(vault.value);
    box.value = own;
    if (own) void own.tidy().then(show).then(sendNow);
    else sentAndWaiting.value = [];
  });
  effect(() => {
    if (session.value === 'in') void sendNow();
  });
  channel?.addEventListener('message', () => void show().then(() => plan()));
  window.addEventListener('online', () => void sendNow());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void sendNow();
  });
};
