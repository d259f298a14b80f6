// What a person has begun and not sent: forms, photographs. Sealed, his alone, kept until it is sent or he logs out;
// unlike readings it never grows too old to be kept, because the phone has the only copy.
import { all, change, get, put, remove } from './database.ts';
import type { Sealed, Vault } from './vault.ts';

interface Row {
  staff: string;
  name: string;
  at: number;
  sealed: Sealed;
}

/** Everything of his whose name begins so. */
const named = (staff: string, begin: string): IDBKeyRange =>
  IDBKeyRange.bound([staff, begin], [staff, `${begin}\uffff`]);

export class Drafts {
  readonly vault: Vault;

  constructor(vault: Vault) {
    this.vault = vault;
  }

  /** Raises StorageError, and then what was kept before stands. */
  async keep(name: string, value: unknown): Promise<void> {
    await put('work', await this.row(name, value));
  }

  /** Keeps it if it is still there. False when it was dropped, or the phone was wiped, in the meantime. */
  async replace(name: string, value: unknown): Promise<boolean> {
    const row = await this.row(name, value);
    return (await change<Row>('work', [row.staff, name], (old) => old && row)) !== undefined;
  }

  /** Null when there is none, or none that can be opened any more. */
  async find<Value>(name: string): Promise<Value | null> {
    const row = await get<Row>('work', [this.vault.staff, name]);
    return row ? ((await this.vault.open(row.sealed)) as Value | null) : null;
  }

  async findAll<Value>(begin: string): Promise<Value[]> {
    const rows = await all<Row>('work', named(this.vault.staff, begin));
    const opened = await Promise.all(rows.map((row) => this.vault.open(row.sealed)));
    return opened.filter((value) => value !== null) as Value[];
  }

  drop(name: string): Promise<void> {
    return remove('work', [this.vault.staff, name]);
  }

  private async row(name: string, value: unknown): Promise<Row> {
    return { staff: this.vault.staff, name, at: Date.now(), sealed: await this.vault.seal(value) };
  }
}
