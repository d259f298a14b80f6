// Who is logged in, and what the screens may offer. The server decides again on every call.
import { computed, effect, signal } from '@preact/signals';
import { ask } from '../api/graphql.ts';
import { accessToken, forgetPerson, session, takeTold, tokenOf, whenSessionEnds } from '../api/session.ts';
import { Inbox, Me, type MeData } from '../generated/operations.ts';
import { takeFirst } from './first.ts';
import { closeVault, keepReading, recall, settleIn } from './keeping.ts';
import { giveReading } from './query.ts';

export type Viewer = MeData['viewer'];

export const viewer = signal<Viewer | null>(null);
export const viewerError = signal<Error | null>(null);

const operations = computed(() => new Set(viewer.value?.operations ?? []));

/** True when the person holds the operation ("approval:decide"). */
export const may = (operation: string): boolean => operations.value.has(operation);

/** `told` is what came with the token; without it the server is asked. */
export const loadViewer = async (told: Viewer | null = null): Promise<void> => {
  viewerError.value = null;
  try {
    const found = told ?? (await ask(Me, {})).viewer;
    if (viewer.value && viewer.value.staff.id !== found.staff.id) forgetPerson();
    await settleIn(tokenOf()!, found);
    viewer.value = found;
  } catch (error) {
    if (!viewer.value) viewerError.value = error as Error;
  }
};

/** The page was made for somebody: he is here, and sees his list before anybody is asked. */
const welcome = (): boolean => {
  const first = takeFirst();
  if (!first) return false;
  viewer.value = first.viewer;
  giveReading(Inbox, {}, first.inbox);
  void settleIn(first.staff, first.viewer).then(() => keepReading(Inbox.name, '{}', first.inbox));
  return true;
};

/** Before the server has said anything: who the page was made for, else who was here last, within his shift. */
export const recallViewer = async (): Promise<boolean> => {
  if (welcome()) return true;
  const found = (await recall().catch(() => null)) as Viewer | null;
  if (found && session.value === 'starting') viewer.value = found;
  return found !== null;
};

const AWAY_PAUSE_MS = 5000;

/** While nobody answers: asks now and then whether somebody does. */
const lookForServer = (): (() => void) | undefined => {
  if (session.value !== 'away') return undefined;
  const look = (): void => void accessToken().catch(() => undefined);
  const timer = setInterval(() => {
    if (document.visibilityState === 'visible') look();
  }, AWAY_PAUSE_MS);
  window.addEventListener('online', look);
  return () => {
    clearInterval(timer);
    window.removeEventListener('online', look);
  };
};

export const startViewer = (): void => {
  whenSessionEnds(() => {
    viewer.value = null;
    closeVault();
  });
  effect(() => {
    if (session.value === 'in') void loadViewer(takeTold() as Viewer | null);
  });
  effect(lookForServer);
};
