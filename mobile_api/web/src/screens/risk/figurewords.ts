// What the lender's figures are called and counted in: their codes are families with a branch, a product or a trade at the end.
import { money } from '../../i18n/format.ts';
import { label, t } from '../../i18n/staff.ts';
import type { StaffKey } from '../../i18n/tables/staff-zh.ts';

const WHOLE: Record<string, StaffKey> = {
  net_assets_last_year_end: 'figureNetAssets',
  funding_standard_fen: 'figureFundingStandard',
  funding_nonstandard_fen: 'figureFundingNonstandard',
  funding_due_30_days_fen: 'figureFundingDue',
};
const TRADE = /^trade_([a-z]+)_(margin|turn)_(low|high)$/;
const BOUNDS: Record<string, StaffKey> = {
  margin_low: 'figureMarginLow',
  margin_high: 'figureMarginHigh',
  turn_low: 'figureTurnLow',
  turn_high: 'figureTurnHigh',
};

/** The figure in words; a code that nobody has words for stays as it is. */
export const figureName = (code: string): string => {
  if (code in WHOLE) return t(WHOLE[code]!);
  const trade = TRADE.exec(code);
  if (trade) return t(BOUNDS[`${trade[2]}_${trade[3]}`]!, { trade: label('FigureTrade', trade[1]!) });
  if (code.startsWith('median_income_')) return t('figureMedian', { place: code.slice('median_income_'.length) });
  if (code.startsWith('target_npl_bp_')) return t('figureTarget', { product: code.slice('target_npl_bp_'.length) });
  return code;
};

/** Basis points are hundredths, as fen are: 300 of them come as 3.00. A fraction is none of money and is not shown. */
export const figureValue = (code: string, amount: string): string | null => {
  if (code.startsWith('target_npl_bp_')) return `${Number(amount)}%`;
  const trade = TRADE.exec(code);
  if (trade) return trade[2] === 'turn' ? t('figureTurns', { n: Math.round(Number(amount) * 100) }) : null;
  return money(amount);
};
