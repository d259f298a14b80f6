import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { RefusedError, UnclearError } from '../src/api/errors.ts';
import { EMPTY, isWhole, mendedSteps, stepsOf, type Form } from '../src/screens/intake/offline.ts';
import { all } from '../src/store/database.ts';
import { Drafts } from '../src/store/drafts.ts';
import { carry, Errands, filled, step, WaitError, type Deliver, type Errand } from '../src/store/errands.ts';
import { openVault, wipe } from '../src/store/vault.ts';

const nobody = async (): Promise<void> => undefined;
const refusal = (code: string): RefusedError =>
  new RefusedError({ code, field: null, requestId: null, zh: '不', en: 'no' });
const bookOf = async (staff: string): Promise<Errands> => new Errands(new Drafts(await openVault(staff)));
const FORM: Form = {
  ...EMPTY,
  front: 'p1',
  name: '王小明',
  idNumber: '11010519491231002x',
  phone: '138 0000 0000',
  consent: true,
  product: 'v',
  amount: '30,000',
  term: '12',
  purpose: 'stock',
  reason: '好',
};
const wanted = { kind: 'application', who: '王', amount: '30000.00', steps: stepsOf(FORM), form: FORM } as const;
const only = async (book: Errands): Promise<Errand> => (await book.all())[0]!;

/** A server that does each key once and answers the same ever after. */
class Server {
  readonly done: string[] = [];
  readonly inputs: Record<string, Record<string, unknown>> = {};
  private readonly known = new Map<string, Record<string, unknown>>();
  private static readonly NEWS: Record<string, Record<string, unknown>> = {
    begin: { customer: 'c' },
    upload: { p1: 'd1', p2: 'd2' },
    start: { application: 'a', version: 1 },
  };

  deliver(fate: () => 'well' | 'the request' | 'the answer' | 'still'): Deliver {
    return async ({ key, does }, input) => {
      const now = fate();
      if (now === 'the request') throw new UnclearError('away');
      if (now === 'still') throw new WaitError();
      if (!this.known.has(key)) {
        this.done.push(does);
        this.inputs[does] = input;
        this.known.set(key, Server.NEWS[does] ?? {});
      }
      if (now === 'the answer') throw new UnclearError('cut');
      return this.known.get(key)!;
    };
  }
}

beforeEach(wipe);

describe('an application taken without a network', () => {
  it('is whole only with photo, consent, figures and opinion', () => {
    expect(isWhole(FORM)).toBe(true);
    for (const lack of [{ front: '' }, { consent: false }, { amount: 'x' }, { income: '1.234' }, { reason: ' ' }])
      expect(isWhole({ ...FORM, ...lack })).toBe(false);
  });

  it('is sent in the order in which each step has what it needs, with what the server told before', async () => {
    const [book, server] = [await bookOf('a'), new Server()];
    await book.add(wanted);
    expect(await carry(book, server.deliver(() => 'well'), nobody)).toBe(true);
    expect(server.done).toEqual(['begin', 'upload', 'confirm', 'register', 'start', 'submit']);
    expect(server.inputs['confirm']).toMatchObject({ customerId: 'c', documentId: 'd1' });
    expect(server.inputs['register']).toMatchObject({ idNumber: '11010519491231002X', phone: '13800000000' });
    expect(server.inputs['submit']).toMatchObject({ applicationId: 'a', expectedVersion: 1 });
    expect((await only(book)).state).toBe('done');
  });

  it('takes effect once through any row of cuts, losses, waits and closed pages', async () => {
    for (let seed = 1; seed <= 8; seed += 1) {
      await wipe();
      let random = seed * 7919;
      const fate = (): 'well' | 'the request' | 'the answer' | 'still' => {
        random = (random * 48271) % 2147483647;
        return (['well', 'the request', 'the answer', 'still', 'well'] as const)[random % 5]!;
      };
      const server = new Server();
      await (await bookOf('a')).add(wanted);
      for (let page = 0; page < 400 && (await only(await bookOf('a'))).state !== 'done'; page += 1) {
        await carry(await bookOf('a'), server.deliver(fate), nobody); // each time a page that was opened anew
      }
      expect(server.done).toEqual(['begin', 'upload', 'confirm', 'register', 'start', 'submit']);
    }
  }, 60_000);

  it('stands still with the server’s word, and goes on from there once it was mended', async () => {
    const [book, server] = [await bookOf('a'), new Server()];
    await book.add(wanted);
    const well = server.deliver(() => 'well');
    const strict: Deliver = async (next, input, errand) => {
      if (next.does === 'register' && input['name'] === '王小明') throw refusal('customer_name_unsound');
      return well(next, input, errand);
    };
    await carry(book, strict, nobody);
    const stuck = await only(book);
    expect([stuck.state, stuck.done, stuck.word?.zh]).toEqual(['refused', 3, '不']);
    const steps = mendedSteps(stuck.steps.slice(0, stuck.done), { ...FORM, name: '王大明' });
    await book.mark(stuck, { steps, state: 'stored', word: null });
    await carry(book, strict, nobody);
    expect(server.done.filter((does) => does === 'begin')).toHaveLength(1);
    expect(server.inputs['register']).toMatchObject({ name: '王大明', customerId: 'c' });
    expect((await only(book)).state).toBe('done');
  });

  it('sends and confirms what was photographed while it was mended, and nothing twice', async () => {
    const [book, server] = [await bookOf('a'), new Server()];
    await book.add(wanted);
    const well = server.deliver(() => 'well');
    let strict = true;
    const uploaded: unknown[] = [];
    const deliver: Deliver = async (next, input, errand) => {
      if (next.does === 'register' && strict) throw refusal('customer_name_unsound');
      if (next.does === 'upload') {
        uploaded.push(input['photo']);
        return { [input['photo'] as string]: `document of ${String(input['photo'])}` };
      }
      return well(next, input, errand);
    };
    await carry(book, deliver, nobody);
    const stuck = await only(book);
    const steps = mendedSteps(stuck.steps.slice(0, stuck.done), { ...FORM, front: 'p3', back: 'p2' });
    await book.mark(stuck, { steps, state: 'stored', word: null });
    strict = false;
    await carry(book, deliver, nobody);
    expect((await only(book)).state).toBe('done');
    expect(uploaded).toEqual(['p1', 'p3', 'p2']);
    expect(server.done).toEqual(['begin', 'confirm', 'confirm', 'register', 'start', 'submit']);
    expect(server.inputs['confirm']).toMatchObject({ documentId: 'document of p3' });
  });

  it('shows a conflict where somebody else was faster, and lets the next errand pass', async () => {
    const [book, server] = [await bookOf('a'), new Server()];
    await book.add(wanted);
    await book.add({ kind: 'photo', who: '', amount: '', steps: [step('begin')] });
    const well = server.deliver(() => 'well');
    const late: Deliver = async (next, input, errand) => {
      if (next.does === 'submit') throw refusal('object_stale');
      return well(next, input, errand);
    };
    await carry(book, late, nobody);
    expect((await book.all()).map((errand) => errand.state)).toEqual(['conflict', 'done']);
  });
});

describe('errands', () => {
  it('are sealed, open for their owner alone, and gone after log-out even while they are carried', async () => {
    const book = await bookOf('a');
    await book.add(wanted);
    expect(JSON.stringify(await all('work'))).not.toContain('王小明');
    expect(await (await bookOf('b')).all()).toEqual([]);
    const wiping: Deliver = async () => {
      await wipe();
      return {};
    };
    expect(await carry(book, wiping, nobody)).toBe(true);
    expect(await all('work')).toEqual([]);
  });

  it('stop at the first that nobody answers: order is kept', async () => {
    const book = await bookOf('a');
    const tried: string[] = [];
    for (const who of ['1', '2']) await book.add({ kind: 'photo', who, amount: '', steps: [step('begin')] });
    const away: Deliver = async (_step, _input, errand) => {
      tried.push(errand.who);
      throw new UnclearError('away');
    };
    expect(await carry(book, away, nobody)).toBe(false);
    expect(tried).toEqual(['1']);
    expect((await book.all()).map((errand) => errand.state)).toEqual(['stored', 'stored']);
  });

  it('never send a place that was not filled in', () => {
    expect(filled({ a: ['@x', 'y'], b: null }, { x: 1 })).toEqual({ a: [1, 'y'], b: null });
    expect(() => filled('@x', {})).toThrow(RangeError);
  });
});
