import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { publicEn } from '../src/i18n/tables/public-en.ts';
import { publicZh } from '../src/i18n/tables/public-zh.ts';
import { staffEn } from '../src/i18n/tables/staff-en.ts';

// all the parts of the staff app's Chinese, those that come with later screens too
const parts = import.meta.glob<Record<string, Record<string, string>>>('../src/i18n/tables/zh/*.ts', { eager: true });
const staffZh: Record<string, string> = Object.assign({}, ...Object.values(parts).flatMap(Object.values));
const TABLES: [string, Record<string, string>, Record<string, string>][] = [
  ['staff', staffZh, staffEn],
  ['public', publicZh, publicEn],
];
const places = (text: string): string[] => [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name ?? '').sort();

describe.each(TABLES)('the %s words', (_name, zh, en) => {
  it('have every key in both languages, none empty', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
    for (const text of [...Object.values(zh), ...Object.values(en)]) expect(text.trim()).not.toBe('');
  });

  it('leave the same places to fill in both languages', () => {
    for (const [key, text] of Object.entries(zh)) {
      expect([key, [...new Set(places(en[key]!))]]).toEqual([key, [...new Set(places(text))]]);
    }
  });

  it('are Chinese in Chinese and not in English', () => {
    for (const [key, text] of Object.entries(en)) expect([key, /[\u4e00-\u9fff]/.test(text)]).toEqual([key, false]);
    const chinese = Object.values(zh).filter((text) => /[\u4e00-\u9fff]/.test(text));
    expect(chinese.length).toBe(Object.keys(zh).length);
  });
});

describe('the tables of the staff app', () => {
  it('say each word once, for what is loaded later would take the place of what was loaded first', () => {
    const keys = Object.values(parts).flatMap((table) => Object.values(table).flatMap(Object.keys));
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });
});

describe('the values that the server names', () => {
  const generated = readFileSync(new URL('../src/generated/operations.ts', import.meta.url), 'utf8');
  const enums = [...generated.matchAll(/^export type (\w+) = ((?:'\w+'(?: \| )?)+);$/gm)];

  it('are found in the generated operations', () => {
    expect(enums.map(([, name]) => name)).toContain('ApplicationState');
  });

  // what the app and the server say to each other, and nobody reads: a refusal brings its own sentence
  const asked = new Set(['AmountOrder', 'ErrorCode', 'HandoverKind', 'ListOrder', 'PasskeyPurpose', 'StaffOrder']);

  it.each(enums.filter(([, name]) => !asked.has(name!)).map(([, name, values]): [string, string] => [name!, values!]))(
    'of %s all have words',
    (name, values) => {
      for (const [, value] of values.matchAll(/'(\w+)'/g)) expect(Object.keys(staffZh)).toContain(`${name}.${value}`);
    },
  );
});
