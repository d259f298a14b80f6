import { expect, test } from 'vitest';
import { filtersOf, lineOf, monthBefore, monthOf, spots } from '../src/screens/dashboard/pure.ts';
import { toneOf } from '../src/screens/dashboard/figures.ts';

test('a line is parted where nobody looked', () => {
  const found = spots([null, 1, 2, null, 4]);
  expect(found.map((spot) => spot !== null)).toEqual([false, true, true, false, true]);
  expect(lineOf(found).match(/M/g)).toHaveLength(2);
});

test('the greatest value is at the top and nought at the bottom', () => {
  const found = spots([0, 50, 100]);
  expect(found.map((spot) => spot!.y)).toEqual([90, 48, 6]);
  expect(spots([7]).every((spot) => Number.isFinite(spot!.x))).toBe(true);
  expect(spots([0, 0])).toHaveLength(2);
});

test('only filters that a list takes come from the address', () => {
  const query = new URLSearchParams('state=ACTIVE,CLOSED&pastDueOver=30&since=2026-03-01&evil=1');
  expect(filtersOf(query, ['state', 'pastDueOver', 'since'])).toEqual({
    state: ['ACTIVE', 'CLOSED'],
    pastDueOver: 30,
    since: '2026-03-01',
  });
  expect(filtersOf(new URLSearchParams('pastDueOver=x'), ['pastDueOver'])).toEqual({});
});

test('more money out is good, more arrears are not, and what is neither has no colour', () => {
  expect([toneOf('disbursed', '0.1'), toneOf('par30', '0.1'), toneOf('par30', '-0.1'), toneOf('decided', '0.1')]).toEqual([
    'tone-ok',
    'tone-bad',
    'tone-ok',
    'muted',
  ]);
});

test('a month is from its first day to its last', () => {
  expect(monthOf('2028-02-11')).toEqual(['2028-02-01', '2028-02-29']);
  expect(monthBefore('2026-01-31')).toBe('2025-12-01');
});
