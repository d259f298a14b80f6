// The phone's own database: four drawers, opened once, closed when another tab wants it gone.
// Own code, because a wrapper costs more than the forty lines that are used of it.

export type Drawer = 'keys' | 'kept' | 'outbox' | 'work';

const NAME = 'jiedai';
const VERSION = 2;
const NAMED = ['staff', 'name'];
const PATHS: Record<Drawer, string | string[]> = { keys: 'staff', kept: NAMED, outbox: 'key', work: NAMED };

const answered = <Value>(request: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error as Error);
  });

/** A browser without storage, or one whose storage is full or switched off. */
export class StorageError extends Error {
  constructor(reason: unknown) {
    super(reason instanceof Error ? reason.message : String(reason));
    this.name = 'StorageError';
  }
}

let opened: Promise<IDBDatabase> | null = null;

const open = async (): Promise<IDBDatabase> => {
  const request = indexedDB.open(NAME, VERSION);
  request.onupgradeneeded = () => {
    const { objectStoreNames } = request.result;
    for (const [name, keyPath] of Object.entries(PATHS))
      if (!objectStoreNames.contains(name)) request.result.createObjectStore(name, { keyPath });
  };
  const database = await answered(request);
  const forget = (): void => {
    opened = null;
  };
  database.onversionchange = () => {
    database.close();
    forget();
  };
  database.onclose = forget;
  return database;
};

/** Runs `work` on a drawer in one transaction. Resolves once it is on disk. Raises StorageError. */
const within = async <Value>(
  drawer: Drawer,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<Value>,
): Promise<Value> => {
  try {
    opened ??= open();
    const transaction = (await opened).transaction(drawer, mode, { durability: 'strict' });
    const over = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error as Error);
    });
    const [value] = await Promise.all([answered(work(transaction.objectStore(drawer))), over]);
    return value;
  } catch (error) {
    opened = null;
    throw new StorageError(error);
  }
};

export const put = async (drawer: Drawer, row: object): Promise<void> => {
  await within(drawer, 'readwrite', (store) => store.put(row));
};

/**
 * Reads a row and writes what `next` makes of it, in one transaction that no other tab comes between: null removes it,
 * undefined leaves it. Gives what stands afterwards.
 */
export const change = async <Row extends object>(
  drawer: Drawer,
  key: IDBValidKey,
  next: (row: Row | undefined) => Row | null | undefined,
): Promise<Row | undefined> => {
  let stands: Row | undefined;
  await within(drawer, 'readwrite', (store) => {
    const look = store.get(key) as IDBRequest<Row | undefined>;
    look.addEventListener('success', () => {
      const made = next(look.result);
      stands = made === undefined ? look.result : (made ?? undefined);
      if (made === null) store.delete(key);
      else if (made !== undefined) store.put(made);
    });
    return look;
  });
  return stands;
};

export const get = async <Row>(drawer: Drawer, key: IDBValidKey): Promise<Row | undefined> =>
  (await within(drawer, 'readonly', (store) => store.get(key))) as Row | undefined;

export const all = async <Row>(drawer: Drawer, range?: IDBKeyRange): Promise<Row[]> =>
  (await within(drawer, 'readonly', (store) => store.getAll(range))) as Row[];

export const remove = async (drawer: Drawer, key: IDBValidKey): Promise<void> => {
  await within(drawer, 'readwrite', (store) => store.delete(key));
};

export const empty = async (drawer: Drawer): Promise<void> => {
  await within(drawer, 'readwrite', (store) => store.clear());
};
