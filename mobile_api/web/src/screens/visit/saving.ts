// A form that saves itself: on the phone with every change, on the server a moment after the last one, one request at
// a time, the newest content each time.
import { useSignal, type Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { act } from '../../api/graphql.ts';
import { UnclearError } from '../../api/errors.ts';
import { drafts } from '../../lib/errands.ts';
import { SaveVisit } from '../../generated/ids/visits.ts';
import type { Errand } from '../../store/errands.ts';
import { isPending, visitInput, type VisitDraft } from './model.ts';

const PAUSE_MS = 1200;
const RETRY_MS = 15_000;

export type Standing = 'clean' | 'changed' | 'saving' | 'saved' | 'offline' | 'failed';

export interface Saving {
  standing: Standing;
  error: Error | null;
  /** Of the draft as it was last saved: read when it is needed, as saving goes on while one looks. */
  version: () => number;
  change: (change: Partial<VisitDraft>) => void;
  /** What lies on the phone goes: the server has it, or it is given up for what the server has. */
  forget: () => Promise<void>;
  /** True after a try that nobody answered. */
  unanswered: () => boolean;
  /** Ends when everything typed is saved; false when the server has refused it or cannot be reached. */
  flush: () => Promise<boolean>;
}

interface Kept {
  draft: VisitDraft;
  version: number;
}

/** `sent` is the submission that lies on this phone, whatever has become of it. */
export const useSaving = (
  applicationId: string,
  draft: Signal<VisitDraft>,
  seen: number,
  sent: Errand | null,
): Saving => {
  const standing = useSignal<Standing>('clean');
  const error = useSignal<Error | null>(null);
  const version = useSignal(seen);
  const timer = useRef(0);
  const running = useRef<Promise<boolean> | null>(null);
  const name = `form:visit:${applicationId}`;
  const keep = (): void => {
    const kept: Kept = { draft: draft.peek(), version: version.peek() };
    void drafts.peek()?.keep(name, kept).catch(() => undefined);
  };
  const forget = async (): Promise<void> => {
    await drafts.peek()?.drop(name).catch(() => undefined);
  };

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
        if (standing.peek() === 'saving') {
          standing.value = 'saved';
          if (draft.peek().photos.some(isPending)) keep();
          else await forget();
        }
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

  useEffect(() => {
    // what was typed here and never reached the server is still here; was it changed elsewhere, the server says so
    void (drafts.peek()?.find<Kept>(name).catch(() => null) ?? Promise.resolve(null)).then((kept) => {
      if (!kept || standing.peek() !== 'clean') return;
      if (sent?.state === 'done') return void forget();
      draft.value = { ...kept.draft, photos: kept.draft.photos.map((photo) => ({ ...photo, shot: null })) };
      version.value = (sent?.told['visit'] as number | undefined) ?? kept.version;
      standing.value = 'changed';
      later(0);
    });
    return () => clearTimeout(timer.current);
  }, []);

  return {
    standing: standing.value,
    error: error.value,
    version: () => version.peek(),
    flush,
    change: (change) => {
      draft.value = { ...draft.peek(), ...change };
      standing.value = 'changed';
      keep();
      later(PAUSE_MS);
    },
    forget,
    unanswered: () => standing.peek() === 'offline',
  };
};
