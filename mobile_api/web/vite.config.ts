/// <reference types="vitest/config" />
// Three builds into one folder, so that each page fetches one script and one style sheet: the staff app with its service
// worker (`vite build`), then the signing page and the demo's phone (`--mode public`), then the demo's GraphiQL, which
// has a folder of its own (`--mode graphiql`).
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { firstWords } from './build/first.ts';
import { customersHead } from './build/head.ts';
import { precache } from './build/precache.ts';
import { shortWords } from './build/words.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const STAFF = { index: here('index.html'), sw: here('src/worker/sw.ts') };
const PUBLIC = { sign: here('sign.html'), mine: here('mine.html'), offer: here('offer.html'), phone: here('phone.html') };
const GRAPHIQL = { graphiql: here('graphiql.html') };

export default defineConfig(({ mode }) => {
  const isStaff = mode !== 'public' && mode !== 'graphiql';
  const folder = mode === 'graphiql' ? 'graphiql' : 'assets';
  return {
    plugins: isStaff
      ? [shortWords(here('src')), precache({ worker: 'sw.js', page: 'index.html' }), firstWords()]
      : mode === 'public'
        ? [customersHead()]
        : [],
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: here('../static'),
      emptyOutDir: isStaff,
      copyPublicDir: isStaff,
      assetsDir: folder,
      target: ['chrome87', 'safari14'],
      modulePreload: { polyfill: false },
      // A data: URI would need its own hole in the content security policy.
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      rollupOptions: {
        input: { public: PUBLIC, graphiql: GRAPHIQL }[mode] ?? STAFF,
        output: {
          // All that the first page needs lies in its one script, however many parts are loaded later and share some
          // of it: left alone, the bundler takes what they share out, and the first page would fetch two. What only the
          // later parts share is one file, for many small ones pack badly.
          codeSplitting: isStaff
            ? {
                groups: [
                  { name: 'index', test: /src\/main\.tsx$/, priority: 1 },
                  { name: 'shared', minShareCount: 2 },
                ],
              }
            : true,
          // The worker keeps its name, so that its scope and its registration survive every release.
          entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : `${folder}/[name]-[hash].js`),
        },
      },
    },
    server: { proxy: { '/graphql': { target: 'http://127.0.0.1:8000', ws: true }, '/api': 'http://127.0.0.1:8000' } },
    test: { include: ['unit/**/*.test.ts'] },
  };
});
