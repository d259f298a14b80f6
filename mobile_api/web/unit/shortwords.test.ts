import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { shorten, shortNames } from '../build/words.ts';

const folder = fileURLToPath(new URL('../src', import.meta.url));
const names = shortNames(folder);

describe('the short keys of the build', () => {
  it('stand for most of what is said outright, each for one', () => {
    expect(names.size).toBeGreaterThan(800);
    expect(new Set(names.values()).size).toBe(names.size);
    expect(names.has('lawMend')).toBe(true);
  });

  it('leave alone what the server names, what is kept in a variable, and what is put together', () => {
    for (const kept of ['ApplicationState.SUBMITTED', 'tabInbox', 'AlertUnit.days']) expect(names.has(kept)).toBe(false);
  });

  it('are put into calls and tables alike', () => {
    const some = new Map([['loanTitle', '7']]);
    expect(shorten("export const a = { loanTitle: '贷款', other: 'b' };", '/src/i18n/tables/zh/loans.ts', some)).toBe(
      "export const a = { 7: '贷款', other: 'b' };",
    );
    expect(shorten("<i name='loanTitle'>{t(isOld ? 'loanTitle' : 'other', { n })}</i>", '/src/a.tsx', some)).toBe(
      "<i name='loanTitle'>{t(isOld ? 7 : 'other', { n })}</i>",
    );
  });
});
