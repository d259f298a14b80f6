// Leaves for the server what it paints the first list with: the words of both languages, the icons. See
// mobile_api/first_list.py.
import type { Plugin } from 'vite';
import { ICON_PATHS } from '../src/components/icons.tsx';
import { staffEn } from '../src/i18n/tables/staff-en.ts';
import { staffZh } from '../src/i18n/tables/staff-zh.ts';

const KEYS = new Set([
  'batchLink',
  'debtRatio',
  'dueIn',
  'exposureAfter',
  'findings',
  'inHandsOf',
  'inboxPolling',
  'inboxTitle',
  'months',
  'nameUnknown',
  'overdueSince',
  'pileLink',
  'unknownFigure',
  'urged',
  'votesOf',
  'waitingCount',
]);
const GROUPS = /^(Tier|purpose)\./;

const chosen = (table: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(table).filter(([key]) => KEYS.has(key) || GROUPS.test(key)));

export const firstWords = (): Plugin => ({
  name: 'jiedai-first-words',
  apply: 'build',
  generateBundle() {
    const zh = chosen(staffZh);
    const missing = [...KEYS].filter((key) => !(key in zh));
    if (missing.length > 0) throw new Error(`no words for the first list: ${missing.join(', ')}`);
    const { refresh, warn } = ICON_PATHS;
    const source = JSON.stringify({ zh, en: chosen(staffEn), icons: { refresh, warn } });
    this.emitFile({ type: 'asset', fileName: 'first.json', source });
  },
});
