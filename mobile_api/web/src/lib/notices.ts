// How many notices of one's own are unread: told by the server as it happens, asked for now and then all the same.
import { signal } from '@preact/signals';
import { ask } from '../api/graphql.ts';
import { subscribe } from '../api/socket.ts';
import { UnreadNotices, WatchNotices } from '../generated/operations.ts';

const POLL_MS = 300_000;

export const unread = signal(0);

const look = async (): Promise<void> => {
  try {
    unread.value = (await ask(UnreadNotices, {})).notices.totalCount;
  } catch {
    // the number stays as it was until the next look
  }
};

/** Keeps the number fresh until the returned function is called. */
export const watchNotices = (): (() => void) => {
  const show = ({ notices }: { notices: { totalCount: number } }): void => {
    unread.value = notices.totalCount;
  };
  const stop = subscribe(WatchNotices, {}, { next: show, state: () => undefined });
  const timer = setInterval(() => void look(), POLL_MS);
  void look();
  return () => {
    stop();
    clearInterval(timer);
    unread.value = 0;
  };
};
