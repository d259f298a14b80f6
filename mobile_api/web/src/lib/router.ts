// The address is the state: deep links, back, and reload work without any framework.
import { computed, signal } from '@preact/signals';

export interface Route {
  path: string;
  query: URLSearchParams;
}

const read = (): Route => ({ path: location.pathname, query: new URLSearchParams(location.search) });
export const route = signal<Route>(read());
export const path = computed(() => route.value.path);

const positions = new Map<string, number>();
const place = (): string => location.pathname + location.search;
let depth = 0;

const show = (restore: boolean): void => {
  route.value = read();
  const top = restore ? (positions.get(place()) ?? 0) : 0;
  requestAnimationFrame(() => scrollTo(0, top));
};

export const navigate = (to: string, options: { replace?: boolean } = {}): void => {
  positions.set(place(), scrollY);
  if (options.replace) history.replaceState(history.state, '', to);
  else {
    depth += 1;
    history.pushState(null, '', to);
  }
  show(false);
};

/** Names what is shown already: the reader stays where he is. */
export const settle = (to: string): void => {
  history.replaceState(history.state, '', to);
  route.value = read();
};

/** One step back inside the app; to `parent` when the screen was opened by a deep link. */
export const goBack = (parent: string): void => {
  if (depth > 0) history.back();
  else navigate(parent, { replace: true });
};

const isPlainClick = (event: MouseEvent): boolean =>
  event.button === 0 &&
  !event.metaKey &&
  !event.ctrlKey &&
  !event.shiftKey &&
  !event.altKey &&
  !event.defaultPrevented;

/** Turns clicks on the app's own links into steps of the router. */
export const startRouter = (): void => {
  history.scrollRestoration = 'manual';
  addEventListener('popstate', () => {
    depth = Math.max(0, depth - 1);
    show(true);
  });
  document.addEventListener('click', (event) => {
    const link = (event.target as Element | null)?.closest?.('a');
    if (!link || !isPlainClick(event) || link.target || link.hasAttribute('download')) return;
    if (link.origin !== location.origin || link.getAttribute('href')?.startsWith('#')) return;
    event.preventDefault();
    navigate(link.pathname + link.search);
  });
};
