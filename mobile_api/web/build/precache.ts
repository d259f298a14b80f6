// Writes into the service worker the list of files that a first visit fetches, and a version made from their names.
// The names carry content hashes, so the version changes exactly when the app does.
import { createHash } from 'node:crypto';
import type { Plugin, Rolldown } from 'vite';

interface Options {
  worker: string;
  page: string;
}

const MARK = '__PRECACHE__';
const VERSION_MARK = '__VERSION__';

const shellFiles = (bundle: Rolldown.OutputBundle, worker: string): string[] =>
  Object.keys(bundle)
    .filter((name) => name !== worker && name.startsWith('assets/'))
    .sort();

export const precache = ({ worker, page }: Options): Plugin => ({
  name: 'jiedai-precache',
  apply: 'build',
  enforce: 'post',
  generateBundle(_options, bundle) {
    const chunk = bundle[worker];
    if (chunk?.type !== 'chunk') throw new Error(`the build produced no ${worker}`);
    const html = bundle[page];
    if (html?.type !== 'asset') throw new Error(`the build produced no ${page}`);
    const files = shellFiles(bundle, worker);
    const version = createHash('sha256')
      .update(files.join('\n'))
      .update(String(html.source))
      .digest('hex')
      .slice(0, 12);
    if (!chunk.code.includes(MARK)) throw new Error(`${worker} has no place for the file list`);
    chunk.code = chunk.code.replace(MARK, files.map((name) => `/${name}`).join(' ')).replace(VERSION_MARK, version);
  },
});
