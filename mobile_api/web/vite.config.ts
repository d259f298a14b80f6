/// <reference types="vitest/config" />
// Two builds into one folder, so that each page fetches one script and one style sheet: the staff app with its service
// worker (`vite build`), then the signing page and the demo's phone (`vite build --mode public`).
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { precache } from './build/precache.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const STAFF = { index: here('index.html'), sw: here('src/worker/sw.ts') };
const PUBLIC = { sign: here('sign.html'), phone: here('phone.html') };

export default defineConfig(({ mode }) => {
  const isPublic = mode === 'public';
  return {
    plugins: isPublic ? [] : [precache({ worker: 'sw.js', page: 'index.html' })],
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: here('../static'),
      emptyOutDir: !isPublic,
      copyPublicDir: !isPublic,
      target: ['chrome87', 'safari14'],
      modulePreload: { polyfill: false },
      // A data: URI would need its own hole in the content security policy.
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      rollupOptions: {
        input: isPublic ? PUBLIC : STAFF,
        output: {
          // The worker keeps its name, so that its scope and its registration survive every release.
          entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        },
      },
    },
    server: { proxy: { '/graphql': { target: 'http://127.0.0.1:8000', ws: true }, '/api': 'http://127.0.0.1:8000' } },
    test: { include: ['unit/**/*.test.ts'] },
  };
});
