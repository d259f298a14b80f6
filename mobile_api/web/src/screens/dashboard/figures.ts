// How figures of a board are written, by the unit that the server names.
import { language, locale } from '../../i18n/core.ts';
import { moneyCompact, percent } from '../../i18n/format.ts';
import { t } from '../../i18n/staff.ts';

export const written = (value: string, unit: string): string => {
  if (unit === 'CNY') return moneyCompact(value);
  if (unit === 'ratio') return percent(value);
  if (unit === 'hours') return t('boardUnitHours', { hours: value });
  return /^\d+$/.test(value) ? BigInt(value).toLocaleString(locale()) : value;
};

/** A change as the server gives it, a ratio: "0.125" -> "+12.5%". */
export const signed = (change: string): string => (change.startsWith('-') ? percent(change, 1) : `+${percent(change, 1)}`);

/** Whether more of it is good (1), bad (-1) or neither (0). */
export const GOOD: Record<string, 1 | -1> = {
  submitted: 1,
  disbursed: 1,
  disbursed_loans: 1,
  repaid: 1,
  recovered: 1,
  outstanding: 1,
  loans_active: 1,
  approval_hours: -1,
  money_hours: -1,
  overdue: -1,
  overdue_loans: -1,
  par1: -1,
  par30: -1,
  par90: -1,
  npl: -1,
};

export const toneOf = (key: string, change: string): string => {
  const better = GOOD[key] ?? 0;
  if (better === 0 || Number(change) === 0) return 'muted';
  return Number(change) > 0 === better > 0 ? 'tone-ok' : 'tone-bad';
};

export const titleOf = (of: { titleZh: string; titleEn: string }): string =>
  language.value === 'zh' ? of.titleZh : of.titleEn;
