// Counting cash: how many pieces of each note and coin, and what they come to.
import type { Signal } from '@preact/signals';
import { TextField } from '../../components/controls.tsx';
import { addAmounts, money } from '../../i18n/format.ts';
import { t } from '../../i18n/staff.ts';

/** Notes and coins in circulation, in yuan. */
const DENOMINATIONS = ['100.00', '50.00', '20.00', '10.00', '5.00', '1.00', '0.50', '0.10'] as const;
const MOST_DIGITS = 6;

/** What was typed for each denomination; nothing typed counts as no piece. */
export type Typed = Record<string, string>;

export interface Pieces {
  denomination: string;
  pieces: number;
}

/** The pieces that were typed; null when something typed is no number of pieces. */
export const piecesOf = (typed: Typed): Pieces[] | null => {
  const counted: Pieces[] = [];
  for (const denomination of DENOMINATIONS) {
    const text = (typed[denomination] ?? '').trim();
    if (text === '') continue;
    if (!/^\d{1,6}$/.test(text)) return null;
    if (Number(text) > 0) counted.push({ denomination, pieces: Number(text) });
  }
  return counted;
};

/** What the pieces come to, exact. */
export const totalOf = (counted: Pieces[]): string =>
  addAmounts('0.00', ...counted.map(({ denomination, pieces }) => timesOf(denomination, pieces)));

const timesOf = (denomination: string, pieces: number): string => {
  const fen = BigInt(denomination.replace('.', '')) * BigInt(pieces);
  const digits = fen.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

export const PiecesFields = ({ typed }: { typed: Signal<Typed> }) => {
  const counted = piecesOf(typed.value);
  return (
    <>
      <div class="pieces">
        {DENOMINATIONS.map((denomination) => (
          <TextField
            key={denomination}
            label={money(denomination).replace(/\.00$/, '')}
            value={typed.value[denomination] ?? ''}
            unit={t('piecesUnit')}
            onInput={(value) => (typed.value = { ...typed.value, [denomination]: value })}
            attributes={{ inputMode: 'numeric', autoComplete: 'off', maxLength: MOST_DIGITS, placeholder: '0' }}
          />
        ))}
      </div>
      <p class="row between">
        <span class="label">{t('piecesTotal')}</span>
        <strong class="num big">{counted ? money(totalOf(counted)) : t('amountWrong')}</strong>
      </p>
    </>
  );
};
