// The service worker: keeps the app's own files, so that a second visit starts without the network.
// It never touches API calls: personal data must not enter a cache, and its own requests escape the page's throttle.
export {};

interface WorkerScope {
  addEventListener(type: 'install' | 'activate', listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
  addEventListener(type: 'push', listener: (event: PushEvent) => void): void;
  addEventListener(type: 'notificationclick', listener: (event: NotificationClick) => void): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  skipWaiting(): Promise<void>;
  registration: ServiceWorkerRegistration;
  clients: {
    claim(): Promise<void>;
    matchAll(of: { type: 'window' }): Promise<OpenPage[]>;
    openWindow(url: string): Promise<unknown>;
  };
}
interface OpenPage {
  focus(): Promise<unknown>;
  navigate(url: string): Promise<unknown>;
}
interface PushEvent extends ExtendableEvent {
  data: { json(): unknown } | null;
}
interface NotificationClick extends ExtendableEvent {
  notification: Notification;
}
interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends ExtendableEvent {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}

const scope = self as unknown as WorkerScope;
const CACHE = 'jiedai-__VERSION__';
const FILES = '__PRECACHE__'.split(' ');
const SHELL = '/';
// Asked for without a cookie: the page that is kept is the one that everybody gets.
const NOBODYS_SHELL = new Request(SHELL, { credentials: 'omit' });
const ICON = '/icon.svg';
const NOT_THE_APP =
  /^\/(api|assets|callbacks|graphiql|graphql|health|metrics|mine|offer|phone|ready|sign|survey)(\/|$)/;
const NAVIGATION_TIMEOUT_MS = 2500;

scope.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([NOBODYS_SHELL, ICON, ...FILES])));
});

scope.addEventListener('activate', (event) => {
  const removeOld = async (): Promise<void> => {
    for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
    await scope.clients.claim();
  };
  event.waitUntil(removeOld());
});

// The page asks for the switch when no form is dirty and nothing is being sent.
scope.addEventListener('message', (event) => {
  if (event.data === 'activate') void scope.skipWaiting();
});

const shell = async (request: Request): Promise<Response> => {
  const cached = await caches.match(SHELL, { cacheName: CACHE });
  if (cached) return cached;
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), NAVIGATION_TIMEOUT_MS);
  try {
    return await fetch(request, { signal: stop.signal });
  } finally {
    clearTimeout(timer);
  }
};

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    if (!NOT_THE_APP.test(url.pathname)) event.respondWith(shell(request));
    return;
  }
  if (url.pathname.startsWith('/assets/') || url.pathname === ICON) {
    event.respondWith(caches.match(request, { cacheName: CACHE }).then((hit) => hit ?? fetch(request)));
  }
});

interface Told {
  title: string;
  text: string;
  place: string;
  tag: string;
}

// What is told outside the app names nobody, and nothing is decided there: it leads to a place in the app.
const tell = async ({ title, text, place, tag }: Told): Promise<void> => {
  await scope.registration.showNotification(title, { body: text, tag, icon: '/icon-192.png', data: place });
  await (navigator as Navigator & { setAppBadge?: () => Promise<void> }).setAppBadge?.();
};

scope.addEventListener('push', (event) => {
  const told = (event.data?.json() ?? null) as Told | null;
  if (told) event.waitUntil(tell(told));
});

const go = async (place: string): Promise<void> => {
  const [page] = await scope.clients.matchAll({ type: 'window' });
  if (!page) return void (await scope.clients.openWindow(place));
  await page.focus();
  await page.navigate(place);
};

scope.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(go(String(event.notification.data)));
});
