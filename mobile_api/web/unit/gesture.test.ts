import { describe, expect, it } from 'vitest';
import { next, type Field, type Hold, type Moved, type Touch } from '../src/screens/pile/gesture.ts';
import { inOrder } from '../src/screens/pile/order.ts';

const OPEN: Field = { width: 360, routine: true };
const BARRED: Field = { width: 360, routine: false };

/** A thumb that goes through the points, each so many milliseconds after the one before. */
const swipe = (field: Field, points: [x: number, y: number][], pause = 30): Moved[] => {
  let hold: Hold | null = null;
  const touches: Touch[] = points.map(([x, y], at) => ({
    kind: at === 0 ? 'down' : at === points.length - 1 ? 'up' : 'move',
    point: { x, y, at: at * pause },
  }));
  return touches.map((touch) => {
    const moved = next(hold, touch, field);
    hold = moved.hold;
    return moved;
  });
};
const outcome = (field: Field, points: [number, number][], pause = 30) => swipe(field, points, pause).at(-1)!.outcome;

const line = (way: number, steps = 6, slope = 0): [number, number][] =>
  Array.from({ length: steps + 1 }, (_, at) => [100 + (way * at) / steps, 300 + (slope * at) / steps]);

describe('a thumb on the top card', () => {
  it('approves to the right where that is routine, and asks for a reason to the left', () => {
    expect(outcome(OPEN, line(180))).toBe('approve');
    expect(outcome(OPEN, line(-180))).toBe('return');
  });

  it('never approves what is not routine: the card follows a little and says why', () => {
    const moved = swipe(BARRED, line(200));
    expect(moved.at(-1)).toEqual({ hold: null, shift: 0, outcome: 'barred' });
    expect(Math.max(...moved.map((one) => one.shift))).toBeLessThan(50);
    expect(outcome(BARRED, line(-180))).toBe('return');
  });

  it('lets a short or taken-back movement be nothing, unless it is a flick', () => {
    expect(outcome(OPEN, line(100))).toBeNull();
    expect(outcome(OPEN, [...line(180).slice(0, -1), [110, 300], [110, 300]])).toBeNull();
    expect(outcome(OPEN, line(90, 3), 16)).toBe('approve');
    expect(outcome(OPEN, line(40, 2), 10)).toBeNull();
  });

  it('leaves up and down to the page, even when it turns sideways later', () => {
    const moved = swipe(OPEN, [[100, 300], [103, 330], [200, 335], [300, 335]]);
    expect(moved.map((one) => one.shift)).toEqual([0, 0, 0, 0]);
    expect(moved.at(-1)!.outcome).toBeNull();
  });

  it('comes back when the touch is taken away', () => {
    const hold = swipe(OPEN, line(150)).at(-2)!.hold;
    expect(hold).not.toBeNull();
    expect(next(hold, { kind: 'cancel' }, OPEN)).toEqual({ hold: null, shift: 0, outcome: null });
  });

  it('has an outcome only at the end, and after it holds nothing, whatever the thumb does', () => {
    let seed = 7;
    const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    for (let round = 0; round < 500; round += 1) {
      const points = Array.from({ length: 8 }, (): [number, number] => [random() * 360, 300 + random() * 40]);
      const field = random() < 0.5 ? OPEN : BARRED;
      const moved = swipe(field, points, 1 + random() * 60);
      expect(moved.slice(0, -1).every((one) => one.outcome === null)).toBe(true);
      const end = moved.at(-1)!;
      expect([end.hold, end.shift]).toEqual([null, 0]);
      const way = points.at(-1)![0] - points[0]![0];
      if (end.outcome === 'approve') expect(field.routine && way > 0).toBe(true);
      if (end.outcome === 'barred') expect(!field.routine && way > 0).toBe(true);
      if (end.outcome === 'return') expect(way).toBeLessThan(0);
    }
  });
});

describe('the pile', () => {
  it('lies by deadline, then by money, then by how long it waits; without a deadline last', () => {
    const openedAt = '2026-11-01T00:00:00Z';
    const cases = [
      { dueAt: null, amount: '900000.00', openedAt },
      { dueAt: '2026-11-03T00:00:00Z', amount: '9000.00', openedAt },
      { dueAt: '2026-11-02T00:00:00Z', amount: '80000.00', openedAt: '2026-11-01T09:00:00Z' },
      { dueAt: '2026-11-02T00:00:00Z', amount: '80000.00', openedAt },
      { dueAt: '2026-11-02T00:00:00Z', amount: '100000.00', openedAt },
    ];
    expect(inOrder(cases).map((one) => cases.indexOf(one))).toEqual([4, 3, 2, 1, 0]);
  });
});
