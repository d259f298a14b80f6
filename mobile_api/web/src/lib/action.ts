// Doing something: busy, failed, or asking for the second factor, the same way on every screen.
import { signal, useSignal } from '@preact/signals';
import { RefusedError } from '../api/errors.ts';

/** The open question for a one-time code; the sheet in the app's frame answers it. */
export const stepUpQuestion = signal<((verified: boolean) => void) | null>(null);

const askForStepUp = (): Promise<boolean> =>
  new Promise((answer) => {
    stepUpQuestion.value = (verified) => {
      stepUpQuestion.value = null;
      answer(verified);
    };
  });

const wantsStepUp = (error: unknown): boolean =>
  error instanceof RefusedError && error.code === 'access_step_up_required';

/** Runs `work`; when the server wants a fresh second factor, asks for it and runs once more. */
const withStepUp = async (work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (!wantsStepUp(error) || !(await askForStepUp())) throw error;
    await work();
  }
};

export interface Action {
  busy: boolean;
  error: Error | null;
  /** True when `work` ended well; a second call while one runs does nothing. */
  run: (work: () => Promise<void>) => Promise<boolean>;
  clear: () => void;
}

export const useAction = (): Action => {
  const busy = useSignal(false);
  const error = useSignal<Error | null>(null);
  return {
    busy: busy.value,
    error: error.value,
    clear: () => (error.value = null),
    run: async (work) => {
      if (busy.peek()) return false;
      busy.value = true;
      error.value = null;
      try {
        await withStepUp(work);
        return true;
      } catch (caught) {
        error.value = caught as Error;
        return false;
      } finally {
        busy.value = false;
      }
    },
  };
};
