import { describe, expect, it } from 'vitest';
import { cutting } from '../src/lib/cutting.ts';

const PICTURE = { width: 1000, height: 600 };

/** Where a place of the picture, told in shares, comes to lie on the strip, in shares of the strip. */
const placed = (corners: number[], x: number, y: number): [number, number] => {
  const cut = cutting(corners, PICTURE)!;
  const [a, b, c, d, e, f] = cut.transform;
  const [px, py] = [x * PICTURE.width, y * PICTURE.height];
  return [(a * px + c * py + e) / cut.width, (b * px + d * py + f) / cut.height];
};

describe('the place of a field', () => {
  it('is cut with some room around it, and enlarged', () => {
    const cut = cutting([0.2, 0.5, 0.4, 0.5, 0.4, 0.55, 0.2, 0.55], PICTURE)!;
    expect(cut.width).toBeGreaterThan(600);
    expect(cut.width).toBeLessThanOrEqual(720);
    const [x, y] = placed([0.2, 0.5, 0.4, 0.5, 0.4, 0.55, 0.2, 0.55], 0.3, 0.525);
    expect(x).toBeCloseTo(0.5, 1);
    expect(y).toBeCloseTo(0.5, 1);
  });

  it('is turned upright where the picture lies on its side', () => {
    // reading begins at the lower left of the stored picture and goes upwards
    const sideways = [0.1, 0.9, 0.1, 0.3, 0.2, 0.3, 0.2, 0.9];
    const [firstX] = placed(sideways, 0.15, 0.85);
    const [lastX] = placed(sideways, 0.15, 0.35);
    expect(firstX).toBeLessThan(0.2);
    expect(lastX).toBeGreaterThan(0.8);
    const [, top] = placed(sideways, 0.1, 0.6);
    const [, bottom] = placed(sideways, 0.2, 0.6);
    expect(top).toBeLessThan(bottom);
  });

  it('is laid flat where the paper lies askew', () => {
    const askew = [0.1, 0.2, 0.5, 0.4, 0.48, 0.5, 0.08, 0.3];
    const [, left] = placed(askew, 0.1, 0.2);
    const [, right] = placed(askew, 0.5, 0.4);
    expect(left).toBeCloseTo(right, 5);
  });

  it('is nothing where the corners enclose nothing', () => {
    expect(cutting([0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1], PICTURE)).toBeNull();
    expect(cutting([], PICTURE)).toBeNull();
  });
});
