// Whether a shot can be read at all, judged on the phone before it is sent: a new one costs a second here and a
// minute after the server has looked.

export type Flaw = 'blurred' | 'dark' | 'glare';

const LONG_EDGE = 800;
const TILES = 8;
const CONTRAST_LEAST = 40; // a tile without print or edges tells nothing about sharpness
const STEP_LEAST = 0.3; // the steepest step between neighbours, as a share of the tile's contrast; sharp print has 0.6
const DARK_MEAN = 60;
const BURNT = 252;
const BURNT_SHARE = 0.03; // of the picture; a sheet lit too brightly as a whole is read all the same
const BURNT_SHARE_MAX = 0.3;

/** Contrast and steepest step of one tile of a grey picture. */
const tile = (grey: Uint8Array, width: number, box: [number, number, number, number]): [number, number] => {
  const [left, top, right, bottom] = box;
  let low = 255;
  let high = 0;
  let step = 0;
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const here = grey[y * width + x]!;
      low = Math.min(low, here);
      high = Math.max(high, here);
      if (x + 1 < right) step = Math.max(step, Math.abs(here - grey[y * width + x + 1]!));
      if (y + 1 < bottom) step = Math.max(step, Math.abs(here - grey[(y + 1) * width + x]!));
    }
  }
  return [high - low, step];
};

const isBlurred = (grey: Uint8Array, width: number, height: number): boolean => {
  const cut = (length: number, at: number): number => Math.floor((length * at) / TILES);
  const shares: number[] = [];
  for (let row = 0; row < TILES; row += 1) {
    for (let column = 0; column < TILES; column += 1) {
      const box: [number, number, number, number] = [
        cut(width, column),
        cut(height, row),
        cut(width, column + 1),
        cut(height, row + 1),
      ];
      const [contrast, step] = tile(grey, width, box);
      if (contrast >= CONTRAST_LEAST) shares.push(step / contrast);
    }
  }
  shares.sort((one, other) => one - other);
  // the sharpest fifth: a card may be a small part of the picture, and the table behind it soft
  return shares.length > 0 && shares[Math.floor(shares.length * 0.8)]! < STEP_LEAST;
};

/** The worst flaw of a grey picture, or null. */
export const flawOf = (grey: Uint8Array, width: number, height: number): Flaw | null => {
  let sum = 0;
  let burnt = 0;
  for (const value of grey) {
    sum += value;
    if (value >= BURNT) burnt += 1;
  }
  if (sum / grey.length < DARK_MEAN) return 'dark';
  if (isBlurred(grey, width, height)) return 'blurred';
  const share = burnt / grey.length;
  return share > BURNT_SHARE && share < BURNT_SHARE_MAX ? 'glare' : null;
};

/** The worst flaw of a shot; null too where the browser cannot look. */
export const flawOfShot = async (shot: Blob): Promise<Flaw | null> => {
  const bitmap = await createImageBitmap(shot);
  const scale = Math.min(1, LONG_EDGE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(TILES, Math.round(bitmap.width * scale));
  canvas.height = Math.max(TILES, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const colours = context?.getImageData(0, 0, canvas.width, canvas.height).data;
  if (!colours) return null;
  const grey = new Uint8Array(canvas.width * canvas.height);
  for (let at = 0; at < grey.length; at += 1) {
    grey[at] = (colours[4 * at]! * 3 + colours[4 * at + 1]! * 6 + colours[4 * at + 2]!) / 10;
  }
  return flawOf(grey, canvas.width, canvas.height);
};
