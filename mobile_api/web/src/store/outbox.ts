// The outbox: what a person has decided, written to the phone before the screen moves, sent in its order when it can be.
// A state says only what is known: "done" is the server's word, never a hope.
import { newKey } from '../api/intents.ts';
import { all, change, put, remove } from './database.ts';
import type { Sealed, Vault } from './vault.ts';

/** held: can be taken back · stored: on this phone · sending · done, conflict, refused: the server's last word. */
export type State = 'held' | 'stored' | 'sending' | 'done' | 'conflict' | 'refused';

export interface Content {
  caseId: string;
  applicationId: string;
  /** What the list says of it: who, and the amount as a decimal. */
  who: string;
  amount: string;
  decision: string;
  input: Record<string, unknown>;
  /** Decisions that were taken together go in one request: its key. Each of them stands or falls by itself. */
  batch?: string;
}

export interface Word {
  code: string;
  zh: string;
  en: string;
}

export interface Item {
  /** The idempotency key: the same from the first try to the last. */
  key: string;
  number: number;
  state: State;
  /** When the person decided, by this phone's clock. */
  at: number;
  sendFrom: number;
  /** When the state was written. */
  since: number;
  content: Content;
  word: Word | null;
}

interface Row extends Omit<Item, 'content' | 'word'> {
  staff: string;
  sealed: Sealed;
}

export const UNDO_MS = 4000;
const DAY_MS = 86_400_000;
const OVER: ReadonlySet<State> = new Set(['done', 'conflict', 'refused']);

/** True while the server has not had its last word. */
export const isOpen = (item: Item): boolean => !OVER.has(item.state);

/** True while it can be taken back. A clock that is before the decision was set back: nothing waits for it again. */
export const isHeld = (item: Item, now: number): boolean =>
  item.state === 'held' && item.at <= now && now < item.sendFrom;

/** True where what was read from the server at `readAt` may not tell of the decision yet. */
export const isUntold = (item: Item, readAt: number): boolean =>
  isOpen(item) || (item.state === 'done' && item.since >= readAt);

export class Outbox {
  private readonly vault: Vault;
  private readonly now: () => number;

  constructor(vault: Vault, now: () => number = Date.now) {
    this.vault = vault;
    this.now = now;
  }

  get staff(): string {
    return this.vault.staff;
  }

  /** One's own, in the order in which they were decided. What cannot be opened any more is left out. */
  async items(): Promise<Item[]> {
    const rows = (await all<Row>('outbox')).filter((row) => row.staff === this.vault.staff);
    const opened = await Promise.all(rows.map((row) => this.read(row)));
    return opened.filter((item): item is Item => item !== null).sort((a, b) => a.number - b.number);
  }

  /** Keeps a decision; it may be taken back for `holdMs`. Raises StorageError, and then nothing is kept. */
  async add(content: Content, holdMs = UNDO_MS): Promise<Item> {
    const number = Math.max(0, ...(await all<Row>('outbox')).map((row) => row.number)) + 1;
    const at = this.now();
    const state: State = holdMs > 0 ? 'held' : 'stored';
    const item: Item = { key: newKey(), number, state, at, sendFrom: at + holdMs, since: at, content, word: null };
    await put('outbox', await this.seal(item));
    return item;
  }

  /** Takes a held decision back. False when it is on its way already. */
  async takeBack(key: string): Promise<boolean> {
    let gone = false;
    await change<Row>('outbox', key, (row) => {
      gone = row?.state === 'held' && row.staff === this.vault.staff;
      return gone ? null : undefined;
    });
    return gone;
  }

  /** Writes an item's new state. Null when it was taken back, or the phone was wiped, in the meantime. */
  async mark(item: Item, state: State, word: Word | null = null): Promise<Item | null> {
    const marked = { ...item, state, word, since: this.now() };
    const sealed = await this.seal(marked);
    return (await change<Row>('outbox', item.key, (row) => row && sealed)) ? marked : null;
  }

  /** Removes one that is over: the person has seen what came of it. */
  async drop(key: string): Promise<void> {
    await change<Row>('outbox', key, (row) =>
      row && row.staff === this.vault.staff && OVER.has(row.state) ? null : undefined,
    );
  }

  /** What took effect more than a day ago is not shown any more. */
  async tidy(): Promise<void> {
    for (const item of await this.items()) {
      if (item.state === 'done' && this.now() - item.at > DAY_MS) await remove('outbox', item.key);
    }
  }

  private async seal({ content, word, ...plain }: Item): Promise<Row> {
    return { ...plain, staff: this.vault.staff, sealed: await this.vault.seal({ content, word }) };
  }

  private async read({ staff: _staff, sealed, ...plain }: Row): Promise<Item | null> {
    const inner = (await this.vault.open(sealed)) as Pick<Item, 'content' | 'word'> | null;
    return inner && { ...plain, ...inner };
  }
}
