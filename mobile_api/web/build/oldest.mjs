// Whether the built scripts keep to the syntax of the oldest browsers that the app promises (vite.config.ts: target):
// each is printed twice, as it is and lowered to them; where the two differ it holds something newer. Prints such files.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'rolldown/utils';

const root = fileURLToPath(new URL('../../static', import.meta.url));
const TARGET = ['chrome87', 'safari14'];
const LOOKBEHIND = /\(\?<[=!]/;

const scripts = ['sw.js', ...readdirSync(`${root}/assets`).map((name) => `assets/${name}`)].filter((name) => name.endsWith('.js'));
const printed = (name, text, target) => transformSync(name, text, { target, sourceType: 'module' }).code;
const newer = scripts.filter((name) => {
  const text = readFileSync(`${root}/${name}`, 'utf8');
  return LOOKBEHIND.test(text) || printed(name, text, 'esnext') !== printed(name, text, TARGET);
});
console.log(JSON.stringify({ looked: scripts.length, newer }));
