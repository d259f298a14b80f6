// How a failure is told: what happened, whether something may have been done, and the way on.
import { words } from '../i18n/core.ts';
import { RefusedError, UnclearError } from '../api/errors.ts';
import { Notice } from './basics.tsx';

export const failureText = (error: Error): string =>
  error instanceof RefusedError ? error.text : error instanceof UnclearError ? words('unclear') : error.message;

const reference = (error: Error): string | null =>
  error instanceof RefusedError && error.requestId ? error.requestId.slice(0, 8) : null;

/** For an action that failed. */
export const Failure = ({ error, onRetry }: { error: Error; onRetry?: (() => void) | undefined }) => {
  const id = reference(error);
  return (
    <Notice tone={error instanceof UnclearError ? 'warn' : 'bad'} live>
      {failureText(error)}
      {id && <span class="reference"> {words('requestId', { id })}</span>}
      {onRetry && (
        <>
          {' '}
          <button type="button" onClick={onRetry}>
            {words('retry')}
          </button>
        </>
      )}
    </Notice>
  );
};

/** For a page that could not be read: nothing was changed, so nothing is unclear. */
export const ReadFailure = ({ error, onRetry }: { error: Error; onRetry: () => void }) => (
  <Notice tone={error instanceof UnclearError ? 'warn' : 'bad'} live>
    {error instanceof UnclearError ? words('offline') : failureText(error)}{' '}
    <button type="button" onClick={onRetry}>
      {words('retry')}
    </button>
  </Notice>
);

/** The refusal's text when it names this field. */
export const fieldError = (error: Error | null, field: string): string | null =>
  error instanceof RefusedError && error.concerns(field) ? error.text : null;
