// The last answers that a person may see again without a network, sealed, each with its time, none older than a shift.
import { all, get, put, remove } from './database.ts';
import type { Sealed, Vault } from './vault.ts';

export const SHIFT_MS = 12 * 3_600_000;

interface Row {
  staff: string;
  name: string;
  at: number;
  sealed: Sealed;
}

export interface Kept {
  data: unknown;
  at: number;
}

export const keep = async (vault: Vault, name: string, data: unknown, at = Date.now()): Promise<void> => {
  await put('kept', { staff: vault.staff, name, at, sealed: await vault.seal(data) } satisfies Row);
};

export const kept = async (vault: Vault, name: string, now = Date.now()): Promise<Kept | null> => {
  const row = await get<Row>('kept', [vault.staff, name]);
  if (!row || now - row.at > SHIFT_MS) return null;
  const data = await vault.open(row.sealed);
  return data === null ? null : { data, at: row.at };
};

/** Removes what is older than a shift, whoever's it is. */
export const tidy = async (now = Date.now()): Promise<void> => {
  for (const row of await all<Row>('kept')) {
    if (now - row.at > SHIFT_MS) await remove('kept', [row.staff, row.name]);
  }
};
