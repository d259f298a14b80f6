// Sends the outbox: one at a time, in order, the same key with every try. Only the server's word ends an item.
import { RefusedError, UnclearError } from '../api/errors.ts';
import { isOpen, type Item, type Outbox, type State } from './outbox.ts';

export type Deliver = (item: Item) => Promise<void>;

/** What another person did first; everything else that is refused is refused for good. */
const CONFLICTS = new Set([
  'approval_already_decided',
  'approval_case_closed',
  'approval_other_amount',
  'approval_assigned_to_other',
  'object_stale',
]);
/** The server's state, not its verdict: the same key may be sent again. */
const LATER = new Set(['server_unforeseen', 'server_unavailable', 'access_too_many', 'logged_out']);

/** What an error means for an item: null when nobody knows yet and it stays. */
export const verdict = (error: unknown): State | null => {
  if (!(error instanceof RefusedError) || LATER.has(error.code)) return null;
  if (error.status === 429 || (error.status ?? 0) >= 500) return null;
  return CONFLICTS.has(error.code) ? 'conflict' : 'refused';
};

/**
 * Sends what is due until all is said or nobody answers. Returns true when nothing is left to send now, false when it
 * must be tried again; `told` hears of each change.
 */
export const drain = async (
  outbox: Outbox,
  deliver: Deliver,
  told: () => Promise<void> | void,
  now: () => number = Date.now,
): Promise<boolean> => {
  for (const item of (await outbox.items()).filter(isOpen)) {
    if (item.state === 'held' && item.sendFrom > now()) continue;
    const sent = await outbox.mark(item, 'sending');
    if (!sent) continue; // taken back at the last moment
    await told();
    try {
      await deliver(sent);
      await outbox.mark(sent, 'done');
    } catch (error) {
      const state = verdict(error);
      if (state === null && !(error instanceof RefusedError || error instanceof UnclearError)) throw error;
      const refusal = error instanceof RefusedError ? { code: error.code, ...error.told } : null;
      await outbox.mark(sent, state ?? 'stored', state === null ? null : refusal);
      if (state === null) {
        await told();
        return false;
      }
    }
    await told();
  }
  return true;
};
