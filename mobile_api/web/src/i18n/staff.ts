// The staff app's words. English is fetched only when it is chosen.
import { hasWords, words, type Language, type Params, type Table } from './core.ts';
import { staffZh, type StaffKey } from './tables/staff-zh.ts';

export const staffTable = async (chosen: Language): Promise<Table> =>
  chosen === 'zh' ? staffZh : (await import('./tables/staff-en.ts')).staffEn;

export const t = (key: StaffKey, params: Params = {}): string => words(key, params);

/** The words of a value the server names ("state" + "SUBMITTED"); an unknown one is shown as it came. */
export const label = (group: string, value: string): string => {
  const key = `${group}.${value}`;
  return hasWords(key) ? words(key) : value;
};
