// How a failure is told: what happened, whether something may have been done, and the way on.
import { words } from '../i18n/core.ts';
import { isBreakdown, RefusedError, UnclearError } from '../api/errors.ts';
import { Notice } from './basics.tsx';

export const failureText = (error: Error): string =>
  error instanceof RefusedError ? error.text : error instanceof UnclearError ? words('unclear') : error.message;

/** Only what nobody foresaw needs a number to ask support about; a plain refusal says all there is to say. */
const reference = (error: Error): string | null =>
  error instanceof RefusedError && error.requestId && isBreakdown(error) ? error.requestId.slice(0, 8) : null;

/** Somebody was faster: only a look at the present state helps. */
const isOutdated = (error: Error): boolean =>
  error instanceof RefusedError && /^(object_stale|approval_case_closed|.*_wrong_state)$/.test(error.code);

/** For an action that failed. `onLatest` shows what has changed meanwhile, where that is the reason. */
export const Failure = ({ error, onLatest }: { error: Error; onLatest?: (() => void) | undefined }) => {
  const id = reference(error);
  return (
    <Notice tone={error instanceof UnclearError ? 'warn' : 'bad'} live>
      {failureText(error)}
      {id && <span class="reference"> {words('requestId', { id })}</span>}
      {onLatest && isOutdated(error) && (
        <>
          {' '}
          <button type="button" onClick={onLatest}>
            {words('latest')}
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
