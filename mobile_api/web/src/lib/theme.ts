// Light, dark, or as the phone: stored on the phone (it says nothing about anybody), applied before the first paint.
import { effect, signal } from '@preact/signals';

export type Theme = 'auto' | 'light' | 'dark';
const STORED = 'jiedai.theme';

const initial = (): Theme => {
  try {
    const stored = localStorage.getItem(STORED);
    return stored === 'light' || stored === 'dark' ? stored : 'auto';
  } catch {
    return 'auto';
  }
};

export const theme = signal<Theme>(initial());

export const setTheme = (chosen: Theme): void => {
  theme.value = chosen;
  try {
    if (chosen === 'auto') localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, chosen);
  } catch {
    // the choice then lasts as long as the page
  }
};

export const startTheme = (): void => {
  const query = matchMedia('(prefers-color-scheme: dark)');
  const systemDark = signal(query.matches);
  query.addEventListener('change', (event) => {
    systemDark.value = event.matches;
  });
  effect(() => {
    const dark = theme.value === 'dark' || (theme.value === 'auto' && systemDark.value);
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  });
};
