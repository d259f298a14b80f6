/// <reference types="vitest/config" />
// One build, three pages (staff app, signing page, the demo's "customer's phone") and one service worker.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { precache } from './build/precache.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [precache({ worker: 'sw.js', page: 'index.html' })],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: here('../static'),
    emptyOutDir: true,
    target: ['chrome87', 'safari14'],
    modulePreload: { polyfill: false },
    // A data: URI would need its own hole in the content security policy.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rollupOptions: {
      input: {
        index: here('index.html'),
        sign: here('sign.html'),
        phone: here('phone.html'),
        sw: here('src/worker/sw.ts'),
      },
      output: {
        // The worker keeps its name, so that its scope and its registration survive every release.
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: { proxy: { '/graphql': { target: 'http://127.0.0.1:8000', ws: true }, '/api': 'http://127.0.0.1:8000' } },
  test: { include: ['unit/**/*.test.ts'] },
});
