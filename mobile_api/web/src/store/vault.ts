// What a person leaves on the phone is sealed: AES-GCM under a key of his own that no script can read out.
// Where the browser has no subtle crypto (plain http in a test network) nothing is kept at all.
import { change, empty, get } from './database.ts';

export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

export interface Vault {
  staff: string;
  seal: (value: unknown) => Promise<Sealed>;
  /** Null where the key does not fit: the person's key is new, the old things are lost. */
  open: (sealed: Sealed) => Promise<unknown>;
}

interface KeyRow {
  staff: string;
  key: CryptoKey;
}

const ALGORITHM = { name: 'AES-GCM', length: 256 };
const IV_BYTES = 12;

export const canKeep = (): boolean =>
  typeof indexedDB !== 'undefined' && typeof crypto !== 'undefined' && Boolean(crypto.subtle);

const keyOf = async (staff: string): Promise<CryptoKey> => {
  const known = await get<KeyRow>('keys', staff);
  if (known) return known.key;
  const made = { staff, key: await crypto.subtle.generateKey(ALGORITHM, false, ['encrypt', 'decrypt']) };
  const stands = await change<KeyRow>('keys', staff, (row) => (row ? undefined : made)); // a faster tab's key stands
  return (stands ?? made).key;
};

/** The vault of one member of staff on this phone. Raises StorageError. */
export const openVault = async (staff: string): Promise<Vault> => {
  const key = await keyOf(staff);
  return {
    staff,
    seal: async (value) => {
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const text = new TextEncoder().encode(JSON.stringify(value));
      return { iv, data: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, text) };
    },
    open: async ({ iv, data }) => {
      try {
        const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, data);
        return JSON.parse(new TextDecoder().decode(text)) as unknown;
      } catch {
        return null;
      }
    },
  };
};

/** Log-out, or the server's order: keys first, without them the rest is noise. */
export const wipe = async (): Promise<void> => {
  await empty('keys');
  await empty('outbox');
  await empty('kept');
  await empty('work');
};
