// A form that saves itself on the phone, sealed: what was typed survives a reload, a closed tab, a night without power.
import { effect, type Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { drafts } from './errands.ts';

const PAUSE_MS = 400;
type Fields = Record<string, Signal<string> | Signal<boolean>>;

/**
 * Keeps the fields under `name` as they change, and fills them with what was kept. Answers what forgets them, for when
 * the server has them.
 */
export const useKept = (name: string, fields: Fields): (() => void) => {
  const over = useRef(false);
  useEffect(() => {
    const own = drafts.value;
    if (!own) return;
    let timer = 0;
    let stop: (() => void) | null = null;
    let gone = false;
    const save = (): void => {
      clearTimeout(timer);
      if (timer === 0 || over.current) return;
      timer = 0;
      const values = Object.fromEntries(Object.entries(fields).map(([field, { value }]) => [field, value]));
      void own.keep(`form:${name}`, values).catch(() => undefined);
    };
    void own
      .find<Record<string, string | boolean>>(`form:${name}`)
      .catch(() => null)
      .then((kept) => {
        if (gone) return;
        for (const [field, value] of Object.entries(kept ?? {})) {
          const target = fields[field] as Signal<string | boolean> | undefined;
          if (target && !target.peek()) target.value = value;
        }
        let first = true;
        stop = effect(() => {
          for (const field of Object.values(fields)) void field.value;
          clearTimeout(timer);
          if (!first) timer = window.setTimeout(save, PAUSE_MS);
          first = false;
        });
      });
    window.addEventListener('pagehide', save);
    return () => {
      gone = true;
      stop?.();
      save();
      window.removeEventListener('pagehide', save);
    };
  }, [name]);
  return () => {
    over.current = true;
    void drafts.value?.drop(`form:${name}`).catch(() => undefined);
  };
};
