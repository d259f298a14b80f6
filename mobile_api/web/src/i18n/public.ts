// The words of the two public pages.
import { hasWords, words, type Language, type Params, type Table } from './core.ts';
import { publicZh, type PublicKey } from './tables/public-zh.ts';

export const publicTable = async (chosen: Language): Promise<Table> =>
  chosen === 'zh' ? publicZh : (await import('./tables/public-en.ts')).publicEn;

export const p = (key: PublicKey, params: Params = {}): string => words(key, params);

export const publicLabel = (group: string, value: string): string => {
  const key = `${group}.${value.toUpperCase()}`;
  return hasWords(key) ? words(key) : value;
};
