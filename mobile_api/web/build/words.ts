// Gives the words of the staff app short keys. A key is renamed where the sources only ever say it out loud, as in
// t('loanTitle'): one that is kept in a variable, put together, or named by the server keeps its name.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, type Plugin } from 'vite';

interface Node {
  type: string;
  start: number;
  end: number;
  [part: string]: unknown;
}
interface Edit {
  start: number;
  end: number;
  text: string;
}

const TABLES = /[\\/]i18n[\\/]tables[\\/](zh|en)[\\/]/;
const WORDLESS = /[\\/]generated[\\/]/;
const SAYS = new Set(['t', 'words']);

const isSource = (path: string): boolean => /\.tsx?$/.test(path) && !WORDLESS.test(path);

const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sources(path) : isSource(path) ? [path] : [];
  });

const isNode = (value: unknown): value is Node => typeof (value as Node | null)?.type === 'string';

const inner = (node: Node): Node[] => Object.values(node).flat().filter(isNode);

const walk = (node: Node, see: (node: Node) => void): void => {
  see(node);
  for (const part of inner(node)) walk(part, see);
};

const parsed = (path: string, code: string): Node => parseSync(path, code).program as unknown as Node;

/** The literals that an expression may come to: itself, or the branches of a condition. */
const said = (node: Node): Node[] =>
  node.type === 'ConditionalExpression'
    ? [...said(node.consequent as Node), ...said(node.alternate as Node)]
    : node.type === 'Literal' && typeof node.value === 'string'
      ? [node]
      : [];

const literalsSaid = (program: Node): Node[] => {
  const found: Node[] = [];
  walk(program, (node) => {
    const first = node.type === 'CallExpression' && (node.arguments as Node[])[0];
    if (first && SAYS.has((node.callee as Node).name as string)) found.push(...said(first));
  });
  return found;
};

const keysOf = (program: Node): Node[] => {
  const found: Node[] = [];
  walk(program, (node) => {
    if (node.type === 'Property') found.push(node.key as Node);
  });
  return found;
};
const nameOf = (key: Node): string => String(key.name ?? key.value);

/** New names by the old ones, the same in every build of the same sources. */
export const shortNames = (folder: string): Map<string, string> => {
  const words = new Set<string>();
  const loud = new Map<string, number>();
  const all = new Map<string, number>();
  const count = (into: Map<string, number>, name: string): void => void into.set(name, (into.get(name) ?? 0) + 1);
  for (const path of sources(folder)) {
    const program = parsed(path, readFileSync(path, 'utf8'));
    if (TABLES.test(path)) for (const key of keysOf(program)) words.add(nameOf(key));
    else {
      for (const literal of literalsSaid(program)) count(loud, literal.value as string);
      walk(program, (node) => {
        if (node.type === 'Literal' && typeof node.value === 'string') count(all, node.value);
      });
    }
  }
  const renamed = [...words].filter((name) => loud.has(name) && loud.get(name) === all.get(name));
  return new Map(renamed.map((name, number) => [name, String(number)]));
};

const edited = (code: string, edits: Edit[]): string => {
  let text = code;
  for (const { start, end, text: put } of edits.sort((a, b) => b.start - a.start))
    text = text.slice(0, start) + put + text.slice(end);
  return text;
};

/** The same module with short names, in tables as numbers and in calls as numbers. */
export const shorten = (code: string, path: string, names: Map<string, string>): string => {
  const program = parsed(path, code);
  const isTable = TABLES.test(path);
  return edited(
    code,
    (isTable ? keysOf(program) : literalsSaid(program)).flatMap(({ start, end, ...node }) => {
      const text = names.get(isTable ? nameOf(node as Node) : (node.value as string));
      return text === undefined ? [] : [{ start, end, text }];
    }),
  );
};

export const shortWords = (folder: string): Plugin => {
  let names = new Map<string, string>();
  return {
    name: 'jiedai-words',
    apply: 'build',
    enforce: 'pre',
    buildStart() {
      names = shortNames(folder);
    },
    transform(code, path) {
      if (!path.startsWith(folder) || !isSource(path)) return null;
      return { code: shorten(code, path, names), map: null };
    },
  };
};
