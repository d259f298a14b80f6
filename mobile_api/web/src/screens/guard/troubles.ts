// What went wrong on this phone lately, for the diagnostics screen: kinds and places, never what a person typed or saw.

export interface Trouble {
  at: number;
  what: string;
}

const KEPT = 20;
export const troubles: Trouble[] = [];

const note = (what: string): void => {
  troubles.push({ at: Date.now(), what });
  if (troubles.length > KEPT) troubles.shift();
};

/** The name and, of a refusal, the code of an error; its text may hold names and is left out. */
const kindOf = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error;
  const { code } = error as Error & { code?: unknown };
  return typeof code === 'string' ? `${error.name} ${code}` : error.name;
};

const place = (address: string, line: number): string => `${address.replace(/^.*\//, '')}:${line}`;

/** Where a request went, without ids: the first two words of its path. */
const path = (address: string): string => new URL(address).pathname.split('/').slice(0, 3).join('/');

export const listen = (): void => {
  window.addEventListener('error', (event) => note(`${kindOf(event.error)} ${place(event.filename, event.lineno)}`));
  window.addEventListener('unhandledrejection', (event) => note(kindOf(event.reason)));
  if (typeof PerformanceObserver === 'undefined') return;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceResourceTiming & { responseStatus?: number })[]) {
      if ((entry.responseStatus ?? 0) >= 400) note(`HTTP ${entry.responseStatus} ${path(entry.name)}`);
    }
  }).observe({ type: 'resource', buffered: true });
};
