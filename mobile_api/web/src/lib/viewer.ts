// Who is logged in, and what the screens may offer. The server decides again on every call.
import { computed, effect, signal } from '@preact/signals';
import { ask } from '../api/graphql.ts';
import { session, whenSessionEnds } from '../api/session.ts';
import { Me, type MeData } from '../generated/operations.ts';

export type Viewer = MeData['viewer'];

export const viewer = signal<Viewer | null>(null);
export const viewerError = signal<Error | null>(null);

const operations = computed(() => new Set(viewer.value?.operations ?? []));

/** True when the person holds the operation ("approval:decide"). */
export const may = (operation: string): boolean => operations.value.has(operation);

export const loadViewer = async (): Promise<void> => {
  viewerError.value = null;
  try {
    viewer.value = (await ask(Me, {})).viewer;
  } catch (error) {
    viewerError.value = error as Error;
  }
};

export const startViewer = (): void => {
  whenSessionEnds(() => {
    viewer.value = null;
  });
  effect(() => {
    if (session.value === 'in') void loadViewer();
  });
};
