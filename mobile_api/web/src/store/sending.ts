// Sends the outbox: one at a time, in order, the same key with every try. Only the server's word ends an item.
import { RefusedError, UnclearError } from '../api/errors.ts';
import { isHeld, isOpen, type Item, type Outbox, type State, type Word } from './outbox.ts';

/** Sends an item with those taken together with it; what comes back are their refusals, one by one. */
export type Deliver = (item: Item, others: Item[]) => Promise<(RefusedError | null)[] | void>;

/** What another person did first; everything else that is refused is refused for good. */
const CONFLICTS = new Set([
  'approval_already_decided',
  'approval_case_closed',
  'approval_other_amount',
  'approval_assigned_to_other',
  'approval_not_routine',
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

const word = (refusal: RefusedError): Word => ({ code: refusal.code, ...refusal.told });

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
  let open = (await outbox.items()).filter(isOpen);
  let said = true;
  for (let item = open[0]; item; item = open[0]) {
    const { batch } = item.content;
    const own = open.filter((one) => one === item || (batch && one.content.batch === batch));
    open = open.filter((one) => !own.includes(one));
    if (isHeld(item, now())) continue;
    const marked = await Promise.all(own.map((one) => outbox.mark(one, 'sending')));
    const sent = marked.filter((one) => one !== null); // the others were taken back at the last moment
    if (!sent[0]) continue;
    await told();
    try {
      const refusals = (await deliver(sent[0], sent.slice(1))) ?? [];
      for (const [at, one] of sent.entries()) {
        const refusal = refusals[at];
        const state = refusal ? verdict(refusal) : 'done';
        said &&= state !== null;
        await outbox.mark(one, state ?? 'stored', refusal && state ? word(refusal) : null);
      }
    } catch (error) {
      const state = verdict(error);
      if (state === null && !(error instanceof RefusedError || error instanceof UnclearError)) throw error;
      const refusal = state !== null && error instanceof RefusedError ? word(error) : null;
      for (const one of sent) await outbox.mark(one, state ?? 'stored', refusal);
      if (state === null) {
        await told();
        return false;
      }
    }
    await told();
  }
  return said;
};
