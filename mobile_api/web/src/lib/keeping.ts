// What a person keeps on this phone: who he was, and the last answers of the screens that are worth seeing offline.
import { signal } from '@preact/signals';
import { keep, kept, tidy, type Kept } from '../store/shelf.ts';
import { canKeep, openVault, wipe, type Vault } from '../store/vault.ts';

const LAST = 'jiedai.staff';
export const ME = 'Me';
const KEPT = new Set([
  'Inbox',
  'Pile',
  'PileCard',
  'ApplicationPage',
  'Applications',
  'Customers',
  'CustomerPage',
  'Loans',
  'LoanPage',
  'Products',
  'Board',
  'VisitPage',
]);

/** The vault of whoever is logged in, or was when the network went; null where this browser keeps nothing. */
export const vault = signal<Vault | null>(null);

const remembered = (): string | null => {
  try {
    return localStorage.getItem(LAST);
  } catch {
    return null;
  }
};

let wanted: string | null = null;

/** Opens what is his; whoever is wanted last has it, however long the opening for another one took. */
const openFor = async (staff: string): Promise<void> => {
  wanted = staff;
  if (!canKeep() || vault.value?.staff === staff) return;
  // storage may be full or switched off: the app works, and keeps nothing
  const opened = await openVault(staff).catch(() => null);
  if (wanted !== staff) return;
  vault.value = opened;
  await tidy().catch(() => undefined);
};

/** Nobody is here any more. */
export const closeVault = (): void => {
  wanted = null;
  vault.value = null;
};

/** Remembers who is here, and opens what is his. */
export const settleIn = async (staff: string, me: unknown): Promise<void> => {
  await openFor(staff);
  try {
    localStorage.setItem(LAST, staff);
  } catch {
    return; // without it nobody is recognised without a network
  }
  await keepReading(ME, '', me);
};

/** Who was here last, within a shift, for a start without a network; null when nobody was. */
export const recall = async (): Promise<unknown> => {
  const staff = remembered();
  if (staff === null) return null;
  await openFor(staff);
  return vault.value?.staff === staff ? ((await keptReading(ME, ''))?.data ?? null) : null;
};

/** Log-out: nothing of the person stays on the phone, whatever the server's order does to the storage. */
export const leaveNothing = async (): Promise<void> => {
  closeVault();
  try {
    localStorage.removeItem(LAST);
    if (canKeep()) await wipe();
  } catch {
    // there was nothing that could be written, so there is nothing to take away
  }
};

/** Keeps an answer of a screen that is worth it. Where the phone has no room, nothing is kept and nothing is lost. */
export const keepReading = async (operation: string, key: string, data: unknown): Promise<void> => {
  const own = vault.value;
  if (!own || (operation !== ME && !KEPT.has(operation))) return;
  await keep(own, `${operation} ${key}`, data).catch(() => undefined);
};

export const keptReading = async (operation: string, key: string): Promise<Kept | null> => {
  const own = vault.value;
  return own && (await kept(own, `${operation} ${key}`).catch(() => null));
};
