import { describe, expect, it } from 'vitest';
import { monthsBack, share } from '../src/screens/classification/model.ts';
import { lines } from '../src/screens/classification/vintages.tsx';

describe('months of the book', () => {
  it('go backwards over the turn of a year', () => {
    expect(monthsBack('2026-02-14', 4)).toEqual(['2026-02-01', '2026-01-01', '2025-12-01', '2025-11-01']);
  });

  it('show a share of nothing as nothing', () => {
    expect(share('5.00', '0.00')).toBe('0');
    expect(share('25.00', '200.00')).toBe('0.1250');
  });
});

describe('vintages', () => {
  const vintage = (month: string, late: string[]) => ({
    month,
    loans: 1,
    principal: '100.00',
    points: late.map((late30, monthsOnBook) => ({ monthsOnBook, late30, late90: '0.00' })),
  });

  it('are drawn on one scale, the worst reaching the top', () => {
    const drawn = lines([vintage('2026-01-01', ['0.00', '10.00', '20.00']), vintage('2026-02-01', ['0.00', '10.00'])], 'late30');
    expect(drawn).toEqual(['M6.0 114.0L160.0 60.0L314.0 6.0', 'M6.0 114.0L160.0 60.0']);
  });

  it('lie on the ground where nothing became late', () => {
    expect(lines([vintage('2026-01-01', ['0.00', '0.00'])], 'late90')).toEqual(['M6.0 114.0L314.0 114.0']);
  });
});
