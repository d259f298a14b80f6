// Other terms and conditions with an approval: folded away, as most approvals have none.
import type { Signal } from '@preact/signals';
import { TextField } from '../../components/controls.tsx';
import { fieldError } from '../../components/failure.tsx';
import { parseAmount } from '../../i18n/format.ts';
import { t } from '../../i18n/staff.ts';

export interface Laid {
  amount: string;
  term: string;
  rate: string;
  conditions: string;
}

export const NOTHING_LAID: Laid = { amount: '', term: '', rate: '', conditions: '' };

/** "15.2" per cent as the API's fraction "0.152": by moving the point, no float. */
export const fractionOf = (percent: string): string | null => {
  const match = /^(\d{1,2})(?:\.(\d{1,4}))?$/.exec(percent.trim());
  return match ? `0.${(match[1] ?? '').padStart(2, '0')}${match[2] ?? ''}` : null;
};

/** What goes to the server; null where something that was typed is unclear. */
export const laidDown = (of: Laid) => {
  const amount = of.amount.trim() === '' ? null : parseAmount(of.amount);
  const termMonths = of.term.trim() === '' ? null : Number(of.term);
  const rateAnnual = of.rate.trim() === '' ? null : fractionOf(of.rate);
  const unclear =
    (of.amount.trim() !== '' && amount === null) ||
    (termMonths !== null && !Number.isInteger(termMonths)) ||
    (of.rate.trim() !== '' && rateAnnual === null);
  if (unclear) return null;
  const changed = amount !== null || termMonths !== null || rateAnnual !== null;
  const conditions = of.conditions
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return { offered: changed ? { amount, termMonths, rateAnnual } : null, conditions };
};

export const LayDown = ({ of, error }: { of: Signal<Laid>; error: Error | null }) => {
  const set = (part: Partial<Laid>): void => void (of.value = { ...of.value, ...part });
  return (
    <details class="ruled">
      <summary>{t('changeTerms')}</summary>
      <div class="stack">
        <p class="muted small">{t('changeTermsHint')}</p>
        <TextField
          label={t('offeredAmount')}
          value={of.value.amount}
          unit="¥"
          attributes={{ inputMode: 'decimal' }}
          error={fieldError(error, 'offered.amount')}
          onInput={(amount) => set({ amount })}
        />
        <TextField
          label={t('offeredTerm')}
          value={of.value.term}
          unit={t('monthsUnit')}
          attributes={{ inputMode: 'numeric' }}
          error={fieldError(error, 'offered.termMonths')}
          onInput={(term) => set({ term })}
        />
        <TextField
          label={t('offeredRate')}
          value={of.value.rate}
          unit="%"
          attributes={{ inputMode: 'decimal' }}
          error={fieldError(error, 'offered.rateAnnual')}
          onInput={(rate) => set({ rate })}
        />
        <TextField
          label={t('conditionsLabel')}
          hint={t('conditionsHint')}
          lines
          value={of.value.conditions}
          error={fieldError(error, 'conditions')}
          onInput={(conditions) => set({ conditions })}
        />
      </div>
    </details>
  );
};
