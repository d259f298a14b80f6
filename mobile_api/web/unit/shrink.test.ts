import { describe, expect, it } from 'vitest';
import { attempts, fitWithin, frameInVideo, LONG_EDGE, MAX_BYTES, roomFor, SAVING_BYTES } from '../src/lib/shrink.ts';

describe('shrinking', () => {
  it('brings the long edge to the limit and keeps the proportions', () => {
    expect(fitWithin({ width: 4032, height: 3024 }, 1600)).toEqual({ width: 1600, height: 1200 });
    expect(fitWithin({ width: 3024, height: 4032 }, 1600)).toEqual({ width: 1200, height: 1600 });
    expect(fitWithin({ width: 12_000, height: 3 }, 1600)).toEqual({ width: 1600, height: 1 });
  });

  it('sends less where the person wants data saved', () => {
    expect([roomFor(), roomFor({ saveData: false }), roomFor({ saveData: true })]).toEqual([
      MAX_BYTES,
      MAX_BYTES,
      SAVING_BYTES,
    ]);
  });

  it('never enlarges', () => {
    expect(fitWithin({ width: 800, height: 600 }, 1600)).toEqual({ width: 800, height: 600 });
  });

  it('gives up quality before it gives up pixels, and never grows again', () => {
    const plan = attempts({ width: 12_000, height: 9000 });
    expect(Math.max(plan[0]!.width, plan[0]!.height)).toBe(LONG_EDGE);
    for (let index = 1; index < plan.length; index += 1) {
      expect(plan[index]!.width).toBeLessThanOrEqual(plan[index - 1]!.width);
    }
    expect(Math.min(...plan.map((attempt) => attempt.width))).toBeGreaterThanOrEqual(640);
  });
});

describe('the frame on the screen as a part of the video', () => {
  const box = { width: 390, height: 600 };
  const frame = { x: 23, y: 191, width: 344, height: 217 };

  it('accounts for what object-fit: cover hides', () => {
    const cut = frameInVideo({ width: 1920, height: 1080 }, box, frame, 0);
    const scale = 600 / 1080;
    expect(cut.y).toBe(Math.round(191 / scale));
    expect(Math.abs(cut.width - 344 / scale)).toBeLessThanOrEqual(1);
    expect(cut.x).toBe(Math.round((23 + (1920 * scale - 390) / 2) / scale));
  });

  it('stays inside the picture with a margin', () => {
    const cut = frameInVideo({ width: 640, height: 480 }, box, { x: 0, y: 0, width: 390, height: 600 }, 0.2);
    expect(cut.x).toBeGreaterThanOrEqual(0);
    expect(cut.y).toBe(0);
    expect(cut.x + cut.width).toBeLessThanOrEqual(640);
    expect(cut.y + cut.height).toBeLessThanOrEqual(480);
  });
});
