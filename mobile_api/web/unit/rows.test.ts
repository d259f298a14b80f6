import { describe, expect, it } from 'vitest';
import { asTsv, slice, step } from '../src/lib/rows.ts';
import { ways } from '../src/lib/ways.ts';

describe('a long table', () => {
  it('draws what is seen and little more, and stands for the rest with empty height', () => {
    for (const count of [0, 1, 7, 50, 4000])
      for (const scrolled of [0, 44, 1000, 176_000]) {
        const view = slice(scrolled, 600, 44, count);
        expect(view.first).toBeGreaterThanOrEqual(0);
        expect(view.last).toBeLessThanOrEqual(count);
        expect(view.last - view.first).toBeLessThanOrEqual(Math.ceil(600 / 44) + 18);
        expect(view.above + view.below + (view.last - view.first) * 44).toBe(count * 44);
      }
    expect(slice(44 * 100, 440, 44, 4000)).toEqual({ first: 92, last: 118, above: 92 * 44, below: (4000 - 118) * 44 });
  });

  it('is walked within its ends', () => {
    expect([step(0, -1, 5), step(0, 1, 5), step(4, 1, 5), step(2, 12, 5)]).toEqual([0, 1, 4, 4]);
  });

  it('is copied as a spreadsheet takes it, and never as a formula', () => {
    const columns = [
      { name: '姓名', text: (row: string[]) => row[0]! },
      { name: '金额', text: (row: string[]) => row[1]! },
    ];
    const rows = [
      ['王*明', '¥1,000.00'],
      ['=HYPERLINK("x")', '-5.00'],
      ['a\tb\nc', '-cmd'],
      ['@x', '+1'],
    ];
    expect(asTsv(columns, rows).split('\n')).toEqual([
      '姓名\t金额',
      '王*明\t¥1,000.00',
      '\'=HYPERLINK("x")\t-5.00',
      "a b c\t'-cmd",
      "'@x\t'+1",
    ]);
  });
});

describe('the way to a customer', () => {
  it('is shown by the place where it is known, else by the address', () => {
    const address = '合肥市 蜀山区 1&2 号';
    const named = encodeURIComponent(address);
    expect(ways({ address, latitude: 31.82, longitude: 117.22 }).map(([, href]) => href)).toEqual([
      `geo:31.82,117.22?q=31.82,117.22(${named})`,
      `https://uri.amap.com/marker?position=117.22,31.82&name=${named}&coordinate=wgs84`,
    ]);
    expect(ways({ address, latitude: null, longitude: null })[0]).toEqual(['serveOwnMap', `geo:0,0?q=${named}`]);
  });
});
