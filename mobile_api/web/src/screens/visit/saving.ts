// A form that saves itself: a moment after the last change, one request at a time, the newest content each time.
import { useSignal, type Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { act } from '../../api/graphql.ts';
import { UnclearError } from '../../api/errors.ts';
import { SaveVisit } from '../../generated/ids/visits.ts';
import { visitInput, type VisitDraft } from './model.ts';

const PAUSE_MS = 1200;
const RETRY_MS = 15_000;

export type Standing = 'clean' | 'changed' | 'saving' | 'saved' | 'offline' | 'failed';

export interface Saving {
  standing: Standing;
  error: Error | null;
  /** Of the draft as it was last saved: read when it is needed, as saving goes on while one looks. */
  version: () => number;
  change: (change: Partial<VisitDraft>) => void;
  /** Ends when everything typed is saved; false when the server has refused it or cannot be reached. */
  flush: () => Promise<boolean>;
}

export const useSaving = (applicationId: string, draft: Signal<VisitDraft>, seen: number): Saving => {
  const standing = useSignal<Standing>('clean');
  const error = useSignal<Error | null>(null);
  const version = useSignal(seen);
  const timer = useRef(0);
  const running = useRef<Promise<boolean> | null>(null);

  const once = async (): Promise<boolean> => {
    while (standing.peek() !== 'clean' && standing.peek() !== 'saved') {
      standing.value = 'saving';
      const input = { applicationId, expectedVersion: version.peek(), visit: visitInput(draft.peek()) };
      try {
        const told = await act(`visit:${applicationId}`, SaveVisit, (idempotencyKey) => ({
          input: { ...input, idempotencyKey },
        }));
        version.value = told.saveVisit.application.visitDraft?.version ?? version.peek() + 1;
        error.value = null;
        if (standing.peek() === 'saving') standing.value = 'saved';
      } catch (caught) {
        error.value = caught as Error;
        const unclear = caught instanceof UnclearError;
        standing.value = unclear ? 'offline' : 'failed';
        if (unclear) later(RETRY_MS);
        return false;
      }
    }
    return true;
  };

  const flush = (): Promise<boolean> => {
    clearTimeout(timer.current);
    running.current ??= once().finally(() => (running.current = null));
    return running.current;
  };

  const later = (pause: number): void => {
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void flush(), pause);
  };

  useEffect(() => () => clearTimeout(timer.current), []);

  return {
    standing: standing.value,
    error: error.value,
    version: () => version.peek(),
    flush,
    change: (change) => {
      draft.value = { ...draft.peek(), ...change };
      standing.value = 'changed';
      later(PAUSE_MS);
    },
  };
};
