import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { RefusedError, UnclearError } from '../src/api/errors.ts';
import { all, put } from '../src/store/database.ts';
import { Outbox, UNDO_MS, type Content, type Item } from '../src/store/outbox.ts';
import { drain, type Deliver } from '../src/store/sending.ts';
import { openVault, wipe } from '../src/store/vault.ts';

const content = (caseId: string): Content => ({
  caseId,
  applicationId: `of-${caseId}`,
  who: '王**',
  amount: '80000.00',
  decision: 'APPROVE',
  input: { caseId, decision: 'APPROVE', reason: '同意', expectedVersion: 3 },
});
const refusal = (code: string, status?: number): RefusedError =>
  new RefusedError({ code, field: null, requestId: null, zh: '不', en: 'no', ...(status ? { status } : {}) });
const nobody = (): void => undefined;

let clock = 1_000_000;
const boxOf = async (staff: string): Promise<Outbox> => new Outbox(await openVault(staff), () => clock);
const send = (box: Outbox, deliver: Deliver): Promise<boolean> => drain(box, deliver, nobody, () => clock);
const states = async (box: Outbox): Promise<string[]> => (await box.items()).map((item) => item.state);

/** A server that does each key once, may lose its answer, and knows who was first. */
class Server {
  readonly applied: string[] = [];
  private readonly answers = new Map<string, RefusedError | null>();
  readonly taken = new Set<string>();

  decide(item: Item, loses: 'nothing' | 'the request' | 'the answer'): void {
    if (loses === 'the request') throw new UnclearError('away');
    if (!this.answers.has(item.key)) {
      const { caseId } = item.content;
      const late = this.taken.has(caseId);
      if (!late) this.applied.push(caseId);
      this.taken.add(caseId);
      this.answers.set(item.key, late ? refusal('approval_case_closed') : null);
    }
    if (loses === 'the answer') throw new UnclearError('cut');
    const answer = this.answers.get(item.key);
    if (answer) throw answer;
  }
}

beforeEach(wipe);

describe('the outbox', () => {
  it('is on disk before it says so, sealed, and opens for its owner alone', async () => {
    const own = await boxOf('a');
    await own.add(content('1'));
    const rows = await all<Record<string, unknown>>('outbox');
    expect(JSON.stringify(rows)).not.toContain('80000');
    expect((await own.items())[0]?.content).toEqual(content('1'));
    expect(await (await boxOf('b')).items()).toEqual([]);
  });

  it('lets a decision be taken back while it is held, and never afterwards', async () => {
    const box = await boxOf('a');
    const first = await box.add(content('1'));
    expect(await send(box, async () => expect.fail('sent too early'))).toBe(true);
    expect(await box.takeBack(first.key)).toBe(true);
    const second = await box.add(content('2'));
    clock += UNDO_MS;
    await send(box, async () => {
      expect(await box.takeBack(second.key)).toBe(false);
    });
    expect(await states(box)).toEqual(['done']);
  });

  it('waits for no moment that a clock set back has moved away', async () => {
    const box = await boxOf('a');
    await box.add(content('1'));
    clock -= 30 * 3_600_000;
    expect(await send(box, async () => undefined)).toBe(true);
    expect(await states(box)).toEqual(['done']);
  });

  it('sends decisions that were taken together at once, and lets each stand or fall by itself', async () => {
    const box = await boxOf('a');
    for (const id of ['1', '2', '3']) await box.add({ ...content(id), batch: 'b' }, 0);
    await box.add(content('4'), 0);
    const asked: string[][] = [];
    const deliver: Deliver = async (item, others) => {
      asked.push([item, ...others].map((one) => one.content.caseId));
      if (asked.length === 1) throw new UnclearError('cut');
      return others.length > 0 ? [null, refusal('approval_case_closed'), refusal('approval_own_entry')] : undefined;
    };
    expect(await send(box, deliver)).toBe(false);
    expect(await states(box)).toEqual(['stored', 'stored', 'stored', 'stored']);
    expect(await send(box, deliver)).toBe(true);
    expect(await states(box)).toEqual(['done', 'conflict', 'refused', 'done']);
    expect((await box.items())[1]?.word?.code).toBe('approval_case_closed');
    expect(asked).toEqual([['1', '2', '3'], ['1', '2', '3'], ['4']]);
  });

  it('keeps the row of a batch of which nobody knows, and tries it again', async () => {
    const box = await boxOf('a');
    for (const id of ['1', '2']) await box.add({ ...content(id), batch: 'b' }, 0);
    expect(await send(box, async () => [refusal('server_unavailable'), null])).toBe(false);
    expect(await states(box)).toEqual(['stored', 'done']);
    expect(await send(box, async (_item, others) => {
      expect(others).toEqual([]);
    })).toBe(true);
    expect(await states(box)).toEqual(['done', 'done']);
  });

  it('sends in the order of the decisions and stops where nobody answers', async () => {
    const box = await boxOf('a');
    for (const id of ['1', '2', '3']) await box.add(content(id), 0);
    const seen: string[] = [];
    const deliver: Deliver = async (item) => {
      seen.push(item.content.caseId);
      if (item.content.caseId === '2') throw new UnclearError('away');
    };
    expect(await send(box, deliver)).toBe(false);
    expect(seen).toEqual(['1', '2']);
    expect(await states(box)).toEqual(['done', 'stored', 'stored']);
  });

  it('keeps apart what somebody else did first, what is refused, and what only has to wait', async () => {
    const box = await boxOf('a');
    const answers = [refusal('object_stale'), refusal('approval_own_entry'), refusal('access_too_many', 429)];
    for (const id of ['1', '2', '3']) await box.add(content(id), 0);
    await send(box, async (item) => {
      throw answers[Number(item.content.caseId) - 1]!;
    });
    expect(await states(box)).toEqual(['conflict', 'refused', 'stored']);
    expect((await box.items())[1]?.word).toEqual({ code: 'approval_own_entry', zh: '不', en: 'no' });
  });

  it('is sent again after the page died in the middle', async () => {
    const box = await boxOf('a');
    const item = await box.add(content('1'), 0);
    await box.mark(item, 'sending');
    const keys: string[] = [];
    await send(await boxOf('a'), async ({ key }) => void keys.push(key));
    expect(keys).toEqual([item.key]);
  });

  it('loses no decision and doubles none, whatever the network loses and whoever is first', async () => {
    let dice = 20261123;
    const roll = (sides: number): number => {
      dice = (dice * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((dice / 2_147_483_648) * sides);
    };
    for (let round = 0; round < 40; round += 1) {
      await wipe();
      const server = new Server();
      let box = await boxOf('a');
      const back = new Set<string>();
      for (let id = 0; id < 5; id += 1) {
        const item = await box.add(content(String(id)));
        if (roll(5) === 0 && (await box.takeBack(item.key))) back.add(String(id));
        if (roll(6) === 0) server.taken.add(String(id));
      }
      const theirs = new Set([...server.taken]);
      clock += UNDO_MS;
      const losing: Deliver = async (item) =>
        server.decide(item, (['nothing', 'the request', 'the answer'] as const)[roll(3)]!);
      for (let tries = 0; tries < 40 && !(await send(box, losing)); tries += 1) box = await boxOf('a');
      await send(box, async (item) => server.decide(item, 'nothing'));
      const told = new Map((await box.items()).map((item) => [item.content.caseId, item.state]));
      for (let id = 0; id < 5; id += 1) {
        const key = String(id);
        const expected = back.has(key) ? undefined : theirs.has(key) ? 'conflict' : 'done';
        expect(told.get(key)).toBe(expected);
        expect(server.applied.filter((one) => one === key)).toHaveLength(expected === 'done' ? 1 : 0);
      }
    }
  });

  it('leaves out what a lost key cannot open', async () => {
    const box = await boxOf('a');
    await box.add(content('1'), 0);
    await put('keys', {
      staff: 'a',
      key: await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
    });
    expect(await (await boxOf('a')).items()).toEqual([]);
  });
});
