// Languages: one signal for the choice, one table for the words of the running page, Intl for the rest.
import { signal } from '@preact/signals';

export type Language = 'zh' | 'en';
export type Params = Record<string, string | number>;
export type Table = Record<string, string>;

const STORED = 'jiedai.language';
const LOCALES: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };

const initial = (): Language => {
  try {
    return localStorage.getItem(STORED) === 'en' ? 'en' : 'zh';
  } catch {
    return 'zh'; // storage refused (private mode): Chinese is the default
  }
};

export const language = signal<Language>(initial());
const table = signal<Table>({});
const later: Table = {};

/** Chinese words that came with the screens that need them; a table of another language holds all of its own. */
export const addWords = (more: Table): void => void Object.assign(later, more);

export const locale = (): string => LOCALES[language.value];

type Loader = (chosen: Language) => Promise<Table> | Table;
let load: Loader = () => ({});

/** Shows the page in `chosen`; the words come first, so that no screen is ever half translated. */
export const setLanguage = async (chosen: Language): Promise<void> => {
  table.value = await load(chosen);
  language.value = chosen;
  document.documentElement.lang = LOCALES[chosen];
  try {
    localStorage.setItem(STORED, chosen);
  } catch {
    // the choice then lasts as long as the page
  }
};

export const startLanguage = async (loader: Loader): Promise<void> => {
  load = loader;
  await setLanguage(language.value);
};

const PLURAL = /\{(\w+)\|([^|}]*)\|([^}]*)\}/g;
const PLAIN = /\{(\w+)\}/g;

/** Fills `{name}` and `{name|one|many}`. */
export const fill = (text: string, params: Params): string =>
  text
    .replace(PLURAL, (_all, name: string, one: string, many: string) => (Number(params[name]) === 1 ? one : many))
    .replace(PLAIN, (all, name: string) => (name in params ? String(params[name]) : all));

/** The words of `key`; a key without words shows itself, which the completeness test makes impossible. */
export const words = (key: string, params: Params = {}): string =>
  fill(table.value[key] ?? later[key] ?? key, params);

export const hasWords = (key: string): boolean => key in table.value || key in later;
