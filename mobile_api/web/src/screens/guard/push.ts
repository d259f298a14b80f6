// Pushes to this browser, and the number on the app's icon.
import type { AddPushChannelInput } from '../../generated/operations.ts';
import { unread } from '../../lib/notices.ts';
import { bytes, text } from '../../lib/passkeys.ts';
import { session } from '../../api/session.ts';

type Badging = Navigator & { setAppBadge?: (count: number) => Promise<void>; clearAppBadge?: () => Promise<void> };

/** How much waits for the person, on the icon of the installed app; nothing once he has left. */
export const showBadge = (): void => {
  const own = navigator as Badging;
  const count = session.value === 'out' ? 0 : unread.value;
  void (count > 0 ? own.setAppBadge?.(count) : own.clearAppBadge?.())?.catch(() => undefined);
};

export const canPush = (): boolean =>
  'serviceWorker' in navigator && typeof PushManager !== 'undefined' && typeof Notification !== 'undefined';

/** Asks the person, then the browser's push service; null when one of them says no. */
export const subscribe = async (
  pushKey: string,
): Promise<Pick<AddPushChannelInput, 'endpoint' | 'p256dh' | 'auth'> | null> => {
  if ((await Notification.requestPermission()) !== 'granted') return null;
  const registration = await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: bytes(pushKey) };
  const made = await registration.pushManager.subscribe(options).catch(() => null);
  const [key, secret] = [made?.getKey('p256dh'), made?.getKey('auth')];
  return made && key && secret ? { endpoint: made.endpoint, p256dh: text(key), auth: text(secret) } : null;
};
