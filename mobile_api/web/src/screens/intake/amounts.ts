// What a product takes: terms and amounts, said before the server is asked.
import type { ProductParts } from '../../generated/operations.ts';
import { compareAmounts, moneyShort, parseAmount } from '../../i18n/format.ts';
import { t } from '../../i18n/staff.ts';

export const termsOf = (product: ProductParts): string[] =>
  Array.from({ length: product.termMonthsMax - product.termMonthsMin + 1 }, (_, index) =>
    String(product.termMonthsMin + index),
  );

/** What is wrong with a typed amount before the server is asked; null when it may pass. */
export const amountProblem = (typed: string, product: ProductParts): string | null => {
  if (typed.trim() === '') return null;
  const amount = parseAmount(typed);
  if (amount === null) return t('amountWrong');
  const outside = compareAmounts(amount, product.amountMin) < 0 || compareAmounts(amount, product.amountMax) > 0;
  return outside
    ? t('amountOutside', { min: moneyShort(product.amountMin), max: moneyShort(product.amountMax) })
    : null;
};
