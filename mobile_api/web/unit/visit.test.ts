import { describe, expect, it } from 'vitest';
import { readTaken } from '../src/lib/exif.ts';
import {
  draftOf,
  KINDS,
  lineInput,
  nextMonth,
  visitInput,
  type LineDraft,
} from '../src/screens/visit/model.ts';

const LINE: LineDraft = {
  part: 'SHOP_INCOME',
  kind: 'sales',
  month: '2026-01',
  amount: '8万',
  monthly: '',
  note: ' 旺季 ',
  documentId: null,
};

describe('a line of the sheet', () => {
  it('is sent with its amount in yuan and the first day of its month', () => {
    expect(lineInput(LINE)).toEqual({
      part: 'SHOP_INCOME',
      kind: 'sales',
      amount: '80000.00',
      month: '2026-01-01',
      monthly: null,
      note: '旺季',
      documentId: null,
    });
  });

  it.each([
    { amount: '' },
    { amount: '0' },
    { amount: '0.00' },
    { amount: 'x' },
    { month: '' },
    { month: '2026-1' },
    { part: 'DEBT' as const, kind: 'bank', monthly: '' },
  ])('is not sent while it is open: %o', (change) => {
    expect(lineInput({ ...LINE, ...change })).toBeNull();
  });

  it('has no month where its kind has none, and a debt tells what is paid on it', () => {
    expect(lineInput({ ...LINE, part: 'EVIDENCE', kind: 'stock' })?.month).toBeNull();
    const debt = lineInput({ ...LINE, part: 'DEBT', kind: 'bank', monthly: '0' });
    expect([debt?.month, debt?.monthly]).toEqual([null, '0.00']);
  });

  it('comes in kinds that the server knows by lower-case words', () => {
    for (const kinds of Object.values(KINDS)) for (const kind of kinds) expect(kind).toMatch(/^[a-z_]+$/);
  });
});

describe('a draft', () => {
  it('that is empty says nothing, and nothing is nought', () => {
    const sent = visitInput(draftOf(null));
    expect([sent.place, sent.householdSize, sent.earners, sent.position]).toEqual([null, null, null, null]);
    expect([sent.lines, sent.photos]).toEqual([[], []]);
  });

  it('leaves out what is half typed and keeps the rest', () => {
    const sent = visitInput({
      ...draftOf(null),
      householdSize: '4',
      earners: 'x',
      lines: [LINE, { ...LINE, amount: '' }],
    });
    expect([sent.householdSize, sent.earners, sent.lines?.length]).toEqual([4, null, 1]);
  });
});

describe('the next month', () => {
  const now = new Date(2026, 2, 15);
  it('follows the one before, over the year, and never lies ahead', () => {
    expect(nextMonth('2025-12', now)).toBe('2026-01');
    expect(nextMonth('2026-03', now)).toBe('2026-03');
    expect(nextMonth('', now)).toBe('2025-12');
  });
});

/** A JPEG's beginning with an EXIF block: entries of (tag, type, count, value or bytes), little-endian. */
const jpeg = (
  shot: string,
  offset: string,
  place: [string, number[], string, number[]] | null,
): ArrayBuffer => {
  const bytes = new Uint8Array(1024);
  const view = new DataView(bytes.buffer);
  const tiff = 12;
  let free = 300;
  view.setUint16(0, 0xffd8);
  view.setUint16(2, 0xffe1);
  view.setUint16(4, 1000);
  view.setUint32(6, 0x45786966);
  view.setUint16(tiff, 0x4949);
  view.setUint16(tiff + 2, 42, true);
  view.setUint32(tiff + 4, 8, true);
  const text = (value: string): number => {
    const at = free;
    [...value].forEach((sign, n) => view.setUint8(tiff + at + n, sign.charCodeAt(0)));
    free += value.length + 1;
    return at;
  };
  const entry = (
    directory: number,
    number: number,
    tag: number,
    type: number,
    count: number,
    value: number,
  ): void => {
    const at = tiff + directory + 2 + number * 12;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, count, true);
    view.setUint32(at + 8, value, true);
    view.setUint16(tiff + directory, number + 1, true);
  };
  const degrees = (parts: number[]): number => {
    const at = free;
    parts.forEach((part, n) => {
      view.setUint32(tiff + at + n * 8, Math.round(part * 100), true);
      view.setUint32(tiff + at + n * 8 + 4, 100, true);
    });
    free += 24;
    return at;
  };
  entry(8, 0, 0x8769, 4, 1, 60);
  entry(60, 0, 0x9003, 2, shot.length + 1, text(shot));
  if (offset) entry(60, 1, 0x9011, 2, offset.length + 1, text(offset));
  if (place) {
    entry(8, 1, 0x8825, 4, 1, 120);
    entry(120, 0, 1, 2, 2, place[0].charCodeAt(0));
    entry(120, 1, 2, 5, 3, degrees(place[1]));
    entry(120, 2, 3, 2, 2, place[2].charCodeAt(0));
    entry(120, 3, 4, 5, 3, degrees(place[3]));
  }
  return bytes.buffer;
};

describe('what a camera wrote into a photo', () => {
  it('is read: the instant with its offset, the place in degrees', () => {
    const told = readTaken(
      jpeg('2026:03:01 14:30:00', '+08:00', ['N', [30, 34, 22.13], 'E', [104, 4, 0.48]]),
    );
    expect(told.at?.toISOString()).toBe('2026-03-01T06:30:00.000Z');
    expect(told.latitude).toBeCloseTo(30.572814, 5);
    expect(told.longitude).toBeCloseTo(104.0668, 5);
  });

  it('may lie south and west', () => {
    const told = readTaken(jpeg('2026:03:01 14:30:00', '', ['S', [33, 0, 0], 'W', [70, 30, 0]]));
    expect([told.latitude, told.longitude]).toEqual([-33, -70.5]);
  });

  it('may be nothing, or rotten, and then nothing is told', () => {
    const nothing = { at: null, latitude: null, longitude: null };
    expect(readTaken(new ArrayBuffer(0))).toEqual(nothing);
    expect(readTaken(new Uint8Array([0xff, 0xd8, 0xff, 0xda, 0, 2]).buffer)).toEqual(nothing);
    const rotten = new Uint8Array(jpeg('2026:03:01 14:30:00', '', null));
    for (let cut = 0; cut < 200; cut += 7) expect(() => readTaken(rotten.slice(0, cut).buffer)).not.toThrow();
    expect(readTaken(jpeg('yesterday', '', null))).toEqual(nothing);
  });
});
