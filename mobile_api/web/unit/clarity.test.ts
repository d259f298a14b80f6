import { describe, expect, it } from 'vitest';
import { flawOf } from '../src/lib/clarity.ts';

const WIDTH = 320;
const HEIGHT = 200;

const picture = (value: (x: number, y: number) => number): Uint8Array =>
  Uint8Array.from({ length: WIDTH * HEIGHT }, (_, at) => value(at % WIDTH, Math.floor(at / WIDTH)));

/** Print: strokes of four pixels, their edges spread over `spread` pixels. */
const print = (spread: number, light = 200, dark = 60): Uint8Array =>
  picture((x) => {
    const at = x % 32;
    const rise = Math.min(1, Math.max(0, at / spread));
    const fall = Math.min(1, Math.max(0, (at - 16) / spread));
    return light - (light - dark) * (at < 16 ? rise : 1 - fall);
  });

describe('a shot', () => {
  it('with sharp print is taken', () => expect(flawOf(print(1), WIDTH, HEIGHT)).toBeNull());

  it('with soft print is blurred', () => expect(flawOf(print(6), WIDTH, HEIGHT)).toBe('blurred'));

  it('in the dark is dark, however sharp', () => expect(flawOf(print(1, 70, 10), WIDTH, HEIGHT)).toBe('dark'));

  it('with a burnt spot has glare', () => {
    const spot = print(1).map((value, at) => (at % WIDTH < 40 && at < 100 * WIDTH ? 255 : value));
    expect(flawOf(spot, WIDTH, HEIGHT)).toBe('glare');
  });

  it('of a white page as a whole has none', () => expect(flawOf(print(1, 255), WIDTH, HEIGHT)).toBeNull());

  it('of nothing at all tells nothing', () => expect(flawOf(picture(() => 180), WIDTH, HEIGHT)).toBeNull());
});
