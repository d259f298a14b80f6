import { describe, expect, it } from 'vitest';
import {
  amountParts,
  compareAmounts,
  date,
  money,
  moneyShort,
  parseAmount,
  percent,
  time,
} from '../src/i18n/format.ts';
import { fill } from '../src/i18n/core.ts';

describe('money', () => {
  it('groups the yuan and always shows two places', () => {
    expect(money('0.00')).toBe('¥0.00');
    expect(money('50000.00')).toBe('¥50,000.00');
    expect(money('1234567.8')).toBe('¥1,234,567.80');
    expect(money('-999.05')).toBe('−¥999.05');
  });

  it('keeps every digit of an amount that no float could hold', () => {
    expect(money('9007199254740993.01')).toBe('¥9,007,199,254,740,993.01');
  });

  it('drops the cents of the short form only when they are zero', () => {
    expect(moneyShort('30000.00')).toBe('¥30,000');
    expect(moneyShort('30000.10')).toBe('¥30,000.10');
  });

  it('shows what is no amount as it came', () => {
    expect(amountParts('1e5')).toBeNull();
    expect(money('abc')).toBe('abc');
  });
});

describe('an amount as an officer types it', () => {
  it.each([
    ['50000', '50000.00'],
    ['50,000', '50000.00'],
    ['¥50,000.5', '50000.50'],
    ['5万', '50000.00'],
    ['3.5万', '35000.00'],
    ['０.１２３４５６万', '1234.56'],
    ['５００００', '50000.00'],
    ['007', '7.00'],
    ['49999.99', '49999.99'],
    ['12.30元', '12.30'],
  ])('%s is %s', (typed, amount) => {
    expect(parseAmount(typed)).toBe(amount);
  });

  it.each(['', '-5', '1e5', '1.234', 'abc', '5万3', '0x10', '1.2.3', '99999999999999', '9999999999999万'])(
    '%s is refused',
    (typed) => {
      expect(parseAmount(typed)).toBeNull();
    },
  );

  it('compares exactly', () => {
    expect(compareAmounts('49999.99', '50000.00')).toBeLessThan(0);
    expect(compareAmounts('50000', '50000.00')).toBe(0);
    expect(compareAmounts('9007199254740993.01', '9007199254740993.00')).toBeGreaterThan(0);
  });
});

describe('rates', () => {
  it.each([
    ['0.145', '14.5%'],
    ['0.1450', '14.5%'],
    ['0.03', '3%'],
    ['1', '100%'],
    ['0.50001', '50%'],
    ['-0.025', '−2.5%'],
  ])('%s is %s', (rate, shown) => {
    expect(percent(rate)).toBe(shown);
  });
});

describe('dates', () => {
  it('never shift a business date', () => {
    expect(date('2026-01-01')).toBe('2026年1月1日');
    expect(date('2026-12-31')).toBe('2026年12月31日');
  });

  it('show instants on the Shanghai clock', () => {
    expect(time('2026-11-22T17:30:00Z')).toContain('23日');
    expect(time('2026-11-22T17:30:00Z')).toContain('01:30');
  });
});

describe('words', () => {
  it('fill names and choose the plural', () => {
    expect(fill('{n} {n|case|cases}', { n: 1 })).toBe('1 case');
    expect(fill('{n} {n|case|cases}', { n: 3 })).toBe('3 cases');
    expect(fill('{missing}', {})).toBe('{missing}');
  });
});
