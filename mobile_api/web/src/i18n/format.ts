// Money, rates, dates. Amounts and rates stay decimal strings from the server to the screen: no float ever holds money.
import { language, locale } from './core.ts';

const AMOUNT = /^(-?)(\d+)(?:\.(\d{1,2}))?$/;
const group = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',');

const fen = (amount: string): bigint => {
  const [yuan = '0', cents = ''] = amount.split('.');
  return BigInt(yuan + cents.padEnd(2, '0').slice(0, 2));
};

export interface AmountParts {
  sign: string;
  yuan: string;
  cents: string;
}

/** "1234567.8" -> { sign: "", yuan: "1,234,567", cents: "80" }; null when it is no amount. */
export const amountParts = (amount: string): AmountParts | null => {
  const match = AMOUNT.exec(amount);
  if (!match) return null;
  const yuan = (match[2] ?? '0').replace(/^0+(?=\d)/, '');
  return { sign: match[1] ? '−' : '', yuan: group(yuan), cents: (match[3] ?? '').padEnd(2, '0') };
};

/** "50000.00" -> "¥50,000.00". */
export const money = (amount: string): string => {
  const parts = amountParts(amount);
  return parts ? `${parts.sign}¥${parts.yuan}.${parts.cents}` : amount;
};

/** Without the cents when they are zero: for cards and tiles, never where a sum must be exact to the eye. */
export const moneyShort = (amount: string): string => money(amount).replace(/\.00$/, '');

const COMPACT: Record<string, [from: bigint, unit: bigint, name: string][]> = {
  zh: [
    [10_000_000_000n, 10_000_000_000n, ' 亿'],
    [100_000_000n, 1_000_000n, ' 万'],
  ],
  en: [[100_000_000n, 100_000_000n, ' m']],
};

/** For a tile: "¥4,823.01 万", "¥48.23 m"; rounded half up to two places, exact below a million. */
export const moneyCompact = (amount: string): string => {
  if (!AMOUNT.test(amount) || amount.startsWith('-')) return money(amount);
  const whole = fen(amount);
  const step = COMPACT[language.value]?.find(([from]) => whole >= from);
  if (!step) return moneyShort(amount);
  const [, unit, name] = step;
  const hundredths = (whole * 100n + unit / 2n) / unit;
  const text = hundredths.toString().padStart(3, '0');
  return `¥${group(text.slice(0, -2))}.${text.slice(-2)}${name}`;
};

const FULL_WIDTH = /[０-９．，]/g;
const narrow = (text: string): string =>
  text.replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

/** What an officer types (50,000 · ５万 · 3.5万 · ¥50000.5) as the API's decimal string; null when unclear. */
export const parseAmount = (typed: string): string | null => {
  const text = narrow(typed).replace(/[\s,¥￥元]/g, '');
  const match = /^(\d{1,13})(?:\.(\d+))?(万)?$/.exec(text);
  if (!match) return null;
  const whole = match[1] ?? '';
  const shift = match[3] ? 4 : 0;
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (fraction.length > shift + 2) return null;
  const padded = fraction.padEnd(shift + 2, '0');
  const yuan = (whole + padded.slice(0, shift)).replace(/^0+(?=\d)/, '');
  if (yuan.length > 13) return null;
  return `${yuan}.${padded.slice(shift, shift + 2)}`;
};

/** Compares two non-negative decimal strings: below 0, 0, above 0. */
export const compareAmounts = (left: string, right: string): number => {
  const difference = fen(left) - fen(right);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

/** A share of 1 as per cent by moving the point: "0.145" -> "14.5%". */
export const percent = (rate: string, places = 2): string => {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(rate);
  if (!match) return rate;
  const fraction = (match[3] ?? '').padEnd(2, '0');
  const whole = ((match[2] ?? '') + fraction.slice(0, 2)).replace(/^0+(?=\d)/, '');
  const rest = fraction.slice(2, 2 + places).replace(/0+$/, '');
  return `${match[1] ? '−' : ''}${whole}${rest ? `.${rest}` : ''}%`;
};

const formatters = new Map<string, Intl.DateTimeFormat>();
const formatter = (name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${name}|${language.value}`;
  let found = formatters.get(key);
  if (!found) formatters.set(key, (found = new Intl.DateTimeFormat(locale(), options)));
  return found;
};

/** A business date ("2026-11-22"): has no zone, so none may shift it. */
export const date = (day: string): string => {
  const [year = 0, month = 1, dayOfMonth = 1] = day.split('-').map(Number);
  const options = { year: 'numeric', month: 'short', day: 'numeric', timeZone: 'UTC' } as const;
  return formatter('date', options).format(Date.UTC(year, month - 1, dayOfMonth));
};

const SHANGHAI = 'Asia/Shanghai';
const SHANGHAI_OFFSET_MS = 8 * 3_600_000; // no daylight saving since 1991

/** An instant, always on the lender's clock, whatever the phone believes. */
export const time = (instant: string): string => {
  const options = { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false } as const;
  return formatter('time', { ...options, timeZone: SHANGHAI }).format(new Date(instant));
};

/** "3 小时前" / "3 hours ago". */
export const ago = (instant: string, now: number = Date.now()): string => {
  const seconds = Math.round((new Date(instant).getTime() - now) / 1000);
  const relative = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto', style: 'short' });
  const size = Math.abs(seconds);
  if (size < 60) return relative.format(0, 'minute');
  if (size < 3600) return relative.format(Math.trunc(seconds / 60), 'minute');
  if (size < 86_400) return relative.format(Math.trunc(seconds / 3600), 'hour');
  if (size < 86_400 * 14) return relative.format(Math.trunc(seconds / 86_400), 'day');
  return time(instant);
};

/** Exact sum of decimal strings. */
export const addAmounts = (...amounts: string[]): string => {
  const text = amounts
    .reduce((sum, amount) => sum + fen(amount), 0n)
    .toString()
    .padStart(3, '0');
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
};

/** Exact difference of two decimal strings; the first is not below the second. */
export const subtractAmounts = (left: string, right: string): string => {
  const text = (fen(left) - fen(right)).toString().padStart(3, '0');
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
};

/** The day of an instant on the lender's calendar, "2026-11-22": short and clear in every language. */
export const dayOf = (instant: string | number): string =>
  new Date(new Date(instant).getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);

/** Today on the lender's calendar, as a date field wants it. */
export const today = (): string => dayOf(Date.now());
