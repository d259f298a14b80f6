// When the app locks itself. What covers it is a part of its own, fetched after the first screen stands.

import { language } from '../i18n/core.ts';

const DUE = 'jiedai.lock';
const OPEN = 'jiedai_open';

const guard = () => import('../parts/guard.ts');

/** Whether the phone was left for longer than the house allows: then nothing is shown before it is uncovered. */
export const isDue = (): boolean => {
  try {
    const due = Number(localStorage.getItem(DUE));
    return due > 0 && Date.now() > due;
  } catch {
    return false;
  }
};

/**
 * While this cookie lives, a page may be made for the person; the server looks for nothing else in it than the language.
 * It goes when the lock falls, so a locked phone is sent nothing personal.
 */
const stayOpen = (minutes: number): void => {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `${OPEN}=${language.value}; path=/; max-age=${minutes * 60}; samesite=strict${secure}`;
};

/** The lock falls. */
export const shut = (): void => stayOpen(0);

/** Somebody touched the phone: it locks so many minutes from now, also when it is closed; null forgets the person. */
export const lockIn = (minutes: number | null): void => {
  stayOpen(minutes ?? 0);
  try {
    if (minutes === null) localStorage.removeItem(DUE);
    else localStorage.setItem(DUE, String(Date.now() + minutes * 60_000));
  } catch {
    // then it locks for as long as the page lives
  }
};

export const coverIfDue = async (): Promise<void> => {
  if (isDue()) (await guard()).cover();
};

export const startLock = async (): Promise<void> => (await guard()).watch();
