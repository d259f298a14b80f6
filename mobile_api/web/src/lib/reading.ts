// Papers that are being read, watched over the socket. The socket is a hint: whoever uses this polls as well.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { subscribe } from '../api/socket.ts';
import { WatchDocument, type DocumentParts } from '../generated/operations.ts';

export const isReading = ({ state }: Pick<DocumentParts, 'state'>): boolean =>
  state === 'RECEIVED' || state === 'READING';

/** Reloads as soon as one of these papers has been read; true while the socket stands. */
export const useReadings = (documents: DocumentParts[], reload: () => Promise<void>): boolean => {
  const live = useSignal(false);
  const ids = documents
    .filter(isReading)
    .map((document) => document.id)
    .join(' ');
  useEffect(() => {
    live.value = false;
    const stops = ids.split(' ').flatMap((id) =>
      id === ''
        ? []
        : subscribe(
            WatchDocument,
            { id },
            {
              next: ({ document }) => {
                if (document && !isReading(document)) void reload();
              },
              state: ({ connected }) => {
                live.value = connected;
              },
            },
          ),
    );
    return () => stops.forEach((stop) => stop());
  }, [ids, reload]);
  return live.value;
};
