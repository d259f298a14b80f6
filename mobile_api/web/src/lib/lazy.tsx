// Screens that the first load does without: fetched when first shown, kept by the service worker for the next time.
import { signal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { useEffect } from 'preact/hooks';
import { UnclearError } from '../api/errors.ts';
import { Skeleton } from '../components/basics.tsx';
import { ReadFailure } from '../components/failure.tsx';

/** A screen out of a part of the app that `load` brings; a failed fetch says so and can be tried again. */
export const lazy = <Part extends object, Name extends keyof Part>(
  load: () => Promise<Part>,
  name: Name,
  /** What stands there meanwhile, where it is not a screen. */
  meanwhile?: null,
): Part[Name] => {
  const part = signal<Part | null>(null);
  const failed = signal(false);
  const fetchPart = (): void => {
    failed.value = false;
    load().then(
      (loaded) => (part.value = loaded),
      () => (failed.value = true),
    );
  };
  const Later: FunctionComponent<Record<string, unknown>> = (props) => {
    useEffect(() => {
      if (!part.peek()) fetchPart();
    }, []);
    const Shown = part.value?.[name] as FunctionComponent<Record<string, unknown>> | undefined;
    if (Shown) return <Shown {...props} />;
    if (meanwhile === null) return null;
    return (
      <main class="page" aria-busy="true">
        {failed.value ? (
          <ReadFailure error={new UnclearError('part not loaded')} onRetry={fetchPart} />
        ) : (
          <Skeleton heights={[44, 120, 160]} />
        )}
      </main>
    );
  };
  return Later as unknown as Part[Name];
};
