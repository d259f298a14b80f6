// Errands: several things to be sent one after the other, where a later one needs what the server told of an earlier
// one. Kept on the phone step by step, so that a cut, a reload or a closed tab loses nothing and doubles nothing.
import { RefusedError, UnclearError } from '../api/errors.ts';
import { newKey } from '../api/intents.ts';
import type { Drafts } from './drafts.ts';
import type { State, Word } from './outbox.ts';
import { verdict } from './sending.ts';

export interface Step {
  /** The request key: the same from the first try to the last. */
  key: string;
  does: string;
  /** May hold places to fill in: "@customer" stands for what an earlier step was told under that name. */
  input: Record<string, unknown>;
}

export type Told = Record<string, unknown>;
export type Kind = 'photo' | 'application' | 'visit';

export interface Errand {
  key: string;
  number: number;
  kind: Kind;
  state: State;
  at: number;
  since: number;
  who: string;
  amount: string;
  steps: Step[];
  /** How many of them the server has confirmed. */
  done: number;
  told: Told;
  word: Word | null;
  /** What the person typed, to be opened again when the server refuses it. */
  form: unknown;
}

export type Wanted = Pick<Errand, 'kind' | 'who' | 'amount' | 'steps'> & Partial<Pick<Errand, 'told' | 'form'>>;

/** The server has it and is still at it: to be asked again in a while, and nothing is wrong. */
export class WaitError extends Error {}

export const step = (does: string, input: Record<string, unknown> = {}): Step => ({ key: newKey(), does, input });

const OVER = new Set<State>(['done', 'conflict', 'refused']);
export const isUnderway = (errand: Errand): boolean => !OVER.has(errand.state);

/** `input` with every place filled in. Raises an error where one was never told: the steps are in a wrong order. */
export const filled = (value: unknown, told: Told): unknown => {
  if (typeof value === 'string' && value.startsWith('@')) {
    if (!(value.slice(1) in told)) throw new RangeError(value);
    return told[value.slice(1)];
  }
  if (Array.isArray(value)) return value.map((one) => filled(one, told));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, filled(inner, told)]));
};

const nameOf = (key: string): string => `errand:${key}`;

export class Errands {
  readonly drafts: Drafts;
  private readonly now: () => number;

  constructor(drafts: Drafts, now: () => number = Date.now) {
    this.drafts = drafts;
    this.now = now;
  }

  get staff(): string {
    return this.drafts.vault.staff;
  }

  /** One's own, the oldest first. */
  async all(): Promise<Errand[]> {
    return (await this.drafts.findAll<Errand>('errand:')).sort((a, b) => a.number - b.number);
  }

  /** Keeps an errand. Raises StorageError, and then nothing is kept. */
  async add(wanted: Wanted): Promise<Errand> {
    const number = Math.max(0, ...(await this.all()).map((one) => one.number)) + 1;
    const at = this.now();
    const fresh = { key: newKey(), number, state: 'stored', at, since: at, done: 0, word: null } as const;
    const errand: Errand = { told: {}, form: null, ...wanted, ...fresh };
    await this.drafts.keep(nameOf(errand.key), errand);
    return errand;
  }

  /** Writes what has become of it. Null when it was dropped, or the phone was wiped, in the meantime. */
  async mark(errand: Errand, change: Partial<Errand>): Promise<Errand | null> {
    const marked = { ...errand, ...change, since: this.now() };
    return (await this.drafts.replace(nameOf(errand.key), marked)) ? marked : null;
  }

  find(key: string): Promise<Errand | null> {
    return this.drafts.find<Errand>(nameOf(key));
  }

  drop(key: string): Promise<void> {
    return this.drafts.drop(nameOf(key));
  }
}

export type Deliver = (step: Step, input: Record<string, unknown>, errand: Errand) => Promise<Told>;

/** One errand as far as it goes now. False when nobody answers, and nothing else needs to be tried. */
const carryOne = async (
  book: Errands,
  begun: Errand,
  deliver: Deliver,
  told: () => Promise<void>,
): Promise<boolean> => {
  let errand = await book.mark(begun, { state: 'sending', word: null });
  await told();
  try {
    while (errand && errand.done < errand.steps.length) {
      const next = errand.steps[errand.done]!;
      const input = filled(next.input, errand.told) as Record<string, unknown>;
      const news = await deliver(next, input, errand);
      errand = await book.mark(errand, { done: errand.done + 1, told: { ...errand.told, ...news } });
    }
    if (errand) await book.mark(errand, { state: 'done' });
    return true;
  } catch (error) {
    if (error instanceof WaitError) return true;
    if (!(error instanceof RefusedError || error instanceof UnclearError)) throw error;
    const state = verdict(error);
    const word = error instanceof RefusedError && state !== null ? { code: error.code, ...error.told } : null;
    if (errand) await book.mark(errand, { state: state ?? 'stored', word });
    return state !== null;
  } finally {
    await told();
  }
};

/** Carries what is underway, in its order. True when nothing is left to be tried again. */
export const carry = async (book: Errands, deliver: Deliver, told: () => Promise<void>): Promise<boolean> => {
  for (const { key } of (await book.all()).filter(isUnderway)) {
    const errand = await book.find(key); // as it is by now: the person may have dropped or mended it
    if (errand && isUnderway(errand) && !(await carryOne(book, errand, deliver, told))) return false;
  }
  return !(await book.all()).some(isUnderway);
};
