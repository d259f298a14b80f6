// Days of business, as plain dates of the lender's time zone.
import { dayOf } from '../../i18n/format.ts';

const DAY_MS = 86_400_000;

interface Closing {
  businessDate: string;
  state: string;
}

/** The last day that is closed; null before the first. */
export const lastClosed = (days: readonly Closing[]): string | null => {
  const closed = days.filter((one) => one.state === 'CLOSED').map((one) => one.businessDate);
  return closed.sort()[closed.length - 1] ?? null;
};

/** The day before now. */
export const yesterday = (now: number = Date.now()): string => dayOf(now - DAY_MS);

const BOOKABLE = new Set([
  'BANK_CHARGE',
  'BANK_INTEREST',
  'UNKNOWN_PAYER',
  'LOAN_NOT_NAMED',
  'DUPLICATE_PAYMENT',
  'UNBOOKED_REPAYMENT',
]);

/** How staff may end a break of a kind: the bank's own money is booked, what is explained is accepted. */
export const resolutionsOf = (kind: string): ('BOOKED' | 'ACCEPTED' | 'CORRECTED')[] => {
  if (!BOOKABLE.has(kind)) return ['ACCEPTED', 'CORRECTED'];
  return kind === 'DUPLICATE_PAYMENT' ? ['BOOKED', 'ACCEPTED', 'CORRECTED'] : ['BOOKED', 'CORRECTED'];
};
