// Looking again while the server works on something: a contract being set, a picture being read, a payment under way.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

const SLOWER_AFTER_MS = 45_000;
const SLOW_MS = 6000;

/** Reloads every `everyMs` while `waiting`, more slowly after a while; true once it takes unusually long. */
export const usePoll = (waiting: boolean, reload: () => Promise<void>, everyMs: number): boolean => {
  const slow = useSignal(false);
  useEffect(() => {
    slow.value = false;
    if (!waiting) return;
    const started = Date.now();
    let timer = 0;
    let gone = false;
    const look = async (): Promise<void> => {
      if (document.visibilityState === 'visible') await reload();
      if (gone) return;
      slow.value = Date.now() - started > SLOWER_AFTER_MS;
      timer = window.setTimeout(() => void look(), slow.value ? Math.max(SLOW_MS, everyMs) : everyMs);
    };
    timer = window.setTimeout(() => void look(), everyMs);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [waiting, reload, everyMs]);
  return slow.value;
};
