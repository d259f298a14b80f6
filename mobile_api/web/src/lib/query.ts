// What a screen reads: shown from memory at once, refreshed from the server; without a network, as it was kept.
import { signal, type Signal } from '@preact/signals';
import { useCallback, useEffect } from 'preact/hooks';
import { ask, type Operation } from '../api/graphql.ts';
import { UnclearError } from '../api/errors.ts';
import { session, whenSessionEnds } from '../api/session.ts';
import { keepReading, keptReading } from './keeping.ts';

interface Entry<Data> {
  data: Signal<Data | null>;
  error: Signal<Error | null>;
  loading: Signal<boolean>;
  at: number;
  /** No longer true, and shown all the same by those who can read it again. */
  stale: boolean;
  readers: Set<() => Promise<void>>;
  /** It came with the page: the first screen that shows it need not ask. */
  given?: boolean;
}

const CAPACITY = 60;
const entries = new Map<string, Entry<unknown>>();
whenSessionEnds(() => entries.clear());

const entryOf = (key: string): Entry<unknown> => {
  const known = entries.get(key);
  if (known) return known;
  if (entries.size >= CAPACITY) entries.delete(entries.keys().next().value as string);
  const nothing = { data: signal(null), error: signal(null), loading: signal(false) };
  const made: Entry<unknown> = { ...nothing, at: 0, stale: false, readers: new Set() };
  entries.set(key, made);
  return made;
};

/** Puts an answer in place that nobody has to ask for. */
export const giveReading = <Data, Variables>(operation: Operation<Data, Variables>, variables: Variables, data: Data): void => {
  const entry = entryOf(`${operation.name} ${JSON.stringify(variables)}`);
  entry.data.value = data;
  entry.at = Date.now();
  entry.given = true;
};

/** Shows what the phone has kept of it, where nothing newer stands. */
const showKept = async (target: Entry<unknown>, name: string, variables: string): Promise<void> => {
  if (target.data.peek() !== null) return;
  const found = await keptReading(name, variables);
  if (!found || target.data.peek() !== null) return;
  target.at = found.at;
  target.data.value = found.data;
};

export interface Reading<Data> {
  data: Data | null;
  error: Error | null;
  loading: boolean;
  /** When the shown data was read, in milliseconds; 0 before the first answer. */
  at: number;
  reload: () => Promise<void>;
}

export const useQuery = <Data, Variables>(
  operation: Operation<Data, Variables>,
  variables: Variables | null,
): Reading<Data> => {
  const key = variables === null ? '' : `${operation.name} ${JSON.stringify(variables)}`;
  const entry = key === '' ? null : entryOf(key);

  const reload = useCallback(async (): Promise<void> => {
    if (key === '') return;
    const target = entryOf(key);
    const { stale } = target;
    target.loading.value = true;
    target.stale = false;
    if (session.peek() === 'known') void showKept(target, operation.name, JSON.stringify(variables));
    try {
      const data = await ask(operation, variables as Variables);
      target.at = Date.now();
      target.data.value = data;
      target.error.value = null;
      void keepReading(operation.name, JSON.stringify(variables), data);
    } catch (error) {
      if (error instanceof UnclearError) await showKept(target, operation.name, JSON.stringify(variables));
      target.error.value = error as Error;
      target.stale ||= stale;
    } finally {
      target.loading.value = false;
    }
  }, [key]);

  useEffect(() => {
    if (entry?.given) entry.given = false;
    else void reload();
    if (!entry) return;
    entry.readers.add(reload);
    return () => {
      entry.readers.delete(reload);
      if (entry.stale && entry.readers.size === 0) entry.data.value = null;
    };
  }, [reload]);

  return {
    data: (entry?.data.value ?? null) as Data | null,
    error: entry?.error.value ?? null,
    loading: entry?.loading.value ?? false,
    at: entry?.at ?? 0,
    reload,
  };
};

/**
 * After a change: the named readings are no longer true, so nobody may see them again before they are re-read. A screen
 * that stands on one keeps it under the person's thumb, and reads anew unless it has done so or has gone at once.
 */
export const forgetReadings = (...names: string[]): void => {
  for (const [key, entry] of entries) {
    if (!names.some((name) => key.startsWith(`${name} `))) continue;
    entry.stale = true;
    if (entry.readers.size === 0) entry.data.value = null;
    else setTimeout(() => entry.stale && void [...entry.readers][0]?.());
  }
};
