// Prints what the built app weighs, packed with brotli as it is sent: `npm run weigh`, after a build.
// tests/mobile_api/web/test_build.py holds the same parts to their limits.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../static', import.meta.url));
const worker = readFileSync(`${root}/sw.js`, 'utf8');
const isCustomers = (name) => /^(?!index).*\.html$/.test(name) || (/\.(js|css)$/.test(name) && name !== 'sw.js' && !worker.includes(name));
const KINDS = [
  ["customers' pages", isCustomers],
  ['first page', (name) => /^index[-.]/.test(name)],
  ['English words', (name) => name.startsWith('staff-en-')],
  ['wide desk', (name) => name.startsWith('wide-')],
  ['later parts', (name) => /-[\w-]{8}\.(js|css)$/.test(name)],
  ['worker, icon, manifest', () => true],
];
const APART = ['English words', 'wide desk'];

const packed = (folder) =>
  readdirSync(`${root}/${folder}`)
    .filter((name) => name.endsWith('.br') && !name.startsWith('graphiql'))
    .map((name) => ({
      name: name.slice(0, -3),
      bytes: statSync(`${root}/${folder}/${name}`).size,
      plain: statSync(`${root}/${folder}/${name.slice(0, -3)}`).size,
    }));

const files = [...packed('.'), ...packed('assets')];
const line = (name, bytes, plain) => console.log(`${name.padEnd(34)}${String(plain).padStart(9)}${String(bytes).padStart(9)}`);
const sum = (list, part) => list.reduce((total, file) => total + file[part], 0);
let staff = 0;
let phone = 0;
console.log(`${''.padEnd(34)}${'plain'.padStart(9)}${'brotli'.padStart(9)}`);
for (const [kind, isOne] of KINDS) {
  const own = files.filter((file) => KINDS.find(([, each]) => each(file.name))[1] === isOne);
  line(kind, sum(own, 'bytes'), sum(own, 'plain'));
  for (const file of own.sort((a, b) => b.bytes - a.bytes)) line(`  ${file.name}`, file.bytes, file.plain);
  if (isOne !== isCustomers) staff += sum(own, 'bytes');
  if (isOne !== isCustomers && !APART.includes(kind)) phone += sum(own, 'bytes');
}
line('on a phone, in Chinese', phone, '');
line('the staff app, all of it', staff, '');
