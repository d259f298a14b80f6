// One key for each thing a person means to do. A retry of the same action with the same content keeps its key, so
// the server does it once; changed content is another intent and gets another key.

export type MakeKey = () => string;

/** A version-4 UUID; getRandomValues also works where randomUUID does not (plain http in a test network). */
export const newKey: MakeKey = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

interface Intent {
  key: string;
  content: string;
}

const ordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value as Record<string, unknown>).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, inner]) => [name, ordered(inner)]),
  );
};

export class Intents {
  // In memory only: content may hold personal data, which never enters the browser's storage.
  private readonly open = new Map<string, Intent>();
  private readonly makeKey: MakeKey;

  constructor(makeKey: MakeKey = newKey) {
    this.makeKey = makeKey;
  }

  /** The key of `action` (what it does and to which thing), kept while `content` stays the same. */
  keyFor(action: string, content: unknown): string {
    const written = JSON.stringify(ordered(content)) ?? '';
    const known = this.open.get(action);
    if (known?.content === written) return known.key;
    const key = this.makeKey();
    this.open.set(action, { key, content: written });
    return key;
  }

  /** The server has given its final word on `action`: the next time is a new intent. */
  settle(action: string): void {
    this.open.delete(action);
  }

  isOpen(action: string): boolean {
    return this.open.has(action);
  }

  clear(): void {
    this.open.clear();
  }
}
