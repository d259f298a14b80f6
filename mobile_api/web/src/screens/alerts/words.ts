// How values, thresholds and inputs of indicators are said.
import { language } from '../../i18n/core.ts';
import { date, money, percent } from '../../i18n/format.ts';
import { t } from '../../i18n/staff.ts';
import type { StaffKey } from '../../i18n/tables/staff-zh.ts';

const UNITS = [
  'months',
  'days',
  'times',
  'customers',
  'applications',
  'hours',
  'queries',
  'seconds',
  'loans',
  'mentions',
  'entries',
  'years',
  'fields',
  'changes',
  'events',
  'workdays',
  'contracts',
  'docs',
  'records',
  'reports',
  'rows',
  'calls',
  'contacts',
  'devices',
  'phones',
  'products',
  'edits',
  'policies',
  'reads',
  'cases',
  'consents',
  'hits',
  'amounts',
  'score',
  'x',
  'km',
  'dials',
  'lines',
  'bins',
  'nodes',
];
const NAMES = [
  'months',
  'first_kept',
  'applications',
  'days',
  'times',
  'late',
  'due_on',
  'settled_on',
  'people',
  'paid_fen',
  'owed_fen',
  'mean_share',
  'queries',
  'loans',
  'customers',
  'votes',
  'score',
];
const SIGNS: Record<string, string> = { '>=': '≥ ', '>': '> ', '<': '< ', '<=': '≤ ', '==': '= ' };
const RATIOS = ['ratio', 'rate'];

const yuan = (fen: string): string => {
  const sign = fen.startsWith('-') ? '-' : '';
  const digits = fen.replace('-', '').padStart(3, '0');
  return money(`${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`);
};

/** " 1 query", " 2 queries": the unit is told in the plural. */
const oneOf = (value: string, unit: string): string =>
  value === '1' && language.value === 'en' ? unit.replace(/ies$/, 'y').replace(/s$/, '') : unit;

/** "3 个月", "62.5%", or the number with its unit as the catalogue names it. */
export const valued = (value: string | null, unit: string): string => {
  if (value === null) return '–';
  if (RATIOS.includes(unit)) return percent(value, 1);
  if (unit === 'CNY') return money(value.includes('.') ? Number(value).toFixed(2) : `${value}.00`);
  if (unit === 'count') return value;
  if (unit === 'bool') return value === '1' ? '✓' : '✗';
  return UNITS.includes(unit) ? `${value}${oneOf(value, t(`AlertUnit.${unit}` as StaffKey))}` : `${value} ${unit}`;
};

export const bound = (operator: string, value: string | null, unit: string): string =>
  value === null ? '–' : `${SIGNS[operator] ?? ''}${valued(value, unit)}`;

export const inputName = (name: string): string =>
  NAMES.includes(name) ? t(`AlertInput.${name}` as StaffKey) : name.replace(/_(fen|on)$/, '').replaceAll('_', ' ');

export const inputValue = (name: string, value: string | null): string => {
  if (value === null) return '–';
  if (name.endsWith('_fen') && /^-?\d+$/.test(value)) return yuan(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return date(value);
  if (/^-?\d+\.\d{5,}$/.test(value)) return Number(value).toFixed(4);
  return value;
};
