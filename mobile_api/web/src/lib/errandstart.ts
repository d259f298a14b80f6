// At the start: looks whether anything of this person waits to be sent, and only then loads the part that sends it.
import { effect, signal } from '@preact/signals';
import { all } from '../store/database.ts';
import { vault } from './keeping.ts';

/** How many of this person's errands have neither taken effect nor been given up. */
export const underway = signal(0);

const lookFor = async (staff: string): Promise<void> => {
  const rows = await all('work', IDBKeyRange.bound([staff, 'errand:'], [staff, 'errand;']));
  if (rows.length > 0) (await import('../parts/field.ts')).followErrands();
};

export const startErrands = (): void => {
  effect(() => {
    if (vault.value) void lookFor(vault.value.staff).catch(() => undefined);
  });
};
